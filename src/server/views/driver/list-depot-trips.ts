import { sql } from "drizzle-orm";
import type { DepotDayView, DepotTripView } from "#contract/driver.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { firstName, type Names } from "#domain/kernel/names.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import {
  AT_DEPOT_TRIP_STATES,
  BUS_OUT_TRIP_STATES,
  type TripState,
  UNDRIVEN_TRIP_STATES,
} from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { type Expected, readExpected } from "./read-expected.ts";

type Row = {
  id: TripId;
  number: number;
  bus: string;
  state: TripState;
  depart: string;
  back: string;
  returned: string | null;
  clean: string | null;
  driver: string | null;
  depot_name: Names;
  store_name: Names;
  stops: number;
  bags: number;
  out_on: number;
};

/** The keeper's yard, from today on: buses to clear, buses to disinfect, and where the others are. No depots named: all. */
export async function listDepotTrips(ctx: Ctx): Promise<DepotDayView> {
  const { depots } = ctx.actor;
  const { all, now } = await look(ctx, async (tx) => {
    const now = tx.at;
    const rows = await tx.execute<Row>(sql`
      SELECT t.id, t.number, v.name AS bus, t.state, t.depart_at AS depart, t.back_at AS back, t.returned_at AS returned, t.disinfected_after_at AS clean,
        u.name AS driver, d.name AS depot_name, m.name AS store_name,
        count(DISTINCT s.id)::int AS stops, coalesce(sum(l.planned), 0)::int AS bags,
        bus_out_on(t.id, ${`{${BUS_OUT_TRIP_STATES.join(",")}}`}::text[]) AS out_on
      FROM trips t JOIN vehicles v ON v.id = t.vehicle_id JOIN depots d ON d.id = t.depot_id JOIN supermarkets m ON m.id = t.supermarket_id
      LEFT JOIN users u ON u.id = t.driver_id JOIN stops s ON s.trip_id = t.id LEFT JOIN stop_loads l ON l.stop_id = s.id
      WHERE t.state NOT IN ${UNDRIVEN_TRIP_STATES}
        AND (t.state IN ${AT_DEPOT_TRIP_STATES}
          OR (t.disinfected_after_at AT TIME ZONE 'Asia/Shanghai')::date = ${toServiceDay(now)}::date)
        AND (${depots.length === 0} OR t.depot_id = ANY (${`{${depots.join(",")}}`}::uuid[]))
      GROUP BY t.id, v.name, u.name, d.id, m.id ORDER BY t.depart_at, v.name`);
    const expected = await readExpected(
      tx,
      rows.map((r) => r.id),
      now,
    );
    return { all: rows.map((r) => toView(r, expected)), now };
  });
  const inState = (...states: TripState[]) => all.filter((t) => states.includes(t.state));
  const names = new Map(all.map((t) => [firstName(t.depot), t.depot]));
  return {
    nowMs: now,
    name: ctx.actor.name,
    depots: depots.length === 0 ? [] : [...names.values()],
    toClear: inState("published"),
    toDisinfect: inState("returned").toSorted((a, b) => (a.returnedMs ?? 0) - (b.returnedMs ?? 0)),
    out: inState("ready", "loading", "sealed", "departed", "running", "diverted", "broken_down"),
    done: inState("disinfected", "closed"),
  };
}

function toView(r: Row, expected: Expected): DepotTripView {
  return {
    tripId: r.id,
    number: r.number,
    bus: r.bus,
    state: r.state,
    departMs: Date.parse(r.depart),
    backMs: expected.trip(r.id)?.backAt ?? Date.parse(r.back),
    outOnTrip: r.out_on,
    returnedMs: r.returned === null ? null : Date.parse(r.returned),
    driver: r.driver,
    depot: r.depot_name,
    store: r.store_name,
    stops: r.stops,
    bags: r.bags,
  };
}
