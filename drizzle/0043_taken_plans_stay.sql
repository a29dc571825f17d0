-- Only a plan that was taken or replaced is what others read and compare with. One that still waits may be moved with its
-- day, as the demo does with the hours of the day that it shows.
DROP TRIGGER plan_stays ON plans;--> statement-breakpoint
CREATE TRIGGER plan_stays BEFORE UPDATE ON plans FOR EACH ROW
  WHEN (OLD.state NOT IN ('solving', 'proposed') AND (OLD.summary IS DISTINCT FROM NEW.summary OR OLD.left_out IS DISTINCT FROM NEW.left_out))
  EXECUTE FUNCTION refuse_other_plan();
