import { and, eq, notInArray, sql } from "drizzle-orm";
import { stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { tripImbalances } from "#domain/orders/conservation.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { announceTrips } from "./publish-trips.ts";
import { getTripForUpdate, moveTrip } from "./trip-step.ts";

/** The bus is back at its depot. @throws AppError `refused` with `stops_open` while a stop is not done */
export async function returnTrip(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  const trip = await inScope(ctx, async (tx) => {
    const trip = await getTripForUpdate(tx, input.tripId);
    const open = await tx
      .select({ id: stops.id })
      .from(stops)
      .where(
        and(
          eq(stops.tripId, trip.id),
          notInArray(stops.state, ["handed_over", "part_handed", "refused", "skipped", "re_planned"]),
        ),
      );
    if (open.length > 0) throw new AppError("refused", { kind: "stops_open", stops: open.length });
    return moveTrip(tx, ctx, trip, "return", { set: { returnedAt: ctx.clock.now() } });
  });
  await announceTrips(ctx, [trip]);
}

/** Disinfected after its return; with the load accounted for, the trip is closed. @throws AppError `not_found`, `refused` */
export async function disinfectTrips(ctx: Ctx, input: { tripIds: readonly TripId[] }): Promise<{ closed: number }> {
  const system: Ctx = { ...ctx, actor: systemActor };
  let closed = 0;
  for (const tripId of input.tripIds) {
    const trip = await inScope(ctx, async (tx) => {
      const trip = await getTripForUpdate(tx, tripId);
      if (ctx.actor.depots.length > 0 && !ctx.actor.depots.includes(trip.depotId)) throw new AppError("not_found");
      return moveTrip(tx, ctx, trip, "disinfect", { set: { disinfectedAfterAt: ctx.clock.now() } });
    });
    const last = await inScope(system, async (tx) => {
      const [load] = await tx.execute<{ loaded: number; unloaded: number; returned: number }>(sql`SELECT
          (SELECT coalesce(sum(l.loaded), 0)::int FROM stop_loads l JOIN stops s ON s.id = l.stop_id WHERE s.trip_id = ${trip.id}) AS loaded,
          (SELECT coalesce(sum(h.agreed + h.refused + h.lost), 0)::int FROM handovers h JOIN stops s ON s.id = h.stop_id WHERE s.trip_id = ${trip.id}) AS unloaded,
          (SELECT count(*)::int FROM bags b JOIN stops s ON s.id = b.stop_id WHERE s.trip_id = ${trip.id} AND b.state = 'in_transit')
            + (SELECT coalesce(sum(h.back_on_board), 0)::int FROM handovers h JOIN stops s ON s.id = h.stop_id WHERE s.trip_id = ${trip.id}) AS returned`);
      const fits = load !== undefined && tripImbalances(load).length === 0;
      return fits ? moveTrip(tx, system, trip, "close", { facts: { load_adds_up: true } }) : trip;
    });
    if (last.state === "closed") closed += 1;
    await announceTrips(ctx, [last]);
  }
  return { closed };
}
