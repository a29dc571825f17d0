-- The desk hands workbooks in and takes them in; the worker compares and writes. Rows of homes, with what they need, are
-- for the worker alone.
GRANT SELECT, INSERT, UPDATE ON city_imports, city_import_rows TO baogong_app;--> statement-breakpoint
ALTER TABLE city_imports ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON city_imports USING ((SELECT app_is('SYS', 'DESK')));--> statement-breakpoint
ALTER TABLE city_import_rows ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON city_import_rows USING ((SELECT app_is('SYS')) OR ((SELECT app_is('DESK')) AND sheet <> 'homes'));--> statement-breakpoint
CREATE TRIGGER legal_move BEFORE UPDATE OF state ON city_imports FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION refuse_illegal_move('city_import');--> statement-breakpoint
-- What an import has brought goes again when it is undone; the keys that point to it refuse where something hangs on it.
GRANT DELETE ON communities, grids, buildings, households, supermarkets, depots, vehicle_types, vehicles, items, packages,
  package_versions, assignments, grid_sheets TO baogong_app;--> statement-breakpoint

-- The account of somebody who is to work here: without a password until his slip is printed. A name that a resident's
-- account bears is nobody's for staff.
CREATE FUNCTION make_staff(p_username text, p_name text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE known record; made CONSTANT uuid := gen_random_uuid();
BEGIN
  IF NOT app_is('SYS', 'DESK') THEN RAISE insufficient_privilege; END IF;
  SELECT id, email INTO known FROM users WHERE username = lower(p_username);
  IF known.id IS NOT NULL THEN
    RETURN CASE WHEN known.email LIKE '%@staff.invalid' THEN known.id END;
  END IF;
  INSERT INTO users (id, name, email, username, display_username, first_password)
  VALUES (made, p_name, made || '@staff.invalid', lower(p_username), lower(p_username), true);
  RETURN made;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION make_staff FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION make_staff TO baogong_app;--> statement-breakpoint

-- The number under which somebody is called at work, to tell whether a workbook brings another: for the worker alone.
CREATE FUNCTION duty_phone(p_user uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT phone FROM duty_phones WHERE user_id = p_user AND app_is('SYS') $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION duty_phone FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION duty_phone TO baogong_app;--> statement-breakpoint
-- As before, and by the worker, who takes in what the desk has handed in.
CREATE OR REPLACE FUNCTION note_duty_phone(p_user uuid, p_phone text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO duty_phones (user_id, phone) SELECT p_user, p_phone WHERE app_is('DESK', 'SYS')
  ON CONFLICT (user_id) DO UPDATE SET phone = excluded.phone $$;
