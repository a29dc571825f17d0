import { and, eq, sql } from "drizzle-orm";
import type { DivertTripInput } from "#contract/movement.ts";
import { stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { refuseUnfit } from "./carry-on.ts";
import { announceTrips } from "./publish-trips.ts";
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
    const byId = new Map(planned.map((s) => [s.id, s]));
    const wanted = new Set(input.stopIds);
    const same = wanted.size === planned.length && planned.every((s) => wanted.has(s.id));
    if (!same || input.stopIds.length !== wanted.size) throw new AppError("refused", { kind: "not_the_list" });
    const diverted = await moveTrip(tx, ctx, trip, "divert", {
      reason: input.reason,
      facts: { new_stop_list: true, reason_given: true },
    });
    // Sequences are unique in a trip: all step aside before each takes its new place.
    await tx.execute(sql`UPDATE stops SET sequence = -sequence WHERE trip_id = ${trip.id} AND state = 'planned'`);
    for (const [i, id] of input.stopIds.entries()) {
      const place = planned[i];
      if (!place || !byId.has(id)) throw new Error("the lists were compared above");
      await tx
        .update(stops)
        .set({
          sequence: place.sequence,
          plannedArriveAt: place.plannedArriveAt,
          plannedLeaveAt: place.plannedLeaveAt,
        })
        .where(eq(stops.id, id));
    }
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
