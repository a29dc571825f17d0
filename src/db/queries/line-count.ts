import type { LineCount } from "#domain/orders/conservation.ts";

/** The columns of `order_lines`, or their sums, that a count is made of; null where no line has come so far. */
export type LineSums = Readonly<
  Record<
    | "wanted"
    | "cancelled_before_lock"
    | "extra_alloc"
    | "reassigned_in"
    | "reassigned_out"
    | "delivered"
    | "returned"
    | "scrapped"
    | "lost"
    | "damaged",
    number
  > &
    Record<"locked" | "allocated" | "shorted_alloc" | "packed" | "shorted_pick", number | null>
>;

/** Rows as the domain counts them. What is in hand is what was packed and has come to no end. */
export function toLineCount(r: LineSums): LineCount {
  const [packed, ended] = [r.packed ?? 0, r.delivered + r.returned + r.scrapped + r.lost + r.damaged];
  return {
    wanted: r.wanted,
    cancelledBeforeLock: r.cancelled_before_lock,
    locked: r.locked ?? 0,
    extra: r.extra_alloc,
    allocated: r.allocated ?? 0,
    shortedAlloc: r.shorted_alloc ?? 0,
    packed,
    shortedPick: r.shorted_pick ?? 0,
    reassignedIn: r.reassigned_in,
    reassignedOut: r.reassigned_out,
    delivered: r.delivered,
    returned: r.returned,
    scrapped: r.scrapped,
    lost: r.lost,
    damaged: r.damaged,
    inHand: packed + r.reassigned_in - r.reassigned_out - ended,
  };
}
