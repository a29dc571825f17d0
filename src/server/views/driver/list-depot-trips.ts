import type { DepotDayView, DepotTripView } from "#contract/driver.ts";
import { listTripsOfDepots, type TripOfDepot } from "#db/queries/trips-of-depots.ts";
import { firstName } from "#domain/kernel/names.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import type { TripState } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { type Expected, readExpected } from "./read-expected.ts";

/** The keeper's yard, from today on: buses to clear, buses to disinfect, and where the others are. No depots named: all. */
export async function listDepotTrips(ctx: Ctx): Promise<DepotDayView> {
  const { depots } = ctx.actor;
  const { all, now } = await look(ctx, async (tx) => {
    const now = tx.at;
    const rows = await listTripsOfDepots(tx, depots, toServiceDay(now));
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

function toView(r: TripOfDepot, expected: Expected): DepotTripView {
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
