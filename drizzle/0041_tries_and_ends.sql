CREATE TABLE "sign_in_tries" (
	"key" text PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "disabled_at" timestamp (3) with time zone;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_tries TO baogong_auth;--> statement-breakpoint
GRANT SELECT (disabled_at) ON users TO baogong_app;--> statement-breakpoint
-- Every process keeps sessions in memory for some seconds. Whoever changes what a person may do, by whichever way, has
-- all of them told at the commit. Signing in tells nobody: there is nothing yet to forget.
CREATE FUNCTION tell_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM pg_notify('baogong_person', coalesce(to_jsonb(OLD) ->> TG_ARGV[0], '')); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM pg_notify('baogong_person', coalesce(to_jsonb(NEW) ->> TG_ARGV[0], '')); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER told AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION tell_of_person('user_id');--> statement-breakpoint
CREATE TRIGGER told AFTER INSERT OR UPDATE OR DELETE ON assignments FOR EACH ROW EXECUTE FUNCTION tell_of_person('user_id');--> statement-breakpoint
CREATE TRIGGER told AFTER UPDATE OF user_id, state, household_id ON persons FOR EACH ROW WHEN (OLD.user_id IS NOT NULL OR NEW.user_id IS NOT NULL) EXECUTE FUNCTION tell_of_person('user_id');--> statement-breakpoint
CREATE TRIGGER told AFTER UPDATE OF disabled_at, first_password, two_factor_enabled ON users FOR EACH ROW EXECUTE FUNCTION tell_of_person('id');
