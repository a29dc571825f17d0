-- As before, but that a unit that orders for many people may have what one home may, as often as it counts heads.
CREATE OR REPLACE FUNCTION take_orders(
  p_cycle uuid,
  o_id uuid[], o_key text[], o_home uuid[], o_user uuid[], o_role text[], o_channel text[], o_note text[], o_code text[],
  l_order int[], l_package uuid[], l_wanted int[], l_accept int[]
) RETURNS TABLE (ord int, outcome text, order_id uuid, package_version_id uuid, left_over int, total_fen bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
DECLARE
  at_now CONSTANT timestamptz := app_now();
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
      h.vacant, 'halal' = ANY (h.tags) AS halal, coalesce(h.heads, 1) AS heads
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
        ELSIF l_wanted[i] < 1 OR l_accept[i] < l_wanted[i] OR l_package[i] = ANY (l_package[first_line:i - 1]) THEN v := 'bad_lines'; v_package := l_package[i];
        ELSIF l_accept[i] > k_limit[k] * o.heads THEN v := 'over_limit'; v_package := l_package[i]; v_left := k_limit[k] * o.heads;
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
END $$;
