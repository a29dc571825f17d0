import { inArray } from "drizzle-orm";
import type { RePlanStopInput } from "#contract/movement.ts";
import { batches } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { BACK_TRIP_STATES, ON_THE_ROAD_TRIP_STATES, UNSEALED_TRIP_STATES } from "#domain/movement/trip.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { BATCHES, TRIPS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { carryOn, listBagsLeftAt, refuseUncounted, refuseUnfit } from "./carry-on.ts";
import { approachNext, type Bag, getStopInHand, getTripInHand, tellGridsOfTrip } from "./trip-in-hand.ts";

/**
 * Dispatch plans a skipped stop again: at the end of the same trip, onto another bus on the road, which takes over the
 * bags, or, where the bags stand at the dock, onto another trip of the same store that is not sealed yet.
 * @throws AppError `not_found`; `refused` with `not_on_the_road`, `not_at_this_dock`, `not_counted_back`, `nothing_left`,
 * `not_fit` and its finding, or the domain's reason
 */
export async function rePlanStop(ctx: Ctx, input: RePlanStopInput): Promise<{ stopId: StopId; bags: number }> {
  return act(ctx, (dispatcher) =>
    dispatcher.seeingAll(async (tx) => {
      const { tripId } = await getStopInHand(tx, input.stopId);
      // Two trips are locked in the order of their ids: of two stops that change places nobody waits for ever.
      for (const id of [tripId, input.tripId].toSorted()) await getTripInHand(tx, id);
      const stop = await getStopInHand(tx, input.stopId);
      const [source, target] = [await getTripInHand(tx, tripId), await getTripInHand(tx, input.tripId)];
      if (source.cycleId !== target.cycleId) throw new AppError("not_found");
      const left = await listBagsLeftAt(tx, stop.id);
      const riding = left.some((b) => b.state === "in_transit");
      if (riding && !ON_THE_ROAD_TRIP_STATES.includes(target.state))
        throw new AppError("refused", { kind: "not_on_the_road", from: target.state });
      if (riding && BACK_TRIP_STATES.includes(source.state)) refuseUncounted(stop, left.length);
      if (!riding && (!UNSEALED_TRIP_STATES.includes(target.state) || target.supermarketId !== source.supermarketId))
        throw new AppError("refused", { kind: "not_at_this_dock", from: target.state });
      const made = await carryOn(tx, stop, target);
      await refuseUnfit(tx, target);
      if (riding) await approachNext(tx, target.id);
      else if (target.state === "loading") await joinLoading(tx, left);
      for (const trip of [source, target]) {
        tx.tell(TRIPS.topicsOf(trip));
        await tellGridsOfTrip(tx, trip.id);
      }
      return { stopId: made.id, bags: left.length };
    }),
  );
}

/** A batch that comes to a bus which is being loaded already is loaded with the others. */
async function joinLoading(tx: ActTx, left: readonly Bag[]): Promise<void> {
  const ids = [...new Set(left.map((b) => b.batchId))];
  const rows = await tx.select().from(batches).where(inArray(batches.id, ids)).orderBy(batches.id).for("update");
  await moveAll(
    tx,
    BATCHES,
    rows.filter((b) => b.state === "staged"),
    "start_loading",
    {},
  );
}
