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

-- The account of somebody who is to work here, under the name that was given last: without a password until his slip is
-- made. A name that a resident's account bears is nobody's for staff, and was refused when the list was read.
CREATE FUNCTION make_staff(p_username text, p_name text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE known record; made CONSTANT uuid := gen_random_uuid();
BEGIN
  IF NOT app_is('SYS', 'DESK') THEN RAISE insufficient_privilege; END IF;
  SELECT id, email INTO known FROM users WHERE username = lower(p_username);
  IF known.id IS NOT NULL THEN
    IF known.email NOT LIKE '%@staff.invalid' THEN RAISE EXCEPTION 'the user name % is a resident''s', p_username; END IF;
    UPDATE users SET name = p_name WHERE id = known.id AND name <> p_name;
    RETURN known.id;
  END IF;
  INSERT INTO users (id, name, email, username, display_username, first_password)
  VALUES (made, p_name, made || '@staff.invalid', lower(p_username), lower(p_username), true);
  INSERT INTO auth_accounts (id, user_id, account_id, provider_id) VALUES (gen_random_uuid(), made, made::text, 'credential');
  RETURN made;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION make_staff FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION make_staff TO baogong_app;--> statement-breakpoint

-- Which of these user names residents' accounts bear.
CREATE FUNCTION names_of_residents(p_usernames text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT username FROM users WHERE username = ANY (p_usernames) AND email NOT LIKE '%@staff.invalid' AND app_is('SYS', 'DESK') $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION names_of_residents FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION names_of_residents TO baogong_app;--> statement-breakpoint

-- The number under which somebody is called at work, to tell whether a workbook brings another: for the worker alone.
CREATE FUNCTION duty_phone(p_user uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT phone FROM duty_phones WHERE user_id = p_user AND app_is('SYS') $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION duty_phone FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION duty_phone TO baogong_app;--> statement-breakpoint
-- As before, and by the worker, who takes in what the desk has handed in; a number that an undone import brought goes.
CREATE OR REPLACE FUNCTION note_duty_phone(p_user uuid, p_phone text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM duty_phones WHERE user_id = p_user AND p_phone IS NULL AND app_is('DESK', 'SYS');
  INSERT INTO duty_phones (user_id, phone) SELECT p_user, p_phone WHERE p_phone IS NOT NULL AND app_is('DESK', 'SYS')
  ON CONFLICT (user_id) DO UPDATE SET phone = excluded.phone $$;
