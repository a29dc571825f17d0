-- Who the program is while it works: a role that owns nothing, so that row-level security binds it.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'baogong_app') THEN CREATE ROLE baogong_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'baogong_auth') THEN CREATE ROLE baogong_auth NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  EXECUTE format('GRANT baogong_app, baogong_auth TO %I', current_user);
END $$;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO baogong_app, baogong_auth;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, auth_accounts, verifications, two_factors, rate_limits TO baogong_auth;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON
  districts, communities, grids, buildings, households, persons, supermarkets, depots, assignments,
  items, packages, package_versions, package_lines, cycles, offers, grid_quotas, supply_commits, allocation_runs,
  household_orders, order_lines, late_requests, grid_sheets,
  batches, batch_lines, lots, picks, shortage_notices, bags,
  vehicle_types, vehicles, plans, trips, stops, stop_loads, handovers,
  zone_versions, ledger_accounts, claims, photos, notices, demo_inbox, client_events
TO baogong_app;--> statement-breakpoint
GRANT SELECT, INSERT ON order_revisions, custody_events, ledger_entries, audit_events, audit_links TO baogong_app;--> statement-breakpoint
-- Drafts and previews may go; a bag that was never packed never existed.
GRANT DELETE ON offers, supply_commits, grid_quotas, package_lines, bags, batches, batch_lines, trips, stops, stop_loads TO baogong_app;--> statement-breakpoint
GRANT SELECT (id, name, username, display_username, two_factor_enabled) ON users TO baogong_app;--> statement-breakpoint

-- The scope of one transaction, set by the program before its first query. Nothing set: nothing seen.
CREATE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT coalesce(current_setting('app.role', true), '') $$;--> statement-breakpoint
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.user', true), '')::uuid $$;--> statement-breakpoint
CREATE FUNCTION app_ids(kind text) RETURNS uuid[] LANGUAGE sql STABLE AS $$ SELECT coalesce(nullif(current_setting('app.' || kind, true), ''), '{}')::uuid[] $$;--> statement-breakpoint
CREATE FUNCTION app_is(VARIADIC roles text[]) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT app_role() = ANY (roles) $$;--> statement-breakpoint
CREATE FUNCTION trip_serves(trip uuid, places uuid[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT FROM stops WHERE trip_id = trip AND community_id = ANY (places)) $$;--> statement-breakpoint
CREATE FUNCTION trip_is_driven_by(trip uuid, driver uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT FROM trips WHERE id = trip AND driver_id = driver) $$;--> statement-breakpoint
CREATE FUNCTION trip_loads_at(trip uuid, stores uuid[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT FROM trips WHERE id = trip AND supermarket_id = ANY (stores)) $$;--> statement-breakpoint

ALTER TABLE households ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON households USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND id = ANY ((SELECT app_ids('homes'))::uuid[])));--> statement-breakpoint
ALTER TABLE persons ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON persons USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[]))
  OR ((SELECT app_is('RES')) AND (household_id = ANY ((SELECT app_ids('homes'))::uuid[]) OR user_id = (SELECT app_user()))));--> statement-breakpoint
ALTER TABLE household_orders ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON household_orders USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[])));--> statement-breakpoint
ALTER TABLE order_lines ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON order_lines USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[])));--> statement-breakpoint
ALTER TABLE order_revisions ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON order_revisions USING (EXISTS (SELECT FROM household_orders o WHERE o.id = order_id));--> statement-breakpoint
ALTER TABLE late_requests ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON late_requests USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[])));--> statement-breakpoint
ALTER TABLE grid_sheets ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON grid_sheets USING (
  (SELECT app_is('SYS', 'DESK', 'AUD')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('COM')) AND community_id = ANY ((SELECT app_ids('communities'))::uuid[])));--> statement-breakpoint
ALTER TABLE batches ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON batches USING (
  (SELECT app_is('SYS', 'DESK', 'DIS', 'AUD')) OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[]))
  OR ((SELECT app_is('RES', 'GW', 'COM')) AND community_id = ANY ((SELECT app_ids('communities'))::uuid[])) OR (SELECT app_is('DRV')));--> statement-breakpoint
ALTER TABLE batch_lines ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON batch_lines USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));--> statement-breakpoint
ALTER TABLE picks ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON picks USING ((SELECT app_is('SYS', 'DESK', 'AUD')) OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])));--> statement-breakpoint
ALTER TABLE shortage_notices ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON shortage_notices USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));--> statement-breakpoint
ALTER TABLE bags ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON bags USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[]))
  OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])));--> statement-breakpoint
ALTER TABLE custody_events ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON custody_events USING ((SELECT app_is('SYS')) OR EXISTS (SELECT FROM bags b WHERE b.id = bag_id));--> statement-breakpoint
ALTER TABLE trips ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON trips USING (
  (SELECT app_is('SYS', 'DESK', 'DIS', 'DEP', 'AUD')) OR ((SELECT app_is('DRV')) AND driver_id = (SELECT app_user()))
  OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[]))
  OR ((SELECT app_is('RES', 'GW', 'COM')) AND trip_serves(id, (SELECT app_ids('communities')))));--> statement-breakpoint
ALTER TABLE stops ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON stops USING (
  (SELECT app_is('SYS', 'DESK', 'DIS', 'DEP', 'AUD')) OR ((SELECT app_is('DRV')) AND trip_is_driven_by(trip_id, app_user()))
  OR ((SELECT app_is('SUP', 'SUPM')) AND trip_loads_at(trip_id, (SELECT app_ids('supermarkets'))))
  OR ((SELECT app_is('RES', 'GW', 'COM')) AND community_id = ANY ((SELECT app_ids('communities'))::uuid[])));--> statement-breakpoint
ALTER TABLE stop_loads ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON stop_loads USING ((SELECT app_is('SYS', 'DIS', 'DESK')) OR EXISTS (SELECT FROM stops s WHERE s.id = stop_id));--> statement-breakpoint
ALTER TABLE handovers ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON handovers USING (
  (SELECT app_is('SYS', 'DESK', 'DIS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[]))
  OR ((SELECT app_is('DRV', 'COM', 'RES')) AND EXISTS (SELECT FROM stops s WHERE s.id = stop_id)));--> statement-breakpoint
ALTER TABLE ledger_accounts ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON ledger_accounts USING (
  (SELECT app_is('SYS', 'DESK', 'AUD')) OR ((SELECT app_is('GW')) AND (owner_id = (SELECT app_user()) OR owner_id IS NULL OR grid_id = ANY ((SELECT app_ids('grids'))::uuid[])))
  OR ((SELECT app_is('RES')) AND (owner_id IS NULL OR owner_id = ANY ((SELECT app_ids('homes'))::uuid[])))
  OR ((SELECT app_is('SUPM')) AND (owner_id IS NULL OR owner_id = ANY ((SELECT app_ids('supermarkets'))::uuid[]))));--> statement-breakpoint
ALTER TABLE ledger_entries ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON ledger_entries USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[]))
  OR ((SELECT app_is('SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])) OR ((SELECT app_is('DESK')) AND household_id IS NULL));--> statement-breakpoint
ALTER TABLE claims ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON claims USING (
  (SELECT app_is('SYS', 'DESK')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[])));--> statement-breakpoint
ALTER TABLE photos ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON photos USING (
  (SELECT app_is('SYS', 'DESK')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[]))
  OR ((SELECT app_is('DIS', 'DRV')) AND household_id IS NULL));--> statement-breakpoint
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON notices USING (
  (SELECT app_is('SYS')) OR user_id = (SELECT app_user()) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[])) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])));--> statement-breakpoint
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY read_by_oversight ON audit_events FOR SELECT USING ((SELECT app_is('SYS', 'AUD', 'DESK')));--> statement-breakpoint
CREATE POLICY written_by_all ON audit_events FOR INSERT WITH CHECK (app_role() <> '');--> statement-breakpoint

-- What is written once stays: not even the owner rewrites the record by accident.
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_revisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();--> statement-breakpoint
-- A money transaction is written by one statement and sums to zero.
CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT transaction_id INTO bad FROM written GROUP BY transaction_id HAVING sum(amount_fen) <> 0 LIMIT 1;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'ledger transaction % does not sum to zero', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER zero_sum AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_unbalanced();--> statement-breakpoint

-- Moves bags from one state to the next: those that are still in `p_from` move, each with its custody event, and the
-- numbers of their order lines follow in the same statement. Returns the bags that moved.
CREATE FUNCTION line_column(state bag_state) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN state = 'delivered' THEN 'delivered' WHEN state IN ('returned', 'restocked', 'donated') THEN 'returned'
    WHEN state = 'scrapped' THEN 'scrapped' WHEN state = 'lost' THEN 'lost' WHEN state = 'damaged' THEN 'damaged' END $$;--> statement-breakpoint
CREATE FUNCTION move_bags(p_bags uuid[], p_act text, p_from bag_state, p_to bag_state, p_place text, p_actor uuid, p_at timestamptz, p_device_at timestamptz DEFAULT NULL, p_proof jsonb DEFAULT NULL)
RETURNS SETOF uuid LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  WITH moved AS (
    -- A store moves bags without seeing whose they are: the lines behind them are counted with the owner's eyes, and
    -- the scope of the bags is checked here.
    UPDATE bags SET state = p_to, place = p_place WHERE id = ANY (p_bags) AND state = p_from
      AND ((SELECT app_is('SYS', 'DIS', 'DESK')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[]))
        OR ((SELECT app_is('SUP', 'SUPM')) AND supermarket_id = ANY ((SELECT app_ids('supermarkets'))::uuid[])))
    RETURNING id, order_line_id
  ), chain AS (
    INSERT INTO custody_events (bag_id, act, "from", "to", place, actor, device_at, at, proof)
    SELECT id, p_act, p_from, p_to, p_place, p_actor, p_device_at, p_at, p_proof FROM moved
  ), tally AS (
    SELECT order_line_id, count(*)::int AS n FROM moved GROUP BY order_line_id
  ), counted AS (
    UPDATE order_lines l SET
      packed = CASE WHEN p_from = 'created' AND p_to = 'packed' THEN coalesce(l.packed, 0) + n ELSE l.packed END,
      shorted_pick = CASE WHEN p_from = 'created' AND p_to = 'packed' THEN l.allocated - coalesce(l.packed, 0) - n ELSE l.shorted_pick END,
      delivered = l.delivered + n * ((line_column(p_to) IS NOT DISTINCT FROM 'delivered')::int - (line_column(p_from) IS NOT DISTINCT FROM 'delivered')::int),
      returned = l.returned + n * ((line_column(p_to) IS NOT DISTINCT FROM 'returned')::int - (line_column(p_from) IS NOT DISTINCT FROM 'returned')::int),
      scrapped = l.scrapped + n * ((line_column(p_to) IS NOT DISTINCT FROM 'scrapped')::int - (line_column(p_from) IS NOT DISTINCT FROM 'scrapped')::int),
      lost = l.lost + n * ((line_column(p_to) IS NOT DISTINCT FROM 'lost')::int - (line_column(p_from) IS NOT DISTINCT FROM 'lost')::int),
      damaged = l.damaged + n * ((line_column(p_to) IS NOT DISTINCT FROM 'damaged')::int - (line_column(p_from) IS NOT DISTINCT FROM 'damaged')::int)
    FROM tally WHERE l.id = tally.order_line_id AND (line_column(p_to) IS NOT NULL OR line_column(p_from) IS NOT NULL OR (p_from = 'created' AND p_to = 'packed'))
  )
  SELECT id FROM moved $$;--> statement-breakpoint

