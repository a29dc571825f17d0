CREATE TYPE "public"."place_import_state" AS ENUM('checking', 'checked', 'taking_in', 'taken_in');--> statement-breakpoint
CREATE TABLE "place_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"datum" text NOT NULL,
	"state" "place_import_state" DEFAULT 'checking' NOT NULL,
	"places" jsonb NOT NULL,
	"shift_metres" integer NOT NULL,
	"report" jsonb,
	"done" integer DEFAULT 0 NOT NULL,
	"added_by" uuid,
	"added_at" timestamptz(3) NOT NULL,
	"taken_in_at" timestamptz(3),
	CONSTRAINT "place_imports_done_of_all" CHECK ("place_imports"."done" between 0 and jsonb_array_length("place_imports"."places")),
	CONSTRAINT "place_imports_taken_in_whole" CHECK ("place_imports"."state" <> 'taken_in' or ("place_imports"."done" = jsonb_array_length("place_imports"."places") and "place_imports"."taken_in_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "place_imports" ADD CONSTRAINT "place_imports_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "place_imports_by_time" ON "place_imports" USING btree ("added_at");