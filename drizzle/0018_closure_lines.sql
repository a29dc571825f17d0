CREATE TABLE "closure_lines" (
	"closure_id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"lines" jsonb NOT NULL,
	"drawn_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "closure_lines" ADD CONSTRAINT "closure_lines_closure_id_road_closures_id_fk" FOREIGN KEY ("closure_id") REFERENCES "public"."road_closures"("id") ON DELETE no action ON UPDATE no action;