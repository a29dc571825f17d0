import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type { FixTripInput } from "#contract/movement.ts";
import { trips, vehicles } from "#db/schema/index.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { TRIP } from "#domain/movement/trip.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { TRIPS } from "../../lives.ts";
import { listFixes } from "../../planning/fixes-of-trips.ts";
import { reTimeTrip } from "../../planning/re-time-trip.ts";
import { record } from "../../record.ts";
import { getTripInHand } from "./trip-in-hand.ts";

/**
 * Changes a planned trip as was proposed, so that a check that held it back is passed.
 * @throws AppError `not_found`; `refused` for a trip that is not planned; `conflict` when that would not help any more
 */
export async function fixTrip(ctx: Ctx, input: FixTripInput): Promise<void> {
  const { tripId, finding, fix } = input;
  await act(ctx, (dispatcher) =>
    dispatcher.seeingAll(async (tx) => {
      const trip = await getTripInHand(tx, tripId);
      if (!statesBefore(TRIP, "publish").includes(trip.state))
        throw new AppError("refused", { kind: "not_from_here", from: trip.state });
      const proposed = (await listFixes(tx, [tripId])).get(tripId)?.find((f) => f.finding === finding);
      if (!proposed || !isDeepStrictEqual(proposed.fix, fix)) throw new AppError("conflict");
      if (fix.kind === "reorder") await reTimeTrip(tx, tripId, { order: fix.stopIds });
      else if (fix.kind === "sooner") await reTimeTrip(tx, tripId, { soonerSeconds: fix.seconds });
      else {
        const [bus] = await tx.select().from(vehicles).where(eq(vehicles.id, fix.vehicleId));
        if (!bus) throw new AppError("not_found");
        await tx
          .update(trips)
          .set({ vehicleId: bus.id, driverId: bus.driverId, depotId: bus.depotId })
          .where(eq(trips.id, tripId));
      }
      await record(tx, { kind: "trip.fixed", subjectId: tripId, cycleId: trip.cycleId, data: { finding, fix } });
      tx.tell(TRIPS.topicsOf(trip));
    }),
  );
}
