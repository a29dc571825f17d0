import { eq } from "drizzle-orm";
import { handovers } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { SETTLED_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { noSoonerThan } from "#domain/offline/claimed-at.ts";
import type { ActTx } from "../../act.ts";
import { SYSTEM } from "../../ctx.ts";
import { STOPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { deliverBatches } from "./deliver-batches.ts";
import { type Said, saidNow } from "./said.ts";
import { approachNext, getStopInHand, tellGridsOfTrip } from "./trip-in-hand.ts";

/**
 * Closes a stop once each of its handovers is agreed or ruled on, sends the bus to the next one, and marks batches whose
 * last bag has left the bus as delivered. They follow as the system's moves; nothing happens while a count is open.
 */
export async function settleStop(tx: ActTx, stopId: StopId, said: Said = saidNow(tx)): Promise<void> {
  await tx.as(SYSTEM, async (all) => {
    const stop = await getStopInHand(all, stopId);
    if (stop.state !== "unloading") return;
    const mine = await all.select().from(handovers).where(eq(handovers.stopId, stopId));
    if (mine.length === 0 || !mine.every((h) => SETTLED_HANDOVER_STATES.includes(h.state))) return;
    const offered = mine.reduce((n, h) => n + h.offered, 0);
    const agreed = mine.reduce((n, h) => n + (h.agreed ?? 0), 0);
    const set = { leftAt: noSoonerThan(said.at, all.at, stop.arrivedAt) };
    if (agreed === offered) await moveOne(all, STOPS, stop, "hand_over", { offered, agreed }, { set });
    else
      await moveOne(all, STOPS, stop, "hand_part", { offered, agreed, reason: "missing" }, { reason: "missing", set });
    await approachNext(all, stop.tripId);
    await deliverBatches(all, stopId);
    await tellGridsOfTrip(all, stop.tripId);
  });
}
