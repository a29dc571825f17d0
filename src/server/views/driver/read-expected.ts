import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, instant, plusSeconds, toServiceDay } from "#domain/kernel/time.ts";
import {
  type ExpectedStop,
  type ExpectedTrip,
  expectedTimes,
  type TimedStop,
} from "#domain/movement/expected-times.ts";
import type { StopState } from "#domain/movement/stop.ts";
import type { TripState } from "#domain/movement/trip.ts";

type Row = {
  trip_id: TripId;
  trip_state: TripState;
  depart_at: string;
  departed_at: string | null;
  back_at: string;
  returned_at: string | null;
  stop_id: StopId;
  state: StopState;
  planned_arrive_at: string;
  planned_leave_at: string;
  arrived_at: string | null;
  left_at: string | null;
  said_late_minutes: number | null;
  gate_opens_seconds: number;
};

/** The hours that screens show of trips: what is on record, else what is expected now. Also for who sees one stop alone. */
export type Expected = {
  readonly trip: (id: string) => ExpectedTrip | undefined;
  readonly stop: (id: string) => ExpectedStop | undefined;
};

export async function readExpected(tx: Tx, tripIds: readonly string[], now: Instant): Promise<Expected> {
  const rows =
    tripIds.length === 0
      ? []
      : await tx.execute<Row>(sql`
          SELECT * FROM trip_times WHERE trip_id = ANY (${`{${[...new Set(tripIds)].join(",")}}`}::uuid[]) ORDER BY trip_id, sequence`);
  const trips = new Map<string, ExpectedTrip>();
  const stops = new Map<string, ExpectedStop>();
  for (const list of Map.groupBy(rows, (r) => r.trip_id).values()) {
    const [head] = list;
    if (!head) continue;
    const expected = expectedTimes(
      {
        state: head.trip_state,
        departAt: at(head.depart_at),
        departedAt: maybe(head.departed_at),
        backAt: at(head.back_at),
        returnedAt: maybe(head.returned_at),
        stops: list.map(toTimed),
      },
      now,
    );
    trips.set(head.trip_id, expected);
    for (const [i, r] of list.entries()) {
      const stop = expected.stops[i];
      if (stop) stops.set(r.stop_id, stop);
    }
  }
  return { trip: (id) => trips.get(id), stop: (id) => stops.get(id) };
}

const at = (text: string): Instant => instant(Date.parse(text));
const maybe = (text: string | null): Instant | null => (text === null ? null : at(text));

function toTimed(r: Row): TimedStop {
  const plannedArriveAt = at(r.planned_arrive_at);
  return {
    state: r.state,
    plannedArriveAt,
    plannedLeaveAt: at(r.planned_leave_at),
    arrivedAt: maybe(r.arrived_at),
    leftAt: maybe(r.left_at),
    gateOpensAt: atServiceDay(toServiceDay(plannedArriveAt), r.gate_opens_seconds),
    saidAt: r.said_late_minutes === null ? null : plusSeconds(plannedArriveAt, r.said_late_minutes * 60),
  };
}
