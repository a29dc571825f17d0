ALTER TABLE "legal_moves" ADD COLUMN "by" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- A state is moved by who may move it, also by plain SQL: the system, the owner at work on the tables (who has no role
-- set), and the roles that the tables of the lives name for just this change.
CREATE OR REPLACE FUNCTION refuse_illegal_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
  IF NOT EXISTS (SELECT FROM legal_moves WHERE life = TG_ARGV[0] AND "from" = OLD.state::text AND "to" = NEW.state::text AND (app_role() IN ('', 'SYS') OR app_role() = ANY ("by"))) THEN
    RAISE EXCEPTION 'no act leads a % from % to %', TG_ARGV[0], OLD.state, NEW.state USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_moves', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_illegal_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
  IF NOT EXISTS (SELECT FROM legal_moves WHERE life = 'payment' AND "from" = OLD.payment::text AND "to" = NEW.payment::text AND (app_role() IN ('', 'SYS') OR app_role() = ANY ("by"))) THEN
    RAISE EXCEPTION 'no act leads a payment from % to %', OLD.payment, NEW.payment USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_moves', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
-- What had no scope: places, catalogue, rounds and vehicles name nobody and are read by all; who holds which role and what
-- devices have sent is read in a role alone.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['allocation_runs', 'app_clock', 'buildings', 'communities', 'cycles', 'demo_inbox', 'depots', 'districts', 'grid_quotas', 'grids', 'items', 'legal_moves', 'lots',
    'offers', 'package_lines', 'package_versions', 'packages', 'plans', 'supermarkets', 'supply_commits', 'vehicle_types', 'vehicles', 'zone_versions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I USING (true)', t);
  END LOOP;