-- Counts that everybody may see: how many, never who. Runs with the owner's eyes.
CREATE VIEW line_counts AS
  SELECT l.cycle_id, l.community_id, l.package_version_id,
    sum(l.wanted)::int AS wanted, sum(l.cancelled_before_lock)::int AS cancelled_before_lock, sum(l.locked)::int AS locked,
    sum(l.extra_alloc)::int AS extra_alloc, sum(l.allocated)::int AS allocated, sum(l.shorted_alloc)::int AS shorted_alloc,
    sum(l.packed)::int AS packed, sum(l.shorted_pick)::int AS shorted_pick, sum(l.delivered)::int AS delivered,
    sum(l.returned)::int AS returned, sum(l.scrapped)::int AS scrapped, sum(l.lost)::int AS lost, sum(l.damaged)::int AS damaged,
    count(DISTINCT l.household_id)::int AS homes
  FROM order_lines l GROUP BY l.cycle_id, l.community_id, l.package_version_id;--> statement-breakpoint
CREATE VIEW bag_counts AS
  SELECT cycle_id, community_id, supermarket_id, batch_id, grid_id, stop_id, state, count(*)::int AS bags FROM bags
  GROUP BY cycle_id, community_id, supermarket_id, batch_id, grid_id, stop_id, state;--> statement-breakpoint
CREATE VIEW grid_homes AS
  SELECT grid_id, community_id, count(*)::int AS homes, count(*) FILTER (WHERE vacant)::int AS vacant,
    count(*) FILTER (WHERE 'elder_alone' = ANY (tags))::int AS elders_alone, count(*) FILTER (WHERE 'no_phone' = ANY (tags))::int AS no_phone
  FROM households GROUP BY grid_id, community_id;--> statement-breakpoint
CREATE VIEW ledger_totals AS
  SELECT e.cycle_id, a.kind, e.kind AS entry_kind, sum(e.amount_fen)::bigint AS amount_fen FROM ledger_entries e
  JOIN ledger_accounts a ON a.id = e.account_id GROUP BY e.cycle_id, a.kind, e.kind;--> statement-breakpoint
GRANT SELECT ON line_counts, bag_counts, grid_homes, ledger_totals TO baogong_app;--> statement-breakpoint

