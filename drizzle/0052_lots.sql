CREATE TABLE "batch_lots" (
	"batch_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	CONSTRAINT "batch_lots_batch_id_lot_id_pk" PRIMARY KEY("batch_id","lot_id")
);
--> statement-breakpoint
CREATE TABLE "pick_lots" (
	"cycle_id" uuid NOT NULL,
	"supermarket_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"tenths" bigint NOT NULL,
	"reason" text,
	CONSTRAINT "pick_lots_cycle_id_supermarket_id_item_id_lot_id_pk" PRIMARY KEY("cycle_id","supermarket_id","item_id","lot_id"),
	CONSTRAINT "pick_lots_not_negative" CHECK ("pick_lots"."tenths" >= 0)
);
--> statement-breakpoint
ALTER TABLE "picks" DROP CONSTRAINT "picks_lot_id_lots_id_fk";
--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "quantity_tenths" bigint;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "maker" text;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "licence" text;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "received_by" uuid;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "received_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "taken_back" text;--> statement-breakpoint
ALTER TABLE "batch_lots" ADD CONSTRAINT "batch_lots_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_lots" ADD CONSTRAINT "batch_lots_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_lots" ADD CONSTRAINT "batch_lots_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_lots" ADD CONSTRAINT "pick_lots_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_lots" ADD CONSTRAINT "pick_lots_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_lots" ADD CONSTRAINT "pick_lots_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_lots" ADD CONSTRAINT "pick_lots_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_lots_of_a_lot" ON "batch_lots" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "pick_lots_of_a_lot" ON "pick_lots" USING btree ("lot_id");--> statement-breakpoint
-- What was picked so far came from the one lot that its pick named.
INSERT INTO pick_lots (cycle_id, supermarket_id, item_id, lot_id, tenths)
  SELECT cycle_id, supermarket_id, item_id, lot_id, picked_tenths FROM picks WHERE lot_id IS NOT NULL AND picked_tenths > 0;--> statement-breakpoint
ALTER TABLE "picks" DROP COLUMN "lot_id";--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_quantity" CHECK ("lots"."quantity_tenths" > 0);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON pick_lots TO baogong_app;--> statement-breakpoint
GRANT SELECT, INSERT ON batch_lots TO baogong_app;--> statement-breakpoint
-- A store takes goods in for itself, and takes them back; the desk looks.
ALTER POLICY added_by ON lots WITH CHECK ((SELECT app_is('SYS', 'DESK')) OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])));--> statement-breakpoint
ALTER POLICY changed_by ON lots WITH CHECK ((SELECT app_is('SYS', 'DESK')) OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])));--> statement-breakpoint
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT * FROM (VALUES ('pick_lots', 'supermarket_id = ANY ((SELECT app_ids(''supermarkets''))::uuid[])'),
    ('batch_lots', 'EXISTS (SELECT FROM batches b WHERE b.id = batch_id AND b.supermarket_id = ANY ((SELECT app_ids(''supermarkets''))::uuid[]))')) AS w (name, own) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', r.name);
    EXECUTE format('CREATE POLICY scope ON %I USING ((SELECT app_is(''SYS'', ''DESK'', ''AUD'')) OR ((SELECT app_is(''SUP'', ''SUPM'')) AND %s))', r.name, r.own);
    EXECUTE format('CREATE POLICY added_by ON %I AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_is(''SYS'', ''SUP'', ''SUPM'')))', r.name);
    EXECUTE format('CREATE POLICY changed_by ON %I AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT app_is(''SYS'', ''SUP'', ''SUPM'')))', r.name);
    EXECUTE format('CREATE POLICY taken_by ON %I AS RESTRICTIVE FOR DELETE USING (false)', r.name);
  END LOOP;
END $$;--> statement-breakpoint
-- Which lots may be in a bag: of its package's items, but those that were exchanged in it, and of what came instead.
CREATE VIEW bag_lots WITH (security_invoker = true) AS
  SELECT b.id AS bag_id, k.lot_id, k.item_id FROM bags b JOIN batch_lots k ON k.batch_id = b.batch_id
  WHERE b.state <> 'created' AND (
    (EXISTS (SELECT FROM package_lines l WHERE l.package_version_id = b.package_version_id AND l.item_id = k.item_id)
      AND NOT EXISTS (SELECT FROM bag_substitutions x WHERE x.bag_id = b.id AND x.item_id = k.item_id))
    OR EXISTS (SELECT FROM bag_substitutions x JOIN shortage_notices n ON n.id = x.notice_id WHERE x.bag_id = b.id AND n.substitute_item_id = k.item_id));--> statement-breakpoint
GRANT SELECT ON bag_lots TO baogong_app;--> statement-breakpoint
-- The photo of the paper that came with a lot is its store's and the desk's.
ALTER POLICY scope ON photos USING (
  (SELECT app_is('SYS', 'DESK')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[]))
  OR ((SELECT app_is('DIS')) AND household_id IS NULL AND subject <> 'lot')
  OR ((SELECT app_is('SUP', 'SUPM')) AND subject = 'lot' AND EXISTS (SELECT FROM lots l WHERE l.id = subject_id AND l.supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])))
  OR ((SELECT app_is('DRV')) AND subject = 'handover' AND EXISTS (SELECT FROM handovers h WHERE h.id = subject_id)));--> statement-breakpoint
ALTER POLICY added_by ON photos WITH CHECK ((SELECT app_is('SYS', 'DESK', 'DIS', 'DRV', 'GW', 'RES', 'SUP', 'SUPM')));
