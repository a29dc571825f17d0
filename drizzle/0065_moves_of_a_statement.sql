-- Whether moves are legal is asked once for each statement instead of once for each row: who asks is proven by a seal, and
-- that costs more than moving the row. Rows of before and after are joined by the key of their table; one that has no
-- before has changed its key on the way, which no act does.
DO $$ DECLARE t record; BEGIN
  FOR t IN
    SELECT c.relname AS name, g.tgname AS trigger, a.attname AS state, coalesce(nullif(split_part(encode(g.tgargs, 'escape'), '\000', 1), ''), 'payment') AS life,
      (SELECT string_agg(format('%I', k.attname), ', ') FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary) AS key
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = g.tgattr[0]
    WHERE g.tgname IN ('legal_move', 'legal_payment') AND c.relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %I', t.trigger, t.name);
    EXECUTE format($f$CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $x$
DECLARE moved record;
BEGIN
  SELECT was.%2$I::text AS before, now_is.%2$I::text AS after INTO moved FROM now_is LEFT JOIN was USING (%3$s)
  WHERE now_is.%2$I IS DISTINCT FROM was.%2$I AND NOT EXISTS (
    SELECT FROM legal_moves WHERE life = %4$L AND "from" = was.%2$I::text AND "to" = now_is.%2$I::text
      AND (SELECT app_role()) = ANY ("by" || ARRAY['', 'SYS']))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'no act leads a %% from %% to %%', %4$L, moved.before, moved.after USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_moves', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $x$ $f$, 'refuse_illegal_' || t.life || '_move', t.state, t.key, t.life);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS was NEW TABLE AS now_is FOR EACH STATEMENT EXECUTE FUNCTION %I(%L, %L)', t.trigger, t.name,
      'refuse_illegal_' || t.life || '_move', t.life, t.state);
  END LOOP;
END $$;--> statement-breakpoint
DROP FUNCTION refuse_illegal_move();--> statement-breakpoint
DROP FUNCTION refuse_illegal_payment();
