import { eq, sql } from "drizzle-orm";
import type { PublishTripsInput } from "#contract/movement.ts";
import { stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { noSoonerThan } from "#domain/offline/claimed-at.ts";
import type { TripLoad } from "#domain/orders/conservation.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { TRIPS } from "../../lives.ts";
import { move, moveOne } from "../../move.ts";
import { type Said, saidNow } from "./said.ts";
import { getTripInHand } from "./trip-in-hand.ts";

/** The bus is back at its depot, by itself or towed. @throws AppError `not_found`, `refused` while a stop is not done */
export async function returnTrip(ctx: Ctx, { tripId }: { tripId: TripId }): Promise<void> {
  await act(ctx, (tx) => comeHome(tx, tripId, saidNow(tx)));
}

/** The same as part of an act. */
export async function comeHome(tx: ActTx, tripId: TripId, said: Said): Promise<void> {
  const trip = await getTripInHand(tx, tripId);
  const list = await tx
    .select({ state: stops.state, arrivedAt: stops.arrivedAt })
    .from(stops)
    .where(eq(stops.tripId, trip.id));
  const openStops = list.filter((s) => OPEN_STOP_STATES.includes(s.state)).length;
  const set = { returnedAt: noSoonerThan(said.at, tx.at, trip.departedAt, ...list.map((s) => s.arrivedAt)) };
  await moveOne(tx, TRIPS, trip, "return", { openStops }, { set, data: { deviceAt: said.deviceAt } });
}

/**
 * Disinfected after their return, all of them or none; those whose load is accounted for are closed with it.
 * @throws AppError `not_found`, `refused`
 */
export async function disinfectTrips(ctx: Ctx, input: PublishTripsInput): Promise<{ closed: number }> {
  return act(ctx, async (tx) => {
    let closed = 0;
    for (const tripId of [...new Set(input.tripIds)].toSorted()) {
      const trip = await getTripInHand(tx, tripId);
      const { depots } = tx.actor;
      if (depots.length > 0 && !depots.includes(trip.depotId)) throw new AppError("not_found");
      const clean = await moveOne(tx, TRIPS, trip, "disinfect", {}, { set: { disinfectedAfterAt: tx.at } });
      // A load that does not add up keeps the trip open: dispatch sees it among those that are not closed.
      const { moved } = await tx.as(SYSTEM, async (all) => {
        const load = await readLoad(all, trip.id);
        return move(all, TRIPS, [clean], "close", { load });
      });
      closed += moved.length;
    }
    return { closed };
  });
}

async function readLoad(tx: ActTx, tripId: TripId): Promise<TripLoad> {
  const [load] = await tx.execute<TripLoad>(sql`SELECT
      (SELECT coalesce(sum(l.loaded), 0)::int FROM stop_loads l JOIN stops s ON s.id = l.stop_id WHERE s.trip_id = ${tripId}) AS loaded,
      (SELECT coalesce(sum(h.agreed + h.refused + h.lost), 0)::int FROM handovers h JOIN stops s ON s.id = h.stop_id WHERE s.trip_id = ${tripId})
        + (SELECT coalesce(sum(s.missing_back), 0)::int FROM stops s WHERE s.trip_id = ${tripId}) AS unloaded,
      (SELECT count(*)::int FROM bags b JOIN stops s ON s.id = b.stop_id WHERE s.trip_id = ${tripId} AND b.state = 'in_transit')
        + (SELECT coalesce(sum(h.back_on_board), 0)::int FROM handovers h JOIN stops s ON s.id = h.stop_id WHERE s.trip_id = ${tripId})
        + (SELECT coalesce(sum(s.counted_back), 0)::int FROM stops s WHERE s.trip_id = ${tripId} AND s.state = 'given_up') AS returned`);
  if (!load) throw new Error("a count has a row");
  return load;
}
