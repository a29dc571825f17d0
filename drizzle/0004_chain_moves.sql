CREATE TABLE "bag_substitutions" (
	"bag_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"refund_fen" bigint NOT NULL,
	CONSTRAINT "bag_substitutions_bag_id_item_id_pk" PRIMARY KEY("bag_id","item_id"),
	CONSTRAINT "bag_substitutions_never_dearer" CHECK ("bag_substitutions"."refund_fen" >= 0)
);
--> statement-breakpoint
ALTER TABLE "order_lines" DROP CONSTRAINT "order_lines_ends_within_packed";--> statement-breakpoint
ALTER TABLE "stops" ADD COLUMN "carried_on_by" uuid;--> statement-breakpoint
ALTER TABLE "household_orders" ADD COLUMN "hold_until" timestamptz(3);--> statement-breakpoint
ALTER TABLE "late_requests" ADD COLUMN "state" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "late_requests" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "late_requests" ADD COLUMN "answered_by" uuid;--> statement-breakpoint
ALTER TABLE "late_requests" ADD COLUMN "answered_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "reassigned_in" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "reassigned_out" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bags" ADD COLUMN "replaces" uuid;--> statement-breakpoint
ALTER TABLE "bag_substitutions" ADD CONSTRAINT "bag_substitutions_bag_id_bags_id_fk" FOREIGN KEY ("bag_id") REFERENCES "public"."bags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bag_substitutions" ADD CONSTRAINT "bag_substitutions_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bag_substitutions" ADD CONSTRAINT "bag_substitutions_notice_id_shortage_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."shortage_notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_requests" ADD CONSTRAINT "late_requests_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bags_one_for_each_replaced" ON "bags" USING btree ("replaces");--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_ends_within_packed" CHECK (least("order_lines"."delivered", "order_lines"."returned", "order_lines"."scrapped", "order_lines"."lost", "order_lines"."damaged", "order_lines"."reassigned_in", "order_lines"."reassigned_out") >= 0 and "order_lines"."delivered" + "order_lines"."returned" + "order_lines"."scrapped" + "order_lines"."lost" + "order_lines"."damaged" + "order_lines"."reassigned_out" <= coalesce("order_lines"."packed", 0) + "order_lines"."reassigned_in");