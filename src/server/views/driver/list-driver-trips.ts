import { sql } from "drizzle-orm";
import type { DriverTripRef } from "#contract/driver.ts";
import type { Tx } from "#db/client.ts";
import type { TripId, UserId } from "#domain/kernel/ids.ts";
import { type Instant, toServiceDay } from "#domain/kernel/time.ts";
import { IN_HAND_TRIP_STATES, type TripState, UNDRIVEN_TRIP_STATES } from "#domain/movement/trip.ts";

/** What is under way comes first, then what is about to go, then what waits, then what is done. */
const RANK: Readonly<Partial<Record<TripState, number>>> = {
  running: 0,
  departed: 0,
  diverted: 0,
  broken_down: 0,
  sealed: 1,
  loading: 2,
  ready: 3,
  published: 4,
  returned: 5,
  disinfected: 6,
  closed: 6,
};

/** A driver's trips from today on, by the clock, and those of before that are still on the road. */
export async function listDriverTrips(tx: Tx, driver: UserId, now: Instant): Promise<DriverTripRef[]> {
  const rows = await tx.execute<{
    id: TripId;
    number: number;
    bus: string;
    state: TripState;
    depart: string;
    stops: number;
    bags: number;
  }>(sql`
    SELECT t.id, t.number, v.name AS bus, t.state, t.depart_at AS depart, count(DISTINCT s.id)::int AS stops, coalesce(sum(l.planned), 0)::int AS bags
    FROM trips t JOIN vehicles v ON v.id = t.vehicle_id JOIN stops s ON s.trip_id = t.id LEFT JOIN stop_loads l ON l.stop_id = s.id
    WHERE t.driver_id = ${driver} AND t.state NOT IN ${UNDRIVEN_TRIP_STATES}
      AND ((t.depart_at AT TIME ZONE 'Asia/Shanghai')::date >= ${toServiceDay(now)}::date OR t.state IN ${IN_HAND_TRIP_STATES})
    GROUP BY t.id, v.name ORDER BY t.depart_at, t.number`);
  return rows.map((r) => ({
    tripId: r.id,
    number: r.number,
    bus: r.bus,
    state: r.state,
    departMs: Date.parse(r.depart),
    stops: r.stops,
    bags: r.bags,
  }));
}

/** The trip in hand: the one asked for if it is his, else the furthest along that is not done. */
export function pickTrip(trips: readonly DriverTripRef[], asked: string | undefined): DriverTripRef | undefined {
  const rank = (t: DriverTripRef) => RANK[t.state] ?? 9;
  return (
    trips.find((t) => t.tripId === asked) ?? trips.toSorted((a, b) => rank(a) - rank(b) || a.departMs - b.departMs)[0]
  );
}
