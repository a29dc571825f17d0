import { and, eq, inArray, sql } from "drizzle-orm";
import { batches, handovers, stopLoads } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { SETTLED_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { HANDED_STOP_STATES } from "#domain/movement/stop.ts";
import type { ActTx } from "../../act.ts";
import { SYSTEM } from "../../ctx.ts";
import { BATCHES, STOPS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { approachNext, getStopInHand, tellGridsOfTrip } from "./trip-in-hand.ts";

/**
 * Closes a stop once each of its handovers is agreed or ruled on, sends the bus to the next one, and marks batches whose
 * last bag has left the bus as delivered. They follow as the system's moves; nothing happens while a count is open.
 */
export async function settleStop(tx: ActTx, stopId: StopId): Promise<void> {
  await tx.as(SYSTEM, async (all) => {
    const stop = await getStopInHand(all, stopId);
    if (stop.state !== "unloading") return;
    const mine = await all.select().from(handovers).where(eq(handovers.stopId, stopId));
    if (mine.length === 0 || !mine.every((h) => SETTLED_HANDOVER_STATES.includes(h.state))) return;
    const offered = mine.reduce((n, h) => n + h.offered, 0);
    const agreed = mine.reduce((n, h) => n + (h.agreed ?? 0), 0);
    const set = { leftAt: all.at };
    if (agreed === offered) await moveOne(all, STOPS, stop, "hand_over", { offered, agreed }, { set });
    else
      await moveOne(all, STOPS, stop, "hand_part", { offered, agreed, reason: "missing" }, { reason: "missing", set });
    await approachNext(all, stop.tripId);
    const carried = all.select({ id: stopLoads.batchId }).from(stopLoads).where(eq(stopLoads.stopId, stopId));
    const open = await all
      .select({ batch: batches, openStops: OPEN_STOPS })
      .from(batches)
      .where(and(inArray(batches.id, carried), eq(batches.state, "dispatched")))
      .for("update");
    const done = open.filter((o) => o.openStops === 0);
    await moveAll(
      all,
      BATCHES,
      done.map((o) => ({ ...o.batch, openStops: o.openStops })),
      "deliver",
      (b) => ({ openStops: b.openStops }),
    );
    await tellGridsOfTrip(all, stop.tripId);
  });
}

/** Stops at which bags of the batch are still to be set down. */
const OPEN_STOPS = sql<number>`(SELECT count(*)::int FROM stop_loads l JOIN stops s ON s.id = l.stop_id
  WHERE l.batch_id = ${batches.id} AND s.state NOT IN ${[...HANDED_STOP_STATES]})`;
