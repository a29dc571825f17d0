ALTER TYPE "public"."account_kind" ADD VALUE 'difference';--> statement-breakpoint
CREATE TABLE "payment_claims" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_claims_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" uuid NOT NULL,
	"cycle_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"said_fen" bigint NOT NULL,
	"said_by" uuid,
	"said_at" timestamptz(3) NOT NULL,
	"found_fen" bigint,
	"reason" text,
	"answered_at" timestamptz(3),
	CONSTRAINT "payment_claims_say_something" CHECK ("payment_claims"."said_fen" > 0),
	CONSTRAINT "payment_claims_found_with_its_time" CHECK (("payment_claims"."found_fen" is null) = ("payment_claims"."answered_at" is null))
);
--> statement-breakpoint
ALTER TABLE "payment_claims" ADD CONSTRAINT "payment_claims_order_id_household_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."household_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_claims_of_an_order" ON "payment_claims" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payment_claims_of_a_cycle" ON "payment_claims" USING btree ("cycle_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_claims_one_open_per_order" ON "payment_claims" USING btree ("order_id") WHERE found_fen is null;--> statement-breakpoint
CREATE INDEX "ledger_entries_of_a_cycle" ON "ledger_entries" USING btree ("cycle_id");