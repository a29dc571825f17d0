import { and, asc, desc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { cycles } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { OFFERED_CYCLE_STATES } from "#domain/offer/cycle.ts";

export type RoundInHand = typeof cycles.$inferSelect & { readonly takesOrders: boolean };

/** Why and when the desk cut a round off early that its homes could still be ordering from; newest first. */
export async function findCutEarly(tx: Tx): Promise<{ why: string; atMs: number } | null> {
  const [round] = await tx
    .select({ why: cycles.cutEarlyReason, atMs: cycles.cutEarlyAt })
    .from(cycles)
    .where(and(eq(cycles.state, "closing"), isNotNull(cycles.cutEarlyAt)))
    .orderBy(desc(cycles.cutEarlyAt))
    .limit(1);
  return round?.atMs ? { why: round.why ?? "", atMs: round.atMs } : null;
}

/**
 * The cycles that residents order from now, the one that is delivered first in front, else the next one to open; none
 * when the desk has published none.
 */
export async function listRoundsInHand(tx: Tx, now: Instant): Promise<RoundInHand[]> {
  const rows = await tx
    .select()
    .from(cycles)
    .where(and(inArray(cycles.state, [...OFFERED_CYCLE_STATES]), gt(cycles.cutOffAt, now)))
    .orderBy(asc(cycles.opensAt));
  const open = rows.filter((c) => c.state === "open");
  const shown = open.length > 0 ? open : rows.slice(0, 1);
  return shown
    .toSorted((a, b) => a.deliveryDay.localeCompare(b.deliveryDay) || a.cutOffAt - b.cutOffAt)
    .map((round) => ({ ...round, takesOrders: round.state === "open" }));
}
