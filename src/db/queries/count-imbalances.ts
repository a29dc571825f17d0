import { sql } from "drizzle-orm";
import type { CycleId } from "#domain/kernel/ids.ts";
import { CLOSE_EQUATIONS, imbalances, LINE_EQUATIONS, type LineCount } from "#domain/orders/conservation.ts";
import type { Tx } from "../client.ts";

type Row = Readonly<
  Record<
    | "wanted"
    | "cancelled"
    | "locked"
    | "allocated"
    | "shorted_alloc"
    | "packed"
    | "shorted_pick"
    | "delivered"
    | "returned"
    | "scrapped"
    | "lost"
    | "damaged"
    | "reassigned_in"
    | "reassigned_out",
    number
  >
>;

const toCount = (r: Row): LineCount => ({
  wanted: r.wanted,
  cancelledBeforeLock: r.cancelled,
  locked: r.locked,
  allocated: r.allocated,
  shortedAlloc: r.shorted_alloc,
  packed: r.packed,
  shortedPick: r.shorted_pick,
  reassignedIn: r.reassigned_in,
  reassignedOut: r.reassigned_out,
  delivered: r.delivered,
  returned: r.returned,
  scrapped: r.scrapped,
  lost: r.lost,
  damaged: r.damaged,
  inHand: r.packed + r.reassigned_in - r.reassigned_out - r.delivered - r.returned - r.scrapped - r.lost - r.damaged,
});

/** How many (community, package) sums of a finished cycle break an equation of conservation; 0 is what must be. */
export async function countImbalances(tx: Tx, cycleId: CycleId): Promise<number> {
  const rows =
    await tx.execute<Row>(sql`SELECT wanted, cancelled_before_lock AS cancelled, coalesce(locked, 0) + extra_alloc AS locked,
    coalesce(allocated, 0) AS allocated, coalesce(shorted_alloc, 0) AS shorted_alloc, coalesce(packed, 0) AS packed, coalesce(shorted_pick, 0) AS shorted_pick,
    delivered, returned, scrapped, lost, damaged, reassigned_in, reassigned_out FROM line_counts WHERE cycle_id = ${cycleId}`);
  return rows.filter((r) => imbalances({ ...toCount(r) }, [...LINE_EQUATIONS.slice(1), ...CLOSE_EQUATIONS]).length > 0)
    .length;
}
