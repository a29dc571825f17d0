import { sql } from "drizzle-orm";
import type { CycleId, GridId, HouseholdId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { UNCOUNTED_ORDER_STATES } from "#domain/orders/household-order.ts";
import type { Tx } from "../client.ts";

type BagsOfHome = {
  home: HouseholdId;
  building: string;
  unit: number;
  room: string;
  letter: string;
  name: Names;
  bags: number;
  numbers: number[];
};

/** What each home of a grid gets of each package, door by door: as wanted before a cycle is shared out, then its bags with their numbers. */
export const listBagsOfHomes = (
  tx: Pick<Tx, "execute">,
  cycleId: CycleId,
  grid: { gridId: GridId; communityId: string },
) =>
  tx.execute<BagsOfHome>(sql`
    WITH line AS MATERIALIZED (
      SELECT l.order_id, l.household_id, l.package_version_id, l.allocated IS NOT NULL AS shared, l.wanted - l.cancelled_before_lock AS wanted
      FROM order_lines l JOIN household_orders o ON o.id = l.order_id
      WHERE l.cycle_id = ${cycleId} AND l.community_id = ${grid.communityId} AND l.grid_id = ${grid.gridId} AND o.state NOT IN ${UNCOUNTED_ORDER_STATES}),
    bag AS MATERIALIZED (
      SELECT b.order_id, b.package_version_id, array_agg(b.number ORDER BY b.number) AS numbers FROM bags b
      WHERE b.cycle_id = ${cycleId} AND b.grid_id = ${grid.gridId} AND b.state <> 'scrapped' GROUP BY 1, 2)
    SELECT l.household_id AS home, u.name AS building, h.unit, h.room, p.letter, p.name, coalesce(b.numbers, '{}') AS numbers,
      CASE WHEN l.shared THEN coalesce(cardinality(b.numbers), 0) ELSE l.wanted END AS bags
    FROM line l LEFT JOIN bag b USING (order_id, package_version_id)
    JOIN households h ON h.id = l.household_id JOIN buildings u ON u.id = h.building_id
    JOIN offers f ON f.cycle_id = ${cycleId} AND f.package_version_id = l.package_version_id
    JOIN package_versions v ON v.id = l.package_version_id JOIN packages p ON p.id = v.package_id
    WHERE CASE WHEN l.shared THEN coalesce(cardinality(b.numbers), 0) ELSE l.wanted END > 0
    ORDER BY u.number, h.unit, h.floor, h.room, f.position, p.letter`);
