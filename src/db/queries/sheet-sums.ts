import { sql } from "drizzle-orm";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { UNCOUNTED_ORDER_STATES } from "#domain/orders/household-order.ts";
import type { Tx } from "../client.ts";

export type PackageSum = { building: string; letter: string; name: Names; position: number; bags: number };
export type HomesSum = { building: string; letter: null; homes: number; heads: number | null; fen: string };

/**
 * What a grid wants in a cycle, building by building: bags of each package, and homes with what they pay. The lines are
 * found by the grid's own index, once; they are summed before anything is named.
 */
export const listSheetSums = (
  tx: Pick<Tx, "execute">,
  cycleId: CycleId,
  grid: { gridId: GridId; communityId: string },
) =>
  tx.execute<PackageSum | HomesSum>(sql`
        WITH x AS MATERIALIZED (
          SELECT o.id, o.household_id, o.total_fen, l.building_id, l.package_version_id, l.wanted - l.cancelled_before_lock AS bags
          FROM order_lines l JOIN household_orders o ON o.id = l.order_id
          WHERE l.cycle_id = ${cycleId} AND l.community_id = ${grid.communityId} AND l.grid_id = ${grid.gridId} AND l.wanted > l.cancelled_before_lock
            AND o.state NOT IN ${UNCOUNTED_ORDER_STATES}),
        t AS MATERIALIZED (SELECT building_id, package_version_id, sum(bags)::int AS bags FROM x GROUP BY 1, 2),
        h AS MATERIALIZED (SELECT d.building_id, count(*)::int AS homes, sum(e.heads)::int AS heads, sum(d.total_fen) AS fen
          FROM (SELECT DISTINCT id, household_id, building_id, total_fen FROM x) d JOIN households e ON e.id = d.household_id GROUP BY 1)
        SELECT b.number AS turn, b.name AS building, p.letter, p.name, f.position, t.bags, NULL::int AS homes, NULL::int AS heads, NULL::numeric AS fen
        FROM t JOIN buildings b ON b.id = t.building_id JOIN offers f ON f.cycle_id = ${cycleId} AND f.package_version_id = t.package_version_id
        JOIN package_versions v ON v.id = t.package_version_id JOIN packages p ON p.id = v.package_id
        UNION ALL SELECT b.number, b.name, NULL, NULL, NULL, NULL, h.homes, h.heads, h.fen FROM h JOIN buildings b ON b.id = h.building_id ORDER BY 1, 2, 5`);
