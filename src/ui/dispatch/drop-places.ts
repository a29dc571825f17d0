import type { PlanLeftOut, PlanTrip } from "#contract/dispatch.ts";

/** A stop in somebody's hand: what is handed over there, and the trip that it was taken from; none for one that was left out. */
export type HeldStop = {
  readonly placeId: string;
  readonly batchIds: readonly string[];
  readonly storeId: string;
  readonly tripId: string | null;
};
/** Where it may be put: in a trip before a batch's stop, or as its last. */
export type DropPlace = { readonly tripId: string; readonly before: string | null };

/** The stop that is taken up at a place: that of the named trip, else of the first that comes there, else what is left out there. */
export function holdAt(
  trips: readonly PlanTrip[],
  leftOut: readonly PlanLeftOut[],
  placeId: string,
  tripId?: string,
): HeldStop | undefined {
  for (const trip of trips) {
    const stop = trip.stops.find((x) => x.placeId === placeId);
    if (stop && trip.state === null && (!tripId || trip.id === tripId))
      return { placeId, batchIds: stop.batchIds, storeId: trip.storeId, tripId: trip.id };
  }
  const left = leftOut.find((l) => l.placeId === placeId);
  return left && { placeId, batchIds: [left.batchId], storeId: left.storeId, tripId: null };
}

const isHeld = (held: HeldStop, batchIds: readonly string[]) => batchIds.some((id) => held.batchIds.includes(id));

/** Every place for a stop, trip by trip in their order: before each other stop, and last. Only trips of its store have its goods. */
export function dropPlaces(trips: readonly PlanTrip[], held: HeldStop): DropPlace[] {
  return trips
    .filter((trip) => trip.state === null && trip.storeId === held.storeId && !trip.locked)
    .flatMap((trip) => [
      ...trip.stops
        .filter((x) => !(trip.id === held.tripId && isHeld(held, x.batchIds)))
        .map((x) => ({ tripId: trip.id, before: x.batchIds[0] ?? null })),
      { tripId: trip.id, before: null },
    ]);
}

/** Where the stop is now, as a place; undefined for one that is left out. */
export function placeOfHeld(trips: readonly PlanTrip[], held: HeldStop): DropPlace | undefined {
  const trip = trips.find((x) => x.id === held.tripId);
  const at = trip?.stops.findIndex((x) => isHeld(held, x.batchIds)) ?? -1;
  return trip && at >= 0 ? { tripId: trip.id, before: trip.stops[at + 1]?.batchIds[0] ?? null } : undefined;
}

/** The place in a trip at an hour: before the first stop that is half unloaded later. */
export function placeAtHour(trip: PlanTrip, held: HeldStop, ms: number): DropPlace {
  const own = trip.id === held.tripId;
  const next = trip.stops.find((x) => !(own && isHeld(held, x.batchIds)) && (x.arriveMs + x.leaveMs) / 2 > ms);
  return { tripId: trip.id, before: next?.batchIds[0] ?? null };
}

export const isSamePlace = (a: DropPlace | undefined, b: DropPlace | undefined) =>
  a?.tripId === b?.tripId && a?.before === b?.before;