END $$;--> statement-breakpoint
ALTER TABLE assignments ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON assignments USING ((SELECT app_role()) <> '');--> statement-breakpoint
ALTER TABLE client_events ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON client_events USING ((SELECT app_is('SYS', 'GW')));--> statement-breakpoint
ALTER TABLE audit_links ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON audit_links USING ((SELECT app_is('SYS', 'DESK', 'AUD')));--> statement-breakpoint
-- Who writes what, beside the scope: the roles whose acts do, in which the system's own part is SYS. A row is locked by
-- whoever reads it (FOR UPDATE asks for the policy's USING), and changed by those named. What is not named nobody writes.
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT * FROM (VALUES
    -- table, who adds, who changes, who takes away; the demo's clock is guarded by triggers, and outside of a demo has no row
    ('allocation_runs', 'DESK', '', ''), ('assignments', 'DESK', 'DESK', 'DESK'), ('audit_links', '', '', ''),
    ('bag_substitutions', '', '', ''), ('bags', '', 'GW', ''), ('batch_lines', '', 'SUP,SUPM', ''), ('batches', '', 'DESK,SUP,SUPM', ''), ('buildings', 'DESK', 'DESK', 'DESK'),
    ('claims', 'GW,RES', 'DESK', ''), ('client_events', 'GW', 'GW', ''), ('closure_lines', '', '', ''), ('communities', 'DESK', 'COM,DESK', 'DESK'), ('custody_events', '', '', ''),
    ('cycles', 'DESK', 'DESK', ''), ('demo_inbox', '', '', ''), ('depots', 'DESK', 'DESK', 'DESK'), ('districts', 'DESK', 'DESK', 'DESK'), ('grid_quotas', 'DESK', 'DESK,GW,RES', 'DESK'),
    ('grid_sheets', '', 'COM,DESK,GW', ''), ('grids', 'DESK', 'DESK', 'DESK'), ('handovers', '', 'DRV,DIS,GW', ''), ('household_orders', '', 'GW,RES', ''), ('households', '', 'GW', ''),
    ('items', 'DESK', 'DESK', 'DESK'), ('late_requests', '', 'GW', ''), ('ledger_accounts', 'GW', '', ''), ('ledger_entries', 'GW', '', ''), ('list_imports', 'GW', 'GW', ''), ('lots', 'DESK', 'DESK', ''),
    ('notices', '', 'COM,DEP,DIS,DESK,DRV,GW,RES,SUP,SUPM', ''), ('offers', 'DESK', 'DESK,GW,RES', 'DESK'), ('order_lines', 'GW,RES', 'GW,RES', ''), ('order_revisions', 'GW,RES', '', ''),
    ('package_lines', 'DESK', 'DESK', 'DESK'), ('package_versions', 'DESK', 'DESK', 'DESK'), ('packages', 'DESK', 'DESK', 'DESK'), ('payment_claims', 'RES', 'RES', ''), ('persons', '', 'GW', ''), ('photos', 'DESK,DIS,DRV,GW,RES', '', ''),
    ('picks', 'SUP,SUPM', 'SUP,SUPM', ''), ('city_imports', 'DESK', 'DESK', ''), ('city_import_rows', 'DESK', 'DESK', 'DESK'), ('sign_in_slips', 'DESK', 'DESK', ''), ('plans', 'DIS', 'DIS', ''), ('road_closures', 'DESK,DIS', 'DESK,DIS', ''), ('road_matrices', '', '', ''),
    ('shortage_notices', 'SUP,SUPM', '', ''), ('stop_loads', 'DIS', 'DIS,SUP,SUPM', 'DIS'), ('stops', 'DIS', 'DIS,DRV', 'DIS'), ('supermarkets', 'DESK', 'DESK', 'DESK'), ('supply_commits', 'DESK', 'DESK', 'DESK'),
    ('trip_routes', '', '', ''), ('trips', 'DIS', 'DEP,DIS,DRV,SUP,SUPM', 'DIS'), ('vehicle_types', 'DESK', 'DESK', 'DESK'), ('vehicles', 'DESK', 'DESK', 'DESK'), ('zone_versions', 'DESK', 'DESK', '')
  ) AS w (name, adds, changes, takes) LOOP
    EXECUTE format('CREATE POLICY added_by ON %I AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_role()) = ANY (%L))', r.name, '{' || concat_ws(',', 'SYS', nullif(r.adds, '')) || '}');
    EXECUTE format('CREATE POLICY changed_by ON %I AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT app_role()) = ANY (%L))', r.name, '{' || concat_ws(',', 'SYS', nullif(r.changes, '')) || '}');
    EXECUTE format('CREATE POLICY taken_by ON %I AS RESTRICTIVE FOR DELETE USING ((SELECT app_role()) = ANY (%L))', r.name, '{' || concat_ws(',', 'SYS', nullif(r.takes, '')) || '}');
  END LOOP;
END $$;--> statement-breakpoint
-- Who orders books on the card what he takes, and changes nothing else of it.
CREATE FUNCTION refuse_rewritten_card() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF app_role() IN ('', 'SYS', 'DESK') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a price card is the desk''s to write' USING ERRCODE = 'insufficient_privilege', TABLE = 'offers';
END $$;--> statement-breakpoint
CREATE TRIGGER card_is_the_desks BEFORE UPDATE ON offers FOR EACH ROW
  WHEN ((OLD.cycle_id, OLD.package_version_id, OLD.price_fen, OLD.household_limit, OLD.offered, OLD.case_size, OLD.position)
    IS DISTINCT FROM (NEW.cycle_id, NEW.package_version_id, NEW.price_fen, NEW.household_limit, NEW.offered, NEW.case_size, NEW.position))
  EXECUTE FUNCTION refuse_rewritten_card();--> statement-breakpoint
CREATE FUNCTION refuse_rewritten_quota() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF app_role() IN ('', 'SYS', 'DESK') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a quota is the desk''s to write' USING ERRCODE = 'insufficient_privilege', TABLE = 'grid_quotas';
END $$;--> statement-breakpoint
CREATE TRIGGER quota_is_the_desks BEFORE UPDATE OF quota ON grid_quotas FOR EACH ROW WHEN (OLD.quota IS DISTINCT FROM NEW.quota) EXECUTE FUNCTION refuse_rewritten_quota();--> statement-breakpoint
-- Events are written in the name of who acts; in another's name by the system's part of his act alone.
DROP POLICY written_by_all ON audit_events;--> statement-breakpoint
CREATE POLICY written_by_who_acts ON audit_events FOR INSERT WITH CHECK (
  (SELECT app_is('SYS')) OR ((SELECT app_role()) <> '' AND role::text = (SELECT app_role()) AND actor IS NOT DISTINCT FROM (SELECT app_user())));
