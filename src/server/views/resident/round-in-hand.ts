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

/** The cycle that residents order from now, else the next one to open; undefined when the desk has published none. */
export async function findRoundInHand(tx: Tx, now: Instant): Promise<RoundInHand | undefined> {
  const rows = await tx
    .select()
    .from(cycles)
    .where(and(inArray(cycles.state, [...OFFERED_CYCLE_STATES]), gt(cycles.cutOffAt, now)))
    .orderBy(asc(cycles.opensAt));
  const round = rows.find((c) => c.state === "open") ?? rows[0];
  return round && { ...round, takesOrders: round.state === "open" };
}
