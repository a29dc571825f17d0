import { and, eq, inArray, sql } from "drizzle-orm";
import type { PublishTripsInput, TripReasonInput } from "#contract/movement.ts";
import { anyId } from "#db/queries/any-of.ts";
import { bags, stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import type { PublishFinding } from "#domain/movement/publish-checks.ts";
import { UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import { AT_STORE_BAG_STATES } from "#domain/supply/bag.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { TRIPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { checkTrips } from "../../planning/trips-to-publish.ts";
import { getTripInHand } from "./trip-in-hand.ts";

type Held = { readonly tripId: TripId; readonly findings: readonly PublishFinding[] };

/**
 * Publishes those of the trips that pass every check; the others stay in the plan with what forbids them. A bag learns
 * its stop here: the first bags of a batch ride to its first stop.
 * @throws AppError `not_found`, `refused` for a trip that is not planned
 */
export async function publishTrips(
  ctx: Ctx,
  input: PublishTripsInput,
): Promise<{ published: number; held: readonly Held[] }> {
  return act(ctx, async (tx) => {
    const found = await checkTrips(tx, input.tripIds);
    const held: Held[] = [];
    const published: TripId[] = [];
    for (const tripId of [...new Set(input.tripIds)].toSorted()) {
      const trip = await getTripInHand(tx, tripId);
      const findings = found.get(tripId) ?? [];
      if (findings.length > 0) held.push({ tripId, findings });
      else published.push((await moveOne(tx, TRIPS, trip, "publish", { findings })).id);
    }
    await tx.seeingAll((all) => giveBagsTheirStops(all, published));
    return { published: published.length, held };
  });
}

async function giveBagsTheirStops(tx: ActTx, ids: readonly TripId[]): Promise<void> {
  if (ids.length === 0) return;
  // Bags that no other trip has taken, in the order of their numbers; loads in the order of their stops: each load takes
  // its share from the front.
  const trip = anyId(ids);
  await tx.execute(sql`WITH loads AS (
      SELECT l.batch_id, l.stop_id, l.planned, sum(l.planned) OVER (PARTITION BY l.batch_id ORDER BY t.number, s.sequence) AS until
      FROM stop_loads l JOIN stops s ON s.id = l.stop_id JOIN trips t ON t.id = s.trip_id WHERE t.id = ${trip}
    ), line_up AS (
      SELECT b.id, b.batch_id, row_number() OVER (PARTITION BY b.batch_id ORDER BY b.number) AS n
      FROM bags b LEFT JOIN stops s ON s.id = b.stop_id LEFT JOIN trips t ON t.id = s.trip_id
      WHERE b.batch_id IN (SELECT batch_id FROM loads) AND b.state IN ${[...AT_STORE_BAG_STATES]}
        AND (b.stop_id IS NULL OR t.state IN ${UNPUBLISHED_TRIP_STATES} OR t.id = ${trip})
    )
    UPDATE bags SET stop_id = l.stop_id FROM line_up u JOIN loads l ON l.batch_id = u.batch_id AND u.n > l.until - l.planned AND u.n <= l.until
    WHERE bags.id = u.id`);
}

/** Takes a published trip back into the plan, before it is loaded. @throws AppError `not_found`, `refused` */
export async function unpublishTrip(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  await act(ctx, async (tx) => {
    await moveOne(tx, TRIPS, await getTripInHand(tx, input.tripId), "unpublish", {});
    await tx.seeingAll((all) => leaveStops(all, input.tripId));
  });
}

/** Takes a trip out of the day; its bags wait for another one. @throws AppError `not_found`, `refused` */
export async function cancelTrip(ctx: Ctx, input: TripReasonInput): Promise<void> {
  const { reason } = input;
  await act(ctx, async (tx) => {
    await moveOne(tx, TRIPS, await getTripInHand(tx, input.tripId), "cancel", { reason }, { reason });
    await tx.seeingAll((all) => leaveStops(all, input.tripId));
  });
}

/** The bags of a trip that does not go belong to no stop any more. */
async function leaveStops(tx: ActTx, tripId: TripId): Promise<void> {
  const mine = tx.select({ id: stops.id }).from(stops).where(eq(stops.tripId, tripId));
  await tx
    .update(bags)
    .set({ stopId: null })
    .where(and(inArray(bags.stopId, mine), inArray(bags.state, [...AT_STORE_BAG_STATES])));
}
