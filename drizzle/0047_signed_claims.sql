-- Who a transaction may say that it is. The program seals each claim with a key that the owner alone reads, so SQL that is
-- brought in can neither take another role nor widen its own scope. The same key makes the passwords of the logins under
-- which the program signs in (`src/db/logins.ts`); what it is, no backup that leaves this house has to know.
CREATE TABLE database_key (one boolean PRIMARY KEY DEFAULT true CHECK (one), key text NOT NULL);--> statement-breakpoint
INSERT INTO database_key (key) VALUES (gen_random_uuid()::text || gen_random_uuid()::text);--> statement-breakpoint

-- role|user|homes|grids|communities|supermarkets, as it was sealed; nothing claimed is nobody, and a claim without its
-- seal is refused. The seal is sha256(key || hex(sha256(key || claim))), in hex.
CREATE FUNCTION app_claim() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE said CONSTANT text := coalesce(current_setting('app.claim', true), '');
BEGIN
  IF said = '' THEN RETURN ''; END IF;
  IF current_setting('app.seal', true) IS NOT DISTINCT FROM (SELECT encode(sha256(convert_to(key || encode(sha256(convert_to(key || said, 'UTF8')), 'hex'), 'UTF8')), 'hex') FROM public.database_key)
  THEN RETURN said; END IF;
  RAISE insufficient_privilege USING MESSAGE = 'a claim without its seal';
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT split_part(app_claim(), '|', 1) $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(split_part(app_claim(), '|', 2), '')::uuid $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION app_ids(kind text) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(split_part(app_claim(), '|', CASE kind WHEN 'homes' THEN 3 WHEN 'grids' THEN 4 WHEN 'communities' THEN 5 WHEN 'supermarkets' THEN 6 END), ''), '{}')::uuid[] $$;--> statement-breakpoint

-- Functions with the owner's eyes no longer believe who asks. Nobody calls this one.
DROP FUNCTION find_door;--> statement-breakpoint

-- Whoever places orders in his own transaction does it as himself, for homes of his; the lanes, which place those of many
-- in one call, show the seal of a claim that opens nothing else.
ALTER FUNCTION place_orders RENAME TO take_orders;--> statement-breakpoint
REVOKE ALL ON FUNCTION take_orders FROM baogong_app;--> statement-breakpoint
CREATE FUNCTION place_orders(
  p_cycle uuid,
  o_id uuid[], o_key text[], o_home uuid[], o_user uuid[], o_role text[], o_channel text[], o_note text[], o_code text[],
  l_order int[], l_package uuid[], l_wanted int[], l_accept int[], p_lane text DEFAULT NULL
) RETURNS TABLE (ord int, outcome text, order_id uuid, package_version_id uuid, left_over int, total_fen bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF p_lane IS NOT NULL THEN PERFORM set_config('app.claim', 'LANE|||||', true), set_config('app.seal', p_lane, true); END IF;
  IF app_role() NOT IN ('LANE', 'SYS') AND EXISTS (
    SELECT FROM unnest(o_home, o_user, o_role) AS o (home, who, in_role)
    WHERE o.who IS DISTINCT FROM app_user() OR o.in_role <> app_role()
      OR NOT CASE app_role() WHEN 'RES' THEN o.home = ANY (app_ids('homes'))
        WHEN 'GW' THEN EXISTS (SELECT FROM households h WHERE h.id = o.home AND h.grid_id = ANY (app_ids('grids'))) ELSE false END)
  THEN RAISE insufficient_privilege USING MESSAGE = 'an order in another''s name'; END IF;
  RETURN QUERY SELECT * FROM take_orders(p_cycle, o_id, o_key, o_home, o_user, o_role, o_channel, o_note, o_code, l_order, l_package, l_wanted, l_accept);
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION place_orders FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION place_orders TO baogong_app;--> statement-breakpoint

-- A custody event bears who moved the bag, and an hour that the act can have read.
CREATE FUNCTION refuse_forged_custody() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF app_role() NOT IN ('', 'SYS') AND EXISTS (SELECT FROM written w WHERE w.actor IS DISTINCT FROM app_user() OR w.at NOT BETWEEN app_now() - interval '10 minutes' AND app_now()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'a custody event in another''s name or of another hour', TABLE = 'custody_events';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER custody_is_the_actors AFTER INSERT ON custody_events REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_forged_custody();
