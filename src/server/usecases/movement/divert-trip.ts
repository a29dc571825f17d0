import { and, eq } from "drizzle-orm";
import type { DivertTripInput } from "#contract/movement.ts";
import { stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { TRIPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { reTimeTrip } from "../../planning/re-time-trip.ts";
import { refuseUnfit } from "./carry-on.ts";
import { type Said, saidNow } from "./said.ts";
import { getTripInHand, tellGridsOfTrip } from "./trip-in-hand.ts";

/**
 * Gives a running bus another order of the stops that are still ahead; it stands until its driver takes the new list.
 * @throws AppError `not_found`; `refused` with the domain's reason when stops are missing or over by now, or `not_fit`
 */
export async function divertTrip(ctx: Ctx, input: DivertTripInput): Promise<void> {
  const { stopIds, reason } = input;
  await act(ctx, (dispatcher) =>
    dispatcher.seeingAll(async (tx) => {
      const trip = await getTripInHand(tx, input.tripId);
      const planned = await tx
        .select()
        .from(stops)
        .where(and(eq(stops.tripId, trip.id), eq(stops.state, "planned")))
        .orderBy(stops.sequence)
        .for("update");
      const facts = { stopIds, ahead: planned.map((s) => s.id), reason };
      const diverted = await moveOne(tx, TRIPS, trip, "divert", facts, { reason, data: { stopIds } });
      await reTimeTrip(tx, trip.id, { order: stopIds });
      await refuseUnfit(tx, diverted);
      await tellGridsOfTrip(tx, trip.id);
    }),
  );
}

/** The driver (or dispatch for him) takes the new list and goes on. @throws AppError `not_found`, `refused` */
export async function resumeTrip(ctx: Ctx, { tripId }: { tripId: TripId }): Promise<void> {
  await act(ctx, (tx) => resume(tx, tripId, saidNow(tx)));
}

/** The same as part of an act. */
export async function resume(tx: ActTx, tripId: TripId, said: Said): Promise<void> {
  const data = { deviceAt: said.deviceAt };
  await moveOne(tx, TRIPS, await getTripInHand(tx, tripId), "resume", {}, { data });
  await tellGridsOfTrip(tx, tripId);
}
