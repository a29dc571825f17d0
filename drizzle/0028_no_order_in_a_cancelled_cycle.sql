-- An order that was being placed while its round was called off read the round as open, and waited for the price card:
-- it is refused, and the same request again is told that the round is not open.
CREATE FUNCTION refuse_order_of_cancelled_cycle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
  IF EXISTS (SELECT FROM cycles WHERE state = 'cancelled' AND id IN (SELECT cycle_id FROM written)) THEN
    RAISE EXCEPTION 'the cycle was cancelled' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER cycle_stands AFTER INSERT ON household_orders REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_order_of_cancelled_cycle();
