import { sql } from "drizzle-orm";
import type { CycleId, HouseholdId } from "#domain/kernel/ids.ts";
import type { Tx } from "../client.ts";

/**
 * For each home that ordered in a cycle and came short in the one that it had ordered in before: in how many cycles in a
 * row it came short until now. Homes that are not named have not waited.
 */
export async function readWaitedCycles(tx: Pick<Tx, "execute">, cycleId: CycleId): Promise<Map<HouseholdId, number>> {
  const rows = await tx.execute<{ household_id: HouseholdId; waited: number }>(sql`
    WITH mine AS (SELECT DISTINCT household_id FROM order_lines WHERE cycle_id = ${cycleId} AND locked > 0),
    earlier AS (
      SELECT l.household_id, row_number() OVER (PARTITION BY l.household_id ORDER BY c.number DESC) AS back,
        sum(coalesce(l.shorted_alloc, 0) + coalesce(l.shorted_pick, 0)) > 0 AS short
      FROM order_lines l JOIN mine USING (household_id) JOIN cycles c ON c.id = l.cycle_id
      WHERE c.number < (SELECT number FROM cycles WHERE id = ${cycleId}) AND c.state <> 'cancelled' AND l.allocated IS NOT NULL
      GROUP BY l.household_id, c.number
    )
    SELECT household_id, (coalesce(min(back) FILTER (WHERE NOT short), max(back) + 1) - 1)::int AS waited FROM earlier
    GROUP BY household_id HAVING coalesce(min(back) FILTER (WHERE NOT short), 2) > 1`);
  return new Map(rows.map((r) => [r.household_id, r.waited]));
}
