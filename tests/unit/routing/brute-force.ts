import type { ViolationKind } from "../../../src/routing/check.ts";
import type { Problem } from "../../../src/routing/problem.ts";
import { type HandMadeTrip, retime } from "../../../src/routing/retime.ts";

/** What one vehicle could do: which stops (one bit each), what it draws from which stock, and the least that costs. */
interface Day {
  stops: number;
  drawn: number[];
  cost: number;
}

/** No more stops and trips behind it can mend these; a shift or a duration may, where a detour is the shorter way. */
const FOR_GOOD = new Set<ViolationKind>(["capacity", "window", "rank", "zone", "vehicle_not_allowed", "supplier"]);

/**
 * The rank (see `rankOf`) of the best plan there is, by trying every day that each vehicle could have (every choice of
 * stops, order, cut into trips and supplier) and every way to share the stops among such days. Days are timed by `retime`
 * and judged by `check`, so nothing is shared with the search. Up to eight stops and two or three vehicles.
 * Docks are left out of it, as buses wait for each other there: with docks no plan can be better than this.
 */
export function leastRank(problem: Problem): number {
  const free: Problem = { ...problem, suppliers: problem.suppliers.map(({ docks: _, ...rest }) => rest) };
  const stock = free.suppliers.flatMap(
    (s) => s.stock ?? new Array<number>(free.packages).fill(Number.POSITIVE_INFINITY),
  );
  let plans: Day[] = [{ stops: 0, drawn: stock.map(() => 0), cost: 0 }];
  for (let vehicle = 0; vehicle < free.vehicles.length; vehicle++) {
    const days = daysOf(free, vehicle);
    const grown = new Map<string, Day>();
    for (const plan of plans)
      for (const day of days) {
        if (plan.stops & day.stops) continue;
        const drawn = plan.drawn.map((q, k) => q + day.drawn[k]!);
        if (drawn.every((q, k) => q <= stock[k]!))
          keep(grown, { stops: plan.stops | day.stops, drawn, cost: plan.cost + day.cost });
      }
    plans = [...grown.values()];
  }
  return Math.min(
    ...plans.map(({ stops, cost }) =>
      free.stops.reduce((sum, { unservedCost }, s) => (stops & (1 << s) ? sum : sum + (unservedCost ?? MISSING)), cost),
    ),
  );
}

const MISSING = 1e9;

/** The cost of a plan; what must be served and is not counts before money. */
export function rankOf(
  problem: Problem,
  made: { solution: { unserved: { stop: number }[] }; cost: { total: number } },
): number {
  const missing = made.solution.unserved.filter((u) => problem.stops[u.stop]!.unservedCost === null).length;
  return missing * MISSING + made.cost.total;
}

/** The cheapest day for each choice of stops and stock that the vehicle can do by itself. */
function daysOf(problem: Problem, vehicle: number): Day[] {
  const { maxTrips, suppliers = problem.suppliers.map((_, s) => s) } = problem.vehicles[vehicle]!;
  const pins = problem.pins ?? [];
  const aboard = pins.flatMap((pin) => (pin.kind === "prefix" && pin.vehicle === vehicle ? pin.stops : []));
  const elsewhere = pins.flatMap((pin) =>
    pin.kind === "bus" && pin.vehicle !== vehicle
      ? [pin.stop]
      : (pin.kind === "order" && pin.vehicle !== vehicle) || (pin.kind === "prefix" && pin.vehicle !== vehicle)
        ? pin.stops
        : [],
  );
  const stops = problem.stops.map((_, s) => s).filter((s) => !aboard.includes(s) && !elsewhere.includes(s));
  const days = new Map<string, Day>();
  const from = aboard.length > 0 ? 1 : 0;
  const trips: HandMadeTrip[] = from ? [{ supplier: null, visits: aboard.map((stop) => ({ stop })) }] : [];

  /** Judges the day as it stands, then with one stop more on its last trip, then with one trip more. */
  const grow = (chosen: number): void => {
    // The day alone: what the other vehicles do is no matter here.
    const made = retime(problem, trips.length > 0 ? [{ vehicle, trips }] : []);
    const own = made.violations.filter((v) => v.kind !== "not_served" && !(v.kind === "pin" && v.vehicle !== vehicle));
    // What is on board is delivered whatever it breaks.
    if (own.length === 0 || (from > 0 && trips.length === from))
      keep(days, { stops: chosen, drawn: drawnBy(problem, trips), cost: made.cost.total - made.cost.unserved });
    if (own.some((v) => FOR_GOOD.has(v.kind))) return;
    const visits = trips.length > from ? trips.at(-1)!.visits : null;
    for (const stop of stops) {
      if (chosen & (1 << stop)) continue;
      if (visits) {
        visits.push({ stop });
        grow(chosen | (1 << stop));
        visits.pop();
      }
      if (trips.length - from === maxTrips) continue;
      for (const supplier of suppliers) {
        trips.push({ supplier, visits: [{ stop }] });
        grow(chosen | (1 << stop));
        trips.pop();
      }
    }
  };
  grow(aboard.reduce((bits, s) => bits | (1 << s), 0));
  return [...days.values()];
}

function keep(days: Map<string, Day>, day: Day): void {
  const key = `${day.stops} ${day.drawn}`;
  const known = days.get(key);
  if (!known || day.cost < known.cost) days.set(key, day);
}

/** Units per supplier and package kind. */
function drawnBy(problem: Problem, trips: HandMadeTrip[]): number[] {
  const drawn = new Array<number>(problem.suppliers.length * problem.packages).fill(0);
  for (const { supplier, visits } of trips)
    for (const { stop } of visits)
      problem.stops[stop]!.packages?.forEach((q, k) => {
        if (supplier !== null) drawn[supplier * problem.packages + k]! += q;
      });
  return drawn;
}
