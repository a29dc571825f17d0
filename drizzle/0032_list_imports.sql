CREATE TYPE "public"."list_import_state" AS ENUM('pasted', 'parsed', 'in_review', 'applied', 'reverted', 'discarded');--> statement-breakpoint
CREATE TABLE "list_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"state" "list_import_state" DEFAULT 'parsed' NOT NULL,
	"text" text NOT NULL,
	"read" jsonb NOT NULL,
	"packages" jsonb NOT NULL,
	"decisions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"refusals" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"effects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"pasted_by" uuid,
	"pasted_at" timestamptz(3) NOT NULL,
	"state_at" timestamptz(3) NOT NULL,
	CONSTRAINT "list_imports_text" CHECK (char_length("list_imports"."text") between 1 and 1000000)
);
--> statement-breakpoint
ALTER TABLE "list_imports" ADD CONSTRAINT "list_imports_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_imports" ADD CONSTRAINT "list_imports_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_imports" ADD CONSTRAINT "list_imports_pasted_by_users_id_fk" FOREIGN KEY ("pasted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "list_imports_of_a_grid" ON "list_imports" USING btree ("cycle_id","grid_id","pasted_at");--> statement-breakpoint
-- A list is its grid's alone: its text names homes and people.
GRANT SELECT, INSERT, UPDATE ON list_imports TO baogong_app;--> statement-breakpoint
ALTER TABLE list_imports ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON list_imports USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])));--> statement-breakpoint
CREATE TRIGGER legal_move BEFORE UPDATE OF state ON list_imports FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION refuse_illegal_move('import_job');
