import { sql } from "drizzle-orm";
import type { CycleId } from "#domain/kernel/ids.ts";
import { OPEN_SHEET_STATES, SUBMITTED_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import type { Tx } from "../client.ts";

type EarlyEndCounts = {
  homes: number;
  grids: number;
  gridsNotIn: number;
  homesNotIn: number;
  gridsNotAccepted: number;
  inReview: number;
};

/** Homes that ordered in a cycle, and how many of them and of their grids are not through with it. */
export async function countForEarlyEnd(tx: Pick<Tx, "execute">, cycleId: CycleId): Promise<EarlyEndCounts> {
  const [row] = await tx.execute<EarlyEndCounts>(sql`
      WITH ordered AS (
        SELECT o.grid_id, count(*)::int AS homes, count(*) FILTER (WHERE o.state = 'needs_review')::int AS in_review
        FROM household_orders o WHERE o.cycle_id = ${cycleId} AND o.state <> 'cancelled' GROUP BY o.grid_id
      )
      SELECT coalesce(sum(o.homes), 0)::int AS homes, count(*)::int AS grids,
        count(*) FILTER (WHERE s.state IN ${OPEN_SHEET_STATES})::int AS "gridsNotIn",
        coalesce(sum(o.homes) FILTER (WHERE s.state IN ${OPEN_SHEET_STATES}), 0)::int AS "homesNotIn",
        count(*) FILTER (WHERE s.state IN ${SUBMITTED_SHEET_STATES})::int AS "gridsNotAccepted",
        coalesce(sum(o.in_review), 0)::int AS "inReview"
      FROM ordered o JOIN grid_sheets s ON s.cycle_id = ${cycleId} AND s.grid_id = o.grid_id`);
  if (!row) throw new Error("a count has a row");
  return row;
}
