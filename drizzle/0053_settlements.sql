CREATE TYPE "public"."settlement_state" AS ENUM('drafted', 'proposed', 'disputed', 'agreed', 'settled');--> statement-breakpoint
CREATE TABLE "settlements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"supermarket_id" uuid NOT NULL,
	"state" "settlement_state" DEFAULT 'drafted' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"terms" jsonb NOT NULL,
	"lines" jsonb NOT NULL,
	"payable_fen" bigint NOT NULL,
	"reason" text,
	"desk_agreed_by" uuid,
	"desk_agreed_at" timestamptz(3),
	"store_agreed_by" uuid,
	"store_agreed_at" timestamptz(3),
	"state_at" timestamptz(3) NOT NULL,
	CONSTRAINT "settlements_one_for_a_store_and_cycle" UNIQUE("cycle_id","supermarket_id"),
	CONSTRAINT "settlements_settled_by_both" CHECK ("settlements"."state" <> 'settled' or ("settlements"."desk_agreed_at" is not null and "settlements"."store_agreed_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON settlements TO baogong_app;--> statement-breakpoint
ALTER TABLE settlements ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON settlements USING ((SELECT app_is('SYS', 'DESK', 'AUD')) OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])));--> statement-breakpoint
CREATE POLICY added_by ON settlements AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_is('SYS', 'DESK')));--> statement-breakpoint
CREATE POLICY changed_by ON settlements AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT app_is('SYS', 'DESK', 'SUPM')));--> statement-breakpoint
CREATE POLICY taken_by ON settlements AS RESTRICTIVE FOR DELETE USING (false);--> statement-breakpoint
CREATE TRIGGER legal_move BEFORE UPDATE OF state ON settlements FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION refuse_illegal_move('settlement');
