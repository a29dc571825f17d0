import { BAG_ENDS, bagStatesAt } from "#domain/supply/bag.ts";
import type { Sql } from "./client.ts";

/** Writes where a bag counts by its state, as the domain says it: `move_bags` asks for it at every move. */
export async function writeLineColumn(owner: Sql): Promise<void> {
  const cases = BAG_ENDS.flatMap((end) => bagStatesAt(end).map((state) => `WHEN '${state}' THEN '${end}'`));
  await owner.unsafe(`CREATE OR REPLACE FUNCTION line_column(state bag_state) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE state ${cases.join(" ")} END $$`);
}
