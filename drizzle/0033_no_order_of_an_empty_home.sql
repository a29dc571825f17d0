-- An order that was being placed while its household moved out read the home as lived in, and waited for the price card:
-- it is refused, and the same request again is told that nobody lives there.
CREATE FUNCTION refuse_order_of_empty_home() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
  IF EXISTS (SELECT FROM households WHERE vacant AND id IN (SELECT household_id FROM written)) THEN
    RAISE EXCEPTION 'nobody lives in the home' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER home_is_lived_in AFTER INSERT ON household_orders REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_order_of_empty_home();
