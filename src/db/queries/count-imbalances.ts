import { sql } from "drizzle-orm";
import type { CycleId } from "#domain/kernel/ids.ts";
import { CLOSE_EQUATIONS, imbalances } from "#domain/orders/conservation.ts";
import type { Tx } from "../client.ts";
import { type LineSums, toLineCount } from "./line-count.ts";

/** How many (community, package) sums of a finished cycle break an equation of conservation; 0 is what must be. */
export async function countImbalances(tx: Tx, cycleId: CycleId): Promise<number> {
  const rows =
    await tx.execute<LineSums>(sql`SELECT wanted, cancelled_before_lock, locked, extra_alloc, allocated, shorted_alloc, packed,
    shorted_pick, delivered, returned, scrapped, lost, damaged, reassigned_in, reassigned_out FROM line_counts WHERE cycle_id = ${cycleId}`);
  return rows.filter((r) => imbalances(toLineCount(r), CLOSE_EQUATIONS).length > 0).length;
}
