-- The code by which a grid worker takes bags over by phone: six digits out of a key that only the owner can read, the
-- stop and the grid. Both screens carry theirs beforehand, so nothing has to be sent while a phone has no network. The
-- worker of the grid sees it; the driver's phone gets a slow hash of it to check by.
CREATE TABLE handover_key (one boolean PRIMARY KEY DEFAULT true CHECK (one), key text NOT NULL);--> statement-breakpoint
INSERT INTO handover_key (key) VALUES (gen_random_uuid()::text || gen_random_uuid()::text);--> statement-breakpoint
CREATE FUNCTION handover_code(p_stop uuid, p_grid uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT lpad((('x' || left(encode(sha256(convert_to(key || encode(sha256(convert_to(key || ':' || p_stop || ':' || p_grid, 'UTF8')), 'hex'), 'UTF8')), 'hex'), 8))::bit(32)::bigint % 1000000)::text, 6, '0')
  FROM handover_key WHERE app_is('SYS') OR (app_is('GW') AND p_grid = ANY (app_ids('grids'))) $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION handover_code FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION handover_code TO baogong_app;--> statement-breakpoint

-- The number under which somebody is called at work, told by the desk that gives him a role; it need not be the one that
-- he signs in with. Only the functions below read it.
CREATE TABLE duty_phones (user_id uuid PRIMARY KEY REFERENCES users (id), phone text NOT NULL);--> statement-breakpoint
CREATE FUNCTION note_duty_phone(p_user uuid, p_phone text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO duty_phones (user_id, phone) SELECT p_user, p_phone WHERE app_is('DESK')
  ON CONFLICT (user_id) DO UPDATE SET phone = excluded.phone $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION note_duty_phone FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION note_duty_phone TO baogong_app;--> statement-breakpoint
CREATE OR REPLACE FUNCTION worker_phone(p_grid uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce(d.phone, u.phone_number) FROM assignments a JOIN users u ON u.id = a.user_id LEFT JOIN duty_phones d ON d.user_id = u.id
  WHERE a.role = 'GW' AND a.grid_id = p_grid AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now())
    AND coalesce(d.phone, u.phone_number) IS NOT NULL
    AND app_is('RES') AND EXISTS (SELECT FROM households h WHERE h.grid_id = p_grid AND h.id = ANY (app_ids('homes')))
  ORDER BY a."from" DESC LIMIT 1 $$;--> statement-breakpoint

-- The number of somebody whom a role needs for a trip that is under way, and nobody else's: whoever receives at a gate
-- that is still ahead, the driver, dispatch, the depot. The caller writes the look into the audit.
CREATE FUNCTION phone_for_trip(p_whom text, p_trip uuid, p_grid uuid) RETURNS TABLE (name text, phone text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH trip AS (
    SELECT t.* FROM trips t WHERE t.id = p_trip AND t.state NOT IN ('draft', 'planned', 'cancelled', 'transferred', 'closed')
      AND (app_is('DIS', 'DESK') OR (app_is('DRV') AND t.driver_id = app_user()) OR (app_is('DEP') AND p_whom <> 'receiver')
        OR (app_is('GW') AND p_whom IN ('driver', 'dispatch')
          AND EXISTS (SELECT FROM stops s JOIN grids g ON g.community_id = s.community_id WHERE s.trip_id = t.id AND g.id = ANY (app_ids('grids')))))
  ), wanted AS (
    SELECT t.driver_id AS user_id, 0 AS rank, now() AS since FROM trip t WHERE p_whom = 'driver'
    UNION ALL
    SELECT a.user_id, CASE WHEN a.stands_in_for IS NULL THEN 1 ELSE 0 END, a."from" FROM trip t, assignments a
    WHERE a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now()) AND CASE p_whom
      WHEN 'receiver' THEN a.role = 'GW' AND a.grid_id = p_grid AND EXISTS (SELECT FROM stops s JOIN grids g ON g.community_id = s.community_id
        WHERE s.trip_id = t.id AND g.id = p_grid AND s.state IN ('approaching', 'arrived', 'waiting', 'unloading'))
      WHEN 'dispatch' THEN a.role = 'DIS'
      WHEN 'depot' THEN a.role = 'DEP' AND (a.depot_id = t.depot_id OR a.depot_id IS NULL) END
  )
  SELECT u.name, coalesce(d.phone, u.phone_number) FROM wanted w JOIN users u ON u.id = w.user_id LEFT JOIN duty_phones d ON d.user_id = u.id
  WHERE coalesce(d.phone, u.phone_number) IS NOT NULL ORDER BY w.rank, w.since DESC LIMIT 1 $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION phone_for_trip FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION phone_for_trip TO baogong_app;--> statement-breakpoint

-- With which other trip a trip's bus is out, or not clean after; 0 when it is in. A store asks that of a bus which comes
-- from another store's dock, whose trips it does not see.
CREATE FUNCTION bus_out_on(p_trip uuid, p_states text[]) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce((SELECT min(o.number) FROM trips o JOIN trips t ON t.vehicle_id = o.vehicle_id
    WHERE t.id = p_trip AND o.id <> t.id AND o.state::text = ANY (p_states)), 0) $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION bus_out_on FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION bus_out_on TO baogong_app;
