import { and, eq } from "drizzle-orm";
import type { DivertTripInput } from "#contract/movement.ts";
import { stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { refuseUnfit } from "./carry-on.ts";
import { announceTrips } from "./publish-trips.ts";
import { reorderStops } from "./reorder-stops.ts";
import { getTripForUpdate, moveTrip } from "./trip-step.ts";

/**
 * Gives a running bus another order of the stops that are still ahead; it stands until its driver takes the new list.
 * @throws AppError `not_found`; `refused` with `not_the_list` when stops are missing or over by now, `not_fit` or the domain's reason
 */
export async function divertTrip(ctx: Ctx, input: DivertTripInput): Promise<void> {
  const trip = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const trip = await getTripForUpdate(tx, input.tripId);
    const planned = await tx
      .select()
      .from(stops)
      .where(and(eq(stops.tripId, trip.id), eq(stops.state, "planned")))
      .orderBy(stops.sequence)
      .for("update");
    const diverted = await moveTrip(tx, ctx, trip, "divert", {
      reason: input.reason,
      facts: { new_stop_list: true, reason_given: true },
    });
    await reorderStops(tx, trip.id, planned, input.stopIds);
    await refuseUnfit(tx, diverted);
    return diverted;
  });
  await announceTrips(ctx, [trip]);
}

/** The driver (or dispatch for him) takes the new list and goes on. @throws AppError `not_found`, `refused` */
export async function resumeTrip(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  const trip = await inScope(ctx, async (tx) => moveTrip(tx, ctx, await getTripForUpdate(tx, input.tripId), "resume"));
  await announceTrips(ctx, [trip]);
}
