-- The number of the person who works a grid, for the homes that live in it: so that somebody in need can call.
CREATE FUNCTION worker_phone(p_grid uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT u.phone_number FROM assignments a JOIN users u ON u.id = a.user_id
  WHERE a.role = 'GW' AND a.grid_id = p_grid AND a."from" <= now() AND (a."to" IS NULL OR a."to" > now()) AND u.phone_number IS NOT NULL
    AND app_is('RES') AND EXISTS (SELECT FROM households h WHERE h.grid_id = p_grid AND h.id = ANY (app_ids('homes')))
  ORDER BY a."from" DESC LIMIT 1 $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION worker_phone FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION worker_phone TO baogong_app;
