-- A clock that runs ahead is laid before the first round or never: in a database that is in use nobody can make one, not
-- even its owner, and the program's own role cannot anywhere (it has no INSERT on the table).
CREATE FUNCTION refuse_late_clock() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
  IF EXISTS (SELECT FROM cycles) THEN
    RAISE EXCEPTION 'a database with rounds keeps the real time' USING ERRCODE = 'check_violation', CONSTRAINT = 'app_clock_before_first_round', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER before_first_round AFTER INSERT ON app_clock FOR EACH ROW EXECUTE FUNCTION refuse_late_clock();--> statement-breakpoint

-- Time goes on: what was done at an hour has been done when it comes.
CREATE FUNCTION refuse_clock_going_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
  RAISE EXCEPTION 'the clock goes on, never back' USING ERRCODE = 'check_violation', CONSTRAINT = 'app_clock_goes_on', TABLE = TG_TABLE_NAME;
END $$;--> statement-breakpoint
CREATE TRIGGER goes_on BEFORE UPDATE OF ahead ON app_clock FOR EACH ROW WHEN (NEW.ahead < OLD.ahead) EXECUTE FUNCTION refuse_clock_going_back();
