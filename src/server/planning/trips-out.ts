import { and, gte, lt, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { stopLoads, stops, trips } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, type ServiceDay } from "#domain/kernel/time.ts";
import { type TripState, UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import { DAY_TO, DISINFECT_SECONDS, type PlanDay } from "./plan-day.ts";
import { withoutBags, withoutDocks } from "./what-is-left.ts";

/** Has it been published, or gone further? */
export function isOut(state: TripState): boolean {
  return !UNPUBLISHED_TRIP_STATES.includes(state);
}

/**
 * The day without what trips that are published or further take care of: their bags ride already, their vehicles are
 * free after them, their docks are taken. A new plan leaves such trips as they are.
 */
export async function besidesTripsOut(
  tx: Tx,
  deliveryDay: ServiceDay,
  day: PlanDay,
): Promise<{ day: PlanDay; besides: TripId[] }> {
  const midnight = atServiceDay(deliveryDay, 0);
  /** Of the delivery day, and on past its end: a late bus may be back after midnight. */
  const seconds = (at: Instant) => Math.floor((at - midnight) / 1000);
  const ofDay = and(
    notInArray(trips.state, [...UNPUBLISHED_TRIP_STATES]),
    gte(trips.dockAt, midnight),
    lt(trips.dockAt, atServiceDay(deliveryDay, 86_400)),
  );
  const out = await tx.select().from(trips).where(ofDay);
  if (out.length === 0) return { day, besides: [] };
  const rides = await tx
    .select({ batchId: stopLoads.batchId, bags: sql<number>`sum(${stopLoads.planned})::int` })
    .from(stopLoads)
    .innerJoin(stops, sql`${stops.id} = ${stopLoads.stopId}`)
    .innerJoin(trips, sql`${trips.id} = ${stops.tripId}`)
    .where(ofDay)
    .groupBy(stopLoads.batchId);
  const riding = new Map(rides.map((r) => [r.batchId, r.bags]));
  const rest: PlanDay = {
    places: day.places,
    batches: day.batches.flatMap((b) => withoutBags(b, riding.get(b.batchId) ?? 0)),
    vehicles: day.vehicles.flatMap((v) => {
      const mine = out.filter((t) => t.vehicleId === v.id);
      const backAt = mine.map((t) => seconds(t.backAt) + DISINFECT_SECONDS);
      const freeFromSeconds = Math.max(v.freeFromSeconds, ...backAt);
      const tripsLeft = v.tripsLeft - mine.length;
      return tripsLeft > 0 && freeFromSeconds < DAY_TO ? [{ ...v, tripsLeft, freeFromSeconds }] : [];
    }),
    stores: day.stores.map((s) => {
      const taken = out.filter((t) => t.supermarketId === s.id).map((t) => seconds(t.dockAt));
      return withoutDocks(s, taken);
    }),
  };
  return { day: rest, besides: out.map((t) => t.id) };
}