-- A person who is not of the house yet asks for its door: the door's id and nothing about who lives there.
CREATE FUNCTION find_door(p_building uuid, p_unit int, p_room text) RETURNS TABLE (household_id uuid, grid_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT id, grid_id FROM households WHERE building_id = p_building AND unit = p_unit AND room = p_room AND NOT vacant $$;--> statement-breakpoint
-- The number behind a masked one, for the worker of the person's grid; the caller writes the look into the audit.
CREATE FUNCTION phone_of(p_person uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT u.phone_number FROM persons p JOIN users u ON u.id = p.user_id
  WHERE p.id = p_person AND app_is('GW') AND p.grid_id = ANY (app_ids('grids')) $$;--> statement-breakpoint

-- Takes a set of household orders of one cycle in the order of their arrival, in one transaction and one call: replays
-- known keys, refuses what the rules refuse, reserves stock and quota for those that fit and writes them set by set. A
-- large order that does not fit does not stand in the way of a small one behind it. Stock rows are locked in the order
-- of their ids, everywhere. Orders come as parallel arrays, their lines too; line i belongs to order l_order[i] (from 1,
-- ascending). Two lanes that meet at one key or one home end in a unique violation: the caller calls again and gets the
-- replay.
-- outcome: placed | replayed | already_ordered | sold_out | over_quota | over_limit | bad_lines | unknown_package |
-- not_open | past_cut_off | unknown_home; package_version_id and left_over say of what how many are left.
CREATE FUNCTION place_orders(
  p_cycle uuid,
  o_id uuid[], o_key text[], o_home uuid[], o_user uuid[], o_role text[], o_channel text[], o_note text[], o_code text[],
  l_order int[], l_package uuid[], l_wanted int[], l_accept int[]
) RETURNS TABLE (ord int, outcome text, order_id uuid, package_version_id uuid, left_over int, total_fen bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
DECLARE
  at_now CONSTANT timestamptz := date_trunc('milliseconds', clock_timestamp());
  orders CONSTANT int := cardinality(o_id);
  lines CONSTANT int := cardinality(l_order);
  c record; o record;
  lost int[];
  k_package uuid[]; k_left int[]; k_taken int[]; k_price bigint[]; k_limit int[]; k_pork boolean[];
  q_package uuid[] := '{}'; q_grid uuid[] := '{}'; q_left int[] := '{}'; q_taken int[] := '{}';
  homes_seen uuid[] := '{}';
  v text; v_package uuid; v_left int; v_total bigint; v_review boolean;
  first_line int; last_line int := 0; i int; k int; q int;
  verdicts text[] := '{}'; ids uuid[] := '{}'; packages_named uuid[] := '{}'; lefts int[] := '{}'; totals bigint[] := '{}';
  y int[] := '{}'; y_grid uuid[] := '{}'; y_place uuid[] := '{}'; y_building uuid[] := '{}'; y_review boolean[] := '{}';
  late int[] := '{}'; late_grid uuid[] := '{}';
BEGIN
  SELECT id, state, cut_off_at, grace_ends_at INTO c FROM cycles WHERE id = p_cycle;

  -- Losers are told without a lock: whoever wants more than is left now will not find more behind the lock.
  SELECT array_agg(DISTINCT l.n) INTO lost FROM unnest(l_order, l_package, l_wanted) AS l (n, package, wanted)
    JOIN offers f ON f.cycle_id = p_cycle AND f.package_version_id = l.package WHERE f.offered - f.reserved < l.wanted;
  lost := coalesce(lost, '{}');

  SELECT array_agg(f.package_version_id), array_agg(f.room), array_agg(0), array_agg(f.price_fen), array_agg(f.household_limit), array_agg(f.pork)
    INTO k_package, k_left, k_taken, k_price, k_limit, k_pork
    FROM (
      SELECT f.package_version_id, f.offered - f.reserved AS room, f.price_fen, f.household_limit, 'contains_pork' = ANY (v.tags) AS pork
      FROM offers f JOIN package_versions v ON v.id = f.package_version_id
      WHERE f.cycle_id = p_cycle AND f.package_version_id IN (SELECT l.package FROM unnest(l_order, l_package) AS l (n, package) WHERE l.n <> ALL (lost))
      ORDER BY f.cycle_id, f.package_version_id FOR UPDATE OF f
    ) f;
  k_package := coalesce(k_package, '{}');

  IF EXISTS (SELECT FROM grid_quotas WHERE cycle_id = p_cycle) THEN
    SELECT coalesce(array_agg(t.package_version_id), '{}'), coalesce(array_agg(t.grid_id), '{}'), coalesce(array_agg(t.room), '{}'), coalesce(array_agg(0), '{}')
      INTO q_package, q_grid, q_left, q_taken
      FROM (
        SELECT g.package_version_id, g.grid_id, g.quota - g.reserved AS room FROM grid_quotas g
        WHERE g.cycle_id = p_cycle AND g.package_version_id = ANY (k_package)
          AND g.grid_id IN (SELECT h.grid_id FROM households h WHERE h.id = ANY (o_home))
        ORDER BY g.package_version_id, g.grid_id FOR UPDATE
      ) t;
  END IF;

  FOR o IN
    SELECT a.n, a.id, a.home, a.role, prev.id AS known, prev.total_fen AS known_total, active.id AS active, h.grid_id, h.community_id, h.building_id,
      h.vacant, 'halal' = ANY (h.tags) AS halal
    FROM unnest(o_id, o_key, o_home, o_role) WITH ORDINALITY AS a (id, key, home, role, n)
    LEFT JOIN household_orders prev ON prev.idempotency_key = a.key
    LEFT JOIN household_orders active ON active.cycle_id = p_cycle AND active.household_id = a.home AND active.state <> 'cancelled'
    LEFT JOIN households h ON h.id = a.home
    ORDER BY a.n
  LOOP
    first_line := last_line + 1;
    WHILE last_line < lines AND l_order[last_line + 1] = o.n LOOP last_line := last_line + 1; END LOOP;
    v := NULL; v_package := NULL; v_left := NULL; v_total := 0; v_review := false;
    IF o.known IS NOT NULL THEN v := 'replayed'; v_total := o.known_total;
    ELSIF o.grid_id IS NULL OR o.vacant THEN v := 'unknown_home';
    ELSIF c.id IS NULL OR c.state NOT IN ('open', 'closing') THEN v := 'not_open';
    ELSIF at_now >= c.grace_ends_at OR (at_now >= c.cut_off_at AND o.role = 'RES') THEN
      v := 'past_cut_off'; late := late || o.n::int; late_grid := late_grid || o.grid_id;
    ELSIF o.active IS NOT NULL OR o.home = ANY (homes_seen) THEN v := 'already_ordered';
    ELSIF last_line < first_line THEN v := 'bad_lines';
    ELSE
      FOR i IN first_line .. last_line LOOP
        k := array_position(k_package, l_package[i]);
        IF o.n = ANY (lost) THEN
          SELECT f.package_version_id, f.offered - f.reserved INTO v_package, v_left FROM offers f
            WHERE f.cycle_id = p_cycle AND f.package_version_id = l_package[i];
          IF v_left < l_wanted[i] THEN v := 'sold_out'; ELSE v_package := NULL; v_left := NULL; END IF;
        ELSIF k IS NULL THEN v := 'unknown_package'; v_package := l_package[i];
        ELSIF l_wanted[i] < 1 OR l_accept[i] < l_wanted[i] THEN v := 'bad_lines'; v_package := l_package[i];
        ELSIF l_accept[i] > k_limit[k] THEN v := 'over_limit'; v_package := l_package[i]; v_left := k_limit[k];
        ELSIF k_left[k] - k_taken[k] < l_wanted[i] THEN v := 'sold_out'; v_package := l_package[i]; v_left := k_left[k] - k_taken[k];
        ELSE
          FOR q IN 1 .. cardinality(q_grid) LOOP
            IF q_grid[q] = o.grid_id AND q_package[q] = l_package[i] AND q_left[q] - q_taken[q] < l_wanted[i] THEN
              v := 'over_quota'; v_package := l_package[i]; v_left := q_left[q] - q_taken[q];
            END IF;
          END LOOP;
          v_total := v_total + k_price[k] * l_wanted[i];
          v_review := v_review OR (o.halal AND k_pork[k]);
        END IF;
        EXIT WHEN v IS NOT NULL;
      END LOOP;
      -- Read as lost a moment ago, and in between somebody gave back: an honest "sold out" all the same.
      IF v IS NULL AND o.n = ANY (lost) THEN v := 'sold_out'; v_package := l_package[first_line]; v_left := 0; END IF;
      IF v IS NULL THEN
        v := 'placed';
        homes_seen := homes_seen || o.home;
        FOR i IN first_line .. last_line LOOP
          k := array_position(k_package, l_package[i]);
          k_taken[k] := k_taken[k] + l_wanted[i];
          FOR q IN 1 .. cardinality(q_grid) LOOP
            IF q_grid[q] = o.grid_id AND q_package[q] = l_package[i] THEN q_taken[q] := q_taken[q] + l_wanted[i]; END IF;
          END LOOP;
        END LOOP;
        y := y || o.n::int; y_grid := y_grid || o.grid_id; y_place := y_place || o.community_id;
        y_building := y_building || o.building_id; y_review := y_review || v_review;
      END IF;
    END IF;
    verdicts := verdicts || v; packages_named := packages_named || v_package; lefts := lefts || v_left; totals := totals || v_total;
    ids := ids || CASE v WHEN 'placed' THEN o.id WHEN 'replayed' THEN o.known WHEN 'already_ordered' THEN o.active END;
  END LOOP;

  IF cardinality(y) > 0 THEN
    UPDATE offers f SET reserved = f.reserved + t.taken FROM unnest(k_package, k_taken) AS t (package, taken)
      WHERE f.cycle_id = p_cycle AND f.package_version_id = t.package AND t.taken > 0;
    IF cardinality(q_grid) > 0 THEN
      UPDATE grid_quotas g SET reserved = g.reserved + t.taken FROM unnest(q_package, q_grid, q_taken) AS t (package, grid, taken)
        WHERE g.cycle_id = p_cycle AND g.package_version_id = t.package AND g.grid_id = t.grid AND t.taken > 0;
    END IF;
    INSERT INTO household_orders (id, cycle_id, household_id, grid_id, community_id, state, channel, placed_by, idempotency_key, total_fen, note, pickup_code, review_reasons, placed_at, changed_at)
      SELECT o_id[t.n], p_cycle, o_home[t.n], t.grid, t.place, (CASE WHEN t.review THEN 'needs_review' ELSE 'submitted' END)::order_state, o_channel[t.n]::order_channel, o_user[t.n], o_key[t.n],
        totals[t.n], o_note[t.n], o_code[t.n], CASE WHEN t.review THEN '{diet}'::text[] ELSE '{}' END, at_now, at_now
      FROM unnest(y, y_grid, y_place, y_review) AS t (n, grid, place, review);
    INSERT INTO order_lines (order_id, cycle_id, package_version_id, household_id, grid_id, community_id, building_id, price_fen, wanted, accept_up_to)
      SELECT o_id[t.n], p_cycle, l.package, o_home[t.n], t.grid, t.place, t.building, k_price[array_position(k_package, l.package)], l.wanted, l.accept
      FROM unnest(y, y_grid, y_place, y_building) AS t (n, grid, place, building)
      JOIN unnest(l_order, l_package, l_wanted, l_accept) AS l (n, package, wanted, accept) ON l.n = t.n;
    INSERT INTO order_revisions (order_id, revision, act, lines, by, at)
      SELECT o_id[t.n], 1, 'placed', jsonb_agg(jsonb_build_object('packageVersionId', l.package, 'wanted', l.wanted, 'acceptUpTo', l.accept)), o_user[t.n], at_now
      FROM unnest(y) AS t (n) JOIN unnest(l_order, l_package, l_wanted, l_accept) AS l (n, package, wanted, accept) ON l.n = t.n GROUP BY t.n;
    INSERT INTO audit_events (at, actor, role, kind, subject, subject_id, cycle_id)
      SELECT at_now, o_user[t.n], o_role[t.n]::role, 'order.placed', 'order', o_id[t.n], p_cycle FROM unnest(y) AS t (n);
  END IF;
  IF cardinality(late) > 0 THEN
    INSERT INTO late_requests (idempotency_key, cycle_id, household_id, grid_id, lines, at)
      SELECT o_key[t.n], p_cycle, o_home[t.n], t.grid, coalesce((SELECT jsonb_agg(jsonb_build_object('packageVersionId', l.package, 'wanted', l.wanted, 'acceptUpTo', l.accept))
        FROM unnest(l_order, l_package, l_wanted, l_accept) AS l (n, package, wanted, accept) WHERE l.n = t.n), '[]'), at_now
      FROM unnest(late, late_grid) AS t (n, grid) ON CONFLICT DO NOTHING;
  END IF;
  RETURN QUERY SELECT t.n::int, t.v, t.id, t.p, t.l, t.s FROM unnest(verdicts, ids, packages_named, lefts, totals) WITH ORDINALITY AS t (v, id, p, l, s, n);
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION move_bags, place_orders, find_door, phone_of, trip_serves, trip_is_driven_by, trip_loads_at FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION move_bags, place_orders, find_door, phone_of, trip_serves, trip_is_driven_by, trip_loads_at TO baogong_app;
