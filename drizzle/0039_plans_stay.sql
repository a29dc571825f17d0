-- A plan that was once shown as one stays what it was: whoever took it, published it or compares with it reads the same
-- trips. Only a search that is still going on writes better ones.
CREATE FUNCTION refuse_other_plan() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'a plan keeps its trips' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER plan_stays BEFORE UPDATE ON plans FOR EACH ROW
  WHEN (OLD.state <> 'solving' AND (OLD.summary IS DISTINCT FROM NEW.summary OR OLD.left_out IS DISTINCT FROM NEW.left_out))
  EXECUTE FUNCTION refuse_other_plan();
