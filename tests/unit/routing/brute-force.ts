import type { Pin, Problem } from "../../../src/routing/problem.ts";
import { type HandMadeDay, type HandMadeTrip, type Retimed, retime } from "../../../src/routing/retime.ts";

/**
 * The best plan there is, by trying them all: every share of the stops among the vehicles, every order, every cut into
 * trips, every supplier. Timed by `retime` and judged by `check`, so it shares nothing with the search. For five stops
 * at most, or for eight where pins leave few orders.
 */
export function bestByTryingAll(problem: Problem): Retimed | null {
  let best: Retimed | null = null;
  const days: HandMadeDay[] = problem.vehicles.map((_, vehicle) => ({ vehicle, trips: [] }));
  const aboard = new Map(
    problem.pins?.flatMap((pin) => (pin.kind === "prefix" ? [[pin.vehicle, pin.stops] as const] : [])),
  );
  const loaded = new Set([...aboard.values()].flat());
  const stops = problem.stops.map((_, i) => i).filter((i) => !loaded.has(i));
  const judge = () => {
    const made = retime(
      problem,
      days.filter((d) => d.trips.length > 0),
    );
    const hard = made.violations.filter((v) => v.kind !== "not_served");
    if (hard.length > 0) return;
    if (!best || rankOf(problem, made) < rankOf(problem, best)) best = made;
  };
  const fill = (vehicle: number, left: number[]): void => {
    if (vehicle === problem.vehicles.length) {
      judge();
      return;
    }
    for (const chosen of subsets(left)) {
      if (!carries(problem, vehicle, chosen)) continue;
      const rest = left.filter((s) => !chosen.includes(s));
      const first = aboard.get(vehicle) ?? [];
      const onBoard = first.length > 0 ? [{ supplier: null, visits: first.map((stop) => ({ stop })) }] : [];
      for (const trips of waysToDrive(problem, vehicle, chosen)) {
        days[vehicle]!.trips = [...onBoard, ...trips];
        fill(vehicle + 1, rest);
      }
      days[vehicle]!.trips = [];
    }
  };
  fill(0, stops);
  return best;
}

/** What must be served and is not counts before money. */
export function rankOf(
  problem: Problem,
  made: { solution: { unserved: { stop: number }[] }; cost: { total: number } },
): number {
  const missing = made.solution.unserved.filter((u) => problem.stops[u.stop]!.unservedCost === null).length;
  return missing * 1e9 + made.cost.total;
}

function carries(problem: Problem, vehicle: number, stops: number[]): boolean {
  const { zone = 0, capacity } = problem.vehicles[vehicle]!;
  return stops.every((s) => {
    const stop = problem.stops[s]!;
    if (problem.pins?.some((pin) => pinsElsewhere(pin, s, vehicle))) return false;
    if (((stop.zone ?? 0) & zone) !== (stop.zone ?? 0)) return false;
    if (stop.vehicles && !stop.vehicles.includes(vehicle)) return false;
    return stop.demand.every((q, d) => q <= capacity[d]!);
  });
}

function pinsElsewhere(pin: Pin, stop: number, vehicle: number): boolean {
  if (pin.kind === "bus") return pin.stop === stop && pin.vehicle !== vehicle;
  return pin.kind === "order" && pin.stops.includes(stop) && pin.vehicle !== vehicle;
}

function* waysToDrive(problem: Problem, vehicle: number, stops: number[]): Generator<HandMadeTrip[]> {
  if (stops.length === 0) {
    yield [];
    return;
  }
  const { maxTrips, suppliers = problem.suppliers.map((_, s) => s) } = problem.vehicles[vehicle]!;
  const fixed = problem.pins?.flatMap((pin) => (pin.kind === "order" ? [pin.stops] : [])) ?? [];
  for (const order of permutations(stops, fixed))
    for (const parts of cuts(order, maxTrips)) yield* withSuppliers(parts, suppliers);
}

function* withSuppliers(parts: number[][], suppliers: number[]): Generator<HandMadeTrip[]> {
  if (parts.length === 0) {
    yield [];
    return;
  }
  for (const rest of withSuppliers(parts.slice(1), suppliers))
    for (const supplier of suppliers) yield [{ supplier, visits: parts[0]!.map((stop) => ({ stop })) }, ...rest];
}

function* subsets(list: number[]): Generator<number[]> {
  for (let bits = 0; bits < 1 << list.length; bits++) yield list.filter((_, i) => bits & (1 << i));
}

/** All orders in which no list of `fixed` is turned round. */
function* permutations(list: number[], fixed: number[][]): Generator<number[]> {
  if (list.length <= 1) {
    yield list;
    return;
  }
  for (const first of list) {
    const rest = list.filter((s) => s !== first);
    const early = fixed.some((order) =>
      order.slice(0, Math.max(0, order.indexOf(first))).some((s) => rest.includes(s)),
    );
    if (!early) for (const tail of permutations(rest, fixed)) yield [first, ...tail];
  }
}

function* cuts(list: number[], most: number): Generator<number[][]> {
  if (list.length === 0) {
    yield [];
    return;
  }
  if (most === 0) return;
  for (let k = 1; k <= list.length; k++)
    for (const rest of cuts(list.slice(k), most - 1)) yield [list.slice(0, k), ...rest];
}
