import { type Instant, instant } from "../kernel/time.ts";
import { doneAt, legsOf, type PlannedVisit } from "./drive-on.ts";
import { DONE_STOP_STATES, PASSED_BY_STOP_STATES, type StopState } from "./stop.ts";
import { type TripState, UNDRIVEN_TRIP_STATES } from "./trip.ts";

/** A stop as the plan has it, and what has been written down since. */
export type TimedStop = PlannedVisit & {
  readonly state: StopState;
  readonly arrivedAt: Instant | null;
  readonly leftAt: Instant | null;
  /** When the driver said that he would be there; null when he said nothing. */
  readonly saidAt: Instant | null;
};

export type TimedTrip = {
  readonly state: TripState;
  readonly departAt: Instant;
  readonly backAt: Instant;
  readonly departedAt: Instant | null;
  readonly returnedAt: Instant | null;
  /** In driving order. */
  readonly stops: readonly TimedStop[];
};

/** When the bus was there or is now expected, and how much later than planned it is done there, never below 0. */
export type ExpectedStop = {
  readonly arriveAt: Instant;
  readonly leaveAt: Instant;
  readonly lateSeconds: number;
  /** How long ago it should have come to this stop and has not; 0 when that hour is still ahead, or it was there. */
  readonly overdueSeconds: number;
  /** Its bus stands in the road with this stop ahead: nobody knows its hour until another bus is sent. */
  readonly stands: boolean;
};

export type ExpectedTrip = {
  readonly departAt: Instant;
  readonly stops: readonly ExpectedStop[];
  readonly backAt: Instant;
  /** The worst of the stops that are still to be served; on the way home, of the return; 0 once it is back. */
  readonly lateSeconds: number;
};

/** Under five minutes nobody calls a bus late. */
export const LATE_FROM_MS = 5 * 60_000;

const later = (...moments: readonly number[]): Instant => instant(Math.max(...moments));

/**
 * Times a trip anew from what is on record. The bus comes to its next stop by the last thing known plus the plan's drive,
 * and to each later one from there, with the plan's time at each gate and waiting for those that are not open yet. That
 * next hour stands, also when it has passed: the bus is overdue then, and does not become "now" again and again. What
 * comes behind it is worked out from now. On time this is the plan; a delay is passed on less the waiting.
 */
export function expectedTimes(trip: TimedTrip, now: Instant): ExpectedTrip {
  // Where nobody waits by the clock the plan's hours stand as they are.
  const soonest = UNDRIVEN_TRIP_STATES.includes(trip.state) ? Number.MIN_SAFE_INTEGER : now;
  let leaveAt: number = trip.departedAt ?? later(trip.departAt, soonest);
  /** The last thing that the bus left, dock or gate, is on record. */
  let underWay = trip.departedAt !== null;
  let driveMs = 0;
  const comesAt = (dueAt: Instant): Instant => (underWay ? dueAt : later(dueAt, soonest));
  const stops = legsOf(trip.departAt, trip.stops).map(({ stop, ...leg }): ExpectedStop => {
    driveMs += leg.driveMs;
    // A stop that was dropped before the bus came there is driven past.
    if (PASSED_BY_STOP_STATES.includes(stop.state) && stop.arrivedAt === null)
      return {
        arriveAt: stop.plannedArriveAt,
        leaveAt: stop.plannedLeaveAt,
        lateSeconds: 0,
        overdueSeconds: 0,
        stands: false,
      };
    const arriveAt = stop.arrivedAt ?? comesAt(later(leaveAt + driveMs, stop.saidAt ?? leaveAt));
    const thereAt = stop.arrivedAt ?? later(arriveAt, soonest);
    const expected = stop.leftAt ?? later(doneAt(thereAt, leg), soonest);
    driveMs = 0;
    leaveAt = expected;
    underWay = stop.leftAt !== null;
    return {
      arriveAt,
      leaveAt: expected,
      lateSeconds: lateBy(expected, stop.plannedLeaveAt),
      overdueSeconds: stop.arrivedAt === null ? lateBy(soonest, arriveAt) : 0,
      stands: trip.state === "broken_down" && stop.arrivedAt === null,
    };
  });
  const planned = trip.stops.at(-1)?.plannedLeaveAt ?? trip.departAt;
  const homeMs = driveMs + Math.max(0, trip.backAt - planned);
  const backAt = trip.returnedAt ?? comesAt(instant(leaveAt + homeMs));
  const open = stops.filter((_, i) => !DONE_STOP_STATES.includes(trip.stops[i]?.state ?? "planned"));
  const late =
    open.length > 0
      ? open.map((s) => s.lateSeconds)
      : [trip.returnedAt ? 0 : lateBy(later(backAt, soonest), trip.backAt)];
  return { departAt: trip.departedAt ?? trip.departAt, stops, backAt, lateSeconds: Math.max(...late) };
}

const lateBy = (at: number, plannedAt: number): number => Math.max(0, Math.floor((at - plannedAt) / 1000));
