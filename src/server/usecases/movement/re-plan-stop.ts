import { inArray } from "drizzle-orm";
import type { RePlanStopInput } from "#contract/movement.ts";
import type { Tx } from "#db/client.ts";
import { batches } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import type { TripState } from "#domain/movement/trip.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBatchIn } from "../supply/move-batches.ts";
import { bagsLeftAt, carryOn, refuseUnfit } from "./carry-on.ts";
import { approachNext } from "./drive-trip.ts";
import { announceTrips } from "./publish-trips.ts";
import { getStopForUpdate, getTripForUpdate } from "./trip-step.ts";

const ON_THE_ROAD: readonly TripState[] = ["departed", "running"];
const BEFORE_THE_SEAL: readonly TripState[] = ["published", "ready", "loading"];

/**
 * Dispatch plans a skipped stop again: at the end of the same trip, onto another bus on the road, which takes over the
 * bags, or, where the bags stand at the dock, onto another trip of the same store that is not sealed yet.
 * @throws AppError `not_found`; `refused` with `not_on_the_road`, `not_at_this_dock`, `nothing_left`, `not_fit` and its
 * finding, or the domain's reason
 */
export async function rePlanStop(ctx: Ctx, input: RePlanStopInput): Promise<{ stopId: StopId; bags: number }> {
  const done = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const { tripId } = await getStopForUpdate(tx, input.stopId);
    // Two trips are locked in the order of their ids: of two stops that change places nobody waits for ever.
    for (const id of [tripId, input.tripId].toSorted()) await getTripForUpdate(tx, id);
    const stop = await getStopForUpdate(tx, input.stopId);
    const [source, target] = [await getTripForUpdate(tx, tripId), await getTripForUpdate(tx, input.tripId)];
    if (source.cycleId !== target.cycleId) throw new AppError("not_found");
    const left = await bagsLeftAt(tx, stop.id);
    const riding = left.some((b) => b.state === "in_transit");
    if (riding && !ON_THE_ROAD.includes(target.state))
      throw new AppError("refused", { kind: "not_on_the_road", from: target.state });
    if (!riding && (!BEFORE_THE_SEAL.includes(target.state) || target.supermarketId !== source.supermarketId))
      throw new AppError("refused", { kind: "not_at_this_dock", from: target.state });
    const made = await carryOn(tx, ctx, stop, target);
    await refuseUnfit(tx, target);
    if (riding) await approachNext(tx, { ...ctx, actor: systemActor }, target.id);
    else if (target.state === "loading") await joinLoading(tx, ctx, left);
    return { source, target, stopId: made.id, bags: left.length };
  });
  await announceTrips(ctx, [done.source, done.target]);
  await ctx.live.announce("dispatch");
  return { stopId: done.stopId, bags: done.bags };
}

/** A batch that comes to a bus which is being loaded already is loaded with the others. */
async function joinLoading(tx: Tx, ctx: Ctx, left: readonly { batchId: (typeof batches.$inferSelect)["id"] }[]) {
  const rows = await tx
    .select()
    .from(batches)
    .where(
      inArray(
        batches.id,
        left.map((b) => b.batchId),
      ),
    )
    .for("update");
  for (const batch of rows) if (batch.state === "staged") await moveBatchIn(tx, ctx, batch, "start_loading", {}, "DIS");
}
