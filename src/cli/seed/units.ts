import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { DEMO_UNITS } from "#server/demo/sign-ins.ts";

/**
 * Two places of the demo order by head count, an observation site and a dormitory: each of their buildings is one
 * customer, for as many people as the list gives it rooms, and has no doors.
 */
export async function gatherByHeads(tx: Tx): Promise<void> {
  const units = sql`(SELECT id FROM communities WHERE code IN ${[...DEMO_UNITS]})`;
  await tx.execute(sql`CREATE TEMP TABLE demo_heads ON COMMIT DROP AS
    SELECT building_id, grid_id, community_id, count(*)::int AS heads FROM households WHERE community_id IN ${units} AND NOT vacant GROUP BY 1, 2, 3`);
  await tx.execute(
    sql`DELETE FROM persons WHERE household_id IN (SELECT id FROM households WHERE community_id IN ${units})`,
  );
  await tx.execute(sql`DELETE FROM households WHERE community_id IN ${units}`);
  await tx.execute(
    sql`UPDATE buildings SET units = 0, floors = NULL, doors_per_floor = NULL WHERE community_id IN ${units}`,
  );
  await tx.execute(sql`INSERT INTO households (id, grid_id, community_id, building_id, unit, floor, room, heads)
    SELECT md5('heads:' || building_id)::uuid, grid_id, community_id, building_id, 0, 0, '全楼', heads FROM demo_heads`);
}
