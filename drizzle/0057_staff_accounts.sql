ALTER TABLE "users" ADD COLUMN "last_sign_in_on" date;--> statement-breakpoint
-- Written where a session begins, by whichever way it does. The password of somebody with a second factor is half of a
-- sign-in, and a text message is a resident's.
CREATE FUNCTION note_sign_in() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE users SET last_sign_in_on = (now() AT TIME ZONE 'Asia/Shanghai')::date
  WHERE id = NEW.user_id AND last_sign_in_on IS DISTINCT FROM (now() AT TIME ZONE 'Asia/Shanghai')::date
    AND (NEW.proof = 'factor' OR (NEW.proof = 'password' AND NOT coalesce(two_factor_enabled, false)));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER noted AFTER INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION note_sign_in();--> statement-breakpoint
-- What the desk reads of an account of staff, a resident's not among them.
CREATE FUNCTION staff_accounts() RETURNS TABLE (user_id uuid, disabled_at timestamptz, last_sign_in_on date, first_password boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT id, disabled_at, last_sign_in_on, first_password FROM users WHERE email LIKE '%@staff.invalid' AND app_is('DESK', 'SYS') $$;--> statement-breakpoint
-- Shuts an account of staff and ends its sessions, or opens it again. It says whether there was something to do: of two at
-- once the second waits, and is told no.
CREATE FUNCTION shut_account(p_user uuid, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT app_is('DESK') THEN RETURN false; END IF;
  UPDATE users SET disabled_at = p_at WHERE id = p_user AND disabled_at IS NULL AND email LIKE '%@staff.invalid';
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM sessions WHERE user_id = p_user;
  RETURN true;
END $$;--> statement-breakpoint
CREATE FUNCTION open_account(p_user uuid) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE shut timestamptz;
BEGIN
  IF NOT app_is('DESK') THEN RETURN NULL; END IF;
  SELECT disabled_at INTO shut FROM users WHERE id = p_user FOR UPDATE;
  UPDATE users SET disabled_at = NULL WHERE id = p_user;
  RETURN shut;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION note_sign_in, staff_accounts, shut_account, open_account FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION staff_accounts, shut_account, open_account TO baogong_app;
