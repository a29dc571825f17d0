import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { batches, handovers, stopLoads } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { type Ctx, systemActor } from "../../ctx.ts";
import { moveBatchIn } from "../supply/move-batches.ts";
import { approachNext } from "./drive-trip.ts";
import { getStopForUpdate, moveStop } from "./trip-step.ts";

/**
 * Closes a stop once each of its handovers is agreed or ruled on, sends the bus to the next one, and marks batches whose
 * last bag has left the bus as delivered. Runs in a transaction of `SYS`; does nothing while a count is open.
 */
export async function settleStop(tx: Tx, ctx: Ctx, stopId: StopId): Promise<void> {
  const system: Ctx = { ...ctx, actor: systemActor };
  const stop = await getStopForUpdate(tx, stopId);
  if (stop.state !== "unloading") return;
  const mine = await tx.select().from(handovers).where(eq(handovers.stopId, stopId));
  if (mine.length === 0 || mine.some((h) => h.state !== "agreed" && h.state !== "resolved")) return;
  const whole = mine.every((h) => h.agreed === h.offered);
  await moveStop(tx, system, stop, whole ? "hand_over" : "hand_part", {
    facts: { all_bags_handed: whole, some_bags_handed: true, reason_given: true },
    reason: whole ? undefined : "missing",
    set: { leftAt: ctx.clock.now() },
  });
  await approachNext(tx, system, stop.tripId);
  const carried = tx.select({ id: stopLoads.batchId }).from(stopLoads).where(eq(stopLoads.stopId, stopId));
  const open = await tx
    .select()
    .from(batches)
    .where(
      and(
        inArray(batches.id, carried),
        eq(batches.state, "dispatched"),
        sql`NOT EXISTS (SELECT FROM stop_loads l JOIN stops s ON s.id = l.stop_id WHERE l.batch_id = ${batches.id} AND s.state NOT IN ('handed_over', 'part_handed', 'refused', 're_planned'))`,
      ),
    )
    .for("update");
  for (const batch of open) await moveBatchIn(tx, system, batch, "deliver", { all_stops_handed: true });
}
