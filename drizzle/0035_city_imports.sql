CREATE TYPE "public"."city_import_state" AS ENUM('checking', 'checked', 'taking_in', 'taken_in', 'undone');--> statement-breakpoint
CREATE TABLE "city_import_rows" (
	"import_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"sheet" text NOT NULL,
	"line" integer NOT NULL,
	"key" text NOT NULL,
	"cells" jsonb NOT NULL,
	"change" text,
	"before" jsonb,
	CONSTRAINT "city_import_rows_import_id_seq_pk" PRIMARY KEY("import_id","seq")
);
--> statement-breakpoint
CREATE TABLE "city_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"datum" text NOT NULL,
	"state" "city_import_state" DEFAULT 'checking' NOT NULL,
	"rows" integer NOT NULL,
	"shift_metres" integer NOT NULL,
	"report" jsonb,
	"done" integer DEFAULT 0 NOT NULL,
	"added_by" uuid,
	"added_at" timestamptz(3) NOT NULL,
	"taken_in_at" timestamptz(3),
	CONSTRAINT "city_imports_done_of_all" CHECK ("city_imports"."done" between 0 and "city_imports"."rows"),
	CONSTRAINT "city_imports_taken_in_whole" CHECK ("city_imports"."state" <> 'taken_in' or ("city_imports"."done" = "city_imports"."rows" and "city_imports"."taken_in_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "city_import_rows" ADD CONSTRAINT "city_import_rows_import_id_city_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."city_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "city_imports" ADD CONSTRAINT "city_imports_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "city_imports_by_time" ON "city_imports" USING btree ("added_at");--> statement-breakpoint
ALTER TABLE "buildings" DROP CONSTRAINT "buildings_have_doors";--> statement-breakpoint
ALTER TABLE "buildings" ALTER COLUMN "floors" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "buildings" ALTER COLUMN "doors_per_floor" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "plate" text;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "weight_grams" integer;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "volume_ml" integer;--> statement-breakpoint
ALTER TABLE "buildings" ADD COLUMN "room_names" text[];--> statement-breakpoint
ALTER TABLE "households" ADD COLUMN "brought_by" uuid;--> statement-breakpoint
ALTER TABLE "supermarkets" ADD COLUMN "contact_name" text;--> statement-breakpoint
ALTER TABLE "supermarkets" ADD COLUMN "contact_phone" text;--> statement-breakpoint
CREATE INDEX "households_of_an_import" ON "households" USING btree ("brought_by") WHERE "households"."brought_by" is not null;--> statement-breakpoint
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_have_doors" CHECK ("buildings"."units" >= 0 and "buildings"."floors" > 0 and "buildings"."doors_per_floor" > 0);--> statement-breakpoint
-- What was taken in stays on the list, without its rows: it cannot be taken out again.
INSERT INTO city_imports (id, file_name, datum, state, rows, shift_metres, done, added_by, added_at, taken_in_at)
SELECT id, file_name, datum, 'taken_in', done, shift_metres, done, added_by, added_at, taken_in_at FROM place_imports WHERE state = 'taken_in';--> statement-breakpoint
ALTER TABLE "place_imports" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "place_imports" CASCADE;--> statement-breakpoint
DROP TYPE "public"."place_import_state";
