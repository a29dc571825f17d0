import type { PlanTrip } from "#contract/dispatch.ts";

type Driven = Pick<PlanTrip, "dockMs" | "departMs" | "stops">;
/** Trips that are named at one moment of a bus's row. */
export type TripLabel<T> = { readonly atMs: number; readonly trips: readonly T[] };

/** When the bus leaves its last stop. */
export const lastLeaveMs = (trip: Driven): number => trip.stops.at(-1)?.leaveMs ?? trip.departMs;

/**
 * Where the trips of one bus are named: each behind its own last stop, but one that is followed by the next trip in less
 * than `roomMs` stands with the last trip's, so that no name covers what comes after it.
 * @param trips in the order of their docks
 */
export function tripLabels<T extends Driven>(trips: readonly T[], roomMs: number): TripLabel<T>[] {
  const last = trips.at(-1);
  if (!last) return [];
  const hasRoom = (trip: T, i: number) => (trips[i + 1]?.dockMs ?? 0) - lastLeaveMs(trip) >= roomMs;
  const before = trips.slice(0, -1);
  const alone = before.filter(hasRoom);
  return [
    ...alone.map((trip) => ({ atMs: lastLeaveMs(trip), trips: [trip] })),
    { atMs: lastLeaveMs(last), trips: [...before.filter((trip) => !alone.includes(trip)), last] },
  ];
}
