import type { Problem, Travel } from "./problem.ts";
import type { Solution, Trip, VehicleDay, Visit } from "./solution.ts";

export type ViolationKind =
  | "not_served"
  | "served_amount"
  | "vehicle_twice"
  | "capacity"
  | "trips"
  | "supplier"
  | "stock"
  | "docks"
  | "release"
  | "window"
  | "shift"
  | "duration"
  | "driving"
  | "zone"
  | "rank"
  | "vehicle_not_allowed"
  | "time"
  | "length"
  | "pin";

export interface Violation {
  kind: ViolationKind;
  vehicle?: number;
  stop?: number;
  supplier?: number;
  detail: string;
}

export interface CheckResult {
  /** Recomputed from the routes alone; what must be served and is not has no price, it is a violation. */
  cost: number;
  violations: Violation[];
}

/**
 * Re-times a plan from the raw problem and lists everything that is wrong with it. Shares no code with the solver and
 * trusts none of its sums: benchmarks and property tests believe only this.
 */
export function check(problem: Problem, solution: Solution): CheckResult {
  const violations: Violation[] = [];
  const report = (violation: Violation) => violations.push(violation);
  let cost = 0;
  for (const day of solution.days) cost += checkDay(problem, day, report);
  checkOnceEach(solution, report);
  cost += checkServed(problem, solution, report);
  checkStock(problem, solution, report);
  checkDocks(problem, solution, report);
  checkPins(problem, solution, report);
  return { cost, violations };
}

type Report = (violation: Violation) => void;

function between(travel: Travel, locations: number, from: number, to: number): number {
  if (travel.kind === "table") return travel.values[from * locations + to]!;
  const exact = travel.scale * Math.hypot(travel.x[from]! - travel.x[to]!, travel.y[from]! - travel.y[to]!);
  // Hypot and the solver's square root may differ in the last bit; a hair keeps whole numbers whole.
  return travel.rounding === "down" ? Math.floor(exact + 1e-9) : Math.round(exact);
}

function checkDay(problem: Problem, day: VehicleDay, report: Report): number {
  const vehicle = problem.vehicles[day.vehicle];
  if (!vehicle) {
    report({ kind: "vehicle_not_allowed", vehicle: day.vehicle, detail: "there is no such vehicle" });
    return 0;
  }
  const own = { vehicle: day.vehicle };
  const travel = problem.classes[vehicle.class]!;
  const prefix = problem.pins?.find((pin) => pin.kind === "prefix" && pin.vehicle === day.vehicle);
  const frozen = prefix?.kind === "prefix" ? prefix : null;
  let at = frozen ? frozen.location : vehicle.startAt;
  let now = day.departAt;
  let metres = 0;
  let driving = 0;
  let late = 0;
  const go = (to: number) => {
    const seconds = between(travel.seconds, problem.locations, at, to);
    metres += between(travel.metres, problem.locations, at, to);
    driving += seconds;
    now += seconds;
    at = to;
  };
  if (now < Math.max(vehicle.shift.from, frozen?.time ?? vehicle.shift.from))
    report({ kind: "shift", ...own, detail: `leaves at ${now}, before its shift` });
  if (day.trips.length > vehicle.maxTrips + (frozen && frozen.stops.length > 0 ? 1 : 0))
    report({ kind: "trips", ...own, detail: `${day.trips.length} trips` });

  day.trips.forEach((trip, k) => {
    const previous = day.trips[k - 1];
    if (previous?.visits.some((v) => (problem.stops[v.stop]?.rank ?? 0) > 0)) now += vehicle.disinfectSeconds ?? 0;
    if (trip.supplier === null) {
      if (!frozen || k > 0) report({ kind: "supplier", ...own, detail: "a trip without a supplier is not on board" });
    } else {
      const supplier = problem.suppliers[trip.supplier];
      if (!supplier || (vehicle.suppliers && !vehicle.suppliers.includes(trip.supplier))) {
        report({ kind: "supplier", ...own, supplier: trip.supplier, detail: "may not load there" });
        return;
      }
      go(supplier.location);
      if (trip.loadAt < now) report({ kind: "time", ...own, detail: `loads at ${trip.loadAt}, arrives at ${now}` });
      now = Math.max(now, trip.loadAt);
      if (now < supplier.open.from || now > supplier.open.to)
        report({ kind: "supplier", ...own, supplier: trip.supplier, detail: `loads at ${now}, when it is closed` });
      for (const visit of trip.visits)
        if (now < (problem.stops[visit.stop]?.release ?? Number.NEGATIVE_INFINITY))
          report({ kind: "release", ...own, stop: visit.stop, detail: `loaded at ${now}, before it is ready` });
      now += supplier.loadSeconds;
    }
    if (trip.departAt !== now) report({ kind: "time", ...own, detail: `departs at ${trip.departAt}, ready at ${now}` });
    checkLoad(problem, day, trip, report);
    let rank = 0;
    for (const visit of trip.visits) {
      const stop = problem.stops[visit.stop]!;
      go(stop.location);
      if (visit.arriveAt !== now)
        report({ kind: "time", ...own, stop: visit.stop, detail: `arrives at ${visit.arriveAt}, recomputed ${now}` });
      if (visit.startAt < now) report({ kind: "time", ...own, stop: visit.stop, detail: "starts before it arrives" });
      now = Math.max(now, visit.startAt);
      late += checkWindow(problem, day, visit, now, report);
      now += stop.service.setUp + stop.service.perUnit * (visit.amount[0] ?? 0);
      if (visit.departAt !== now)
        report({ kind: "time", ...own, stop: visit.stop, detail: `leaves at ${visit.departAt}, recomputed ${now}` });
      if ((stop.rank ?? 0) < rank) report({ kind: "rank", ...own, stop: visit.stop, detail: "clean after controlled" });
      rank = Math.max(rank, stop.rank ?? 0);
    }
  });
  if (vehicle.endAt !== null) go(vehicle.endAt);

  if (day.endAt !== now) report({ kind: "time", ...own, detail: `ends at ${day.endAt}, recomputed ${now}` });
  if (day.metres !== metres) report({ kind: "length", ...own, detail: `${day.metres} m, recomputed ${metres}` });
  if (now > vehicle.shift.to) report({ kind: "shift", ...own, detail: `back at ${now}, after its shift` });
  const seconds = now - day.departAt;
  if (seconds > (vehicle.maxSeconds ?? Number.POSITIVE_INFINITY))
    report({ kind: "duration", ...own, detail: `${seconds} s on the road` });
  if (driving > (vehicle.maxDrivingSeconds ?? Number.POSITIVE_INFINITY))
    report({ kind: "driving", ...own, detail: `${driving} s at the wheel` });
  const { cost } = vehicle;
  const over = Math.max(0, seconds - (cost.regularSeconds ?? 0));
  return (
    cost.fixed +
    cost.perMetre * metres +
    cost.perSecond * seconds +
    (cost.overtimePerSecond ?? 0) * over +
    (problem.balancePerHourSquared ?? 0) * (seconds / 3600) ** 2 +
    late
  );
}

/** Price of the lateness at `start`; a start outside every window is reported. */
function checkWindow(problem: Problem, day: VehicleDay, visit: Visit, start: number, report: Report): number {
  const windows = problem.stops[visit.stop]!.windows ?? [];
  if (windows.length === 0) return 0;
  let cheapest = Number.POSITIVE_INFINITY;
  for (const w of windows) {
    if (start < w.from) continue;
    if (start <= w.to) cheapest = 0;
    else if (w.latePerSecond !== undefined && start <= (w.hardTo ?? Number.POSITIVE_INFINITY))
      cheapest = Math.min(cheapest, (start - w.to) * w.latePerSecond);
  }
  if (cheapest < Number.POSITIVE_INFINITY) return cheapest;
  report({ kind: "window", vehicle: day.vehicle, stop: visit.stop, detail: `starts at ${start}, outside its windows` });
  return 0;
}

function checkLoad(problem: Problem, day: VehicleDay, trip: Trip, report: Report): void {
  const vehicle = problem.vehicles[day.vehicle]!;
  vehicle.capacity.forEach((room, d) => {
    const load = trip.visits.reduce((sum, v) => sum + (v.amount[d] ?? 0), 0);
    if (load > room) report({ kind: "capacity", vehicle: day.vehicle, detail: `${load} of ${room} in dimension ${d}` });
  });
  for (const { stop } of trip.visits) {
    const { zone = 0, vehicles } = problem.stops[stop]!;
    if (((vehicle.zone ?? 0) & zone) !== zone)
      report({ kind: "zone", vehicle: day.vehicle, stop, detail: "the vehicle has no right to that zone" });
    if (vehicles && !vehicles.includes(day.vehicle))
      report({ kind: "vehicle_not_allowed", vehicle: day.vehicle, stop, detail: "not one of the stop's vehicles" });
  }
}

function checkOnceEach(solution: Solution, report: Report): void {
  const seen = new Set<number>();
  for (const { vehicle } of solution.days) {
    if (seen.has(vehicle)) report({ kind: "vehicle_twice", vehicle, detail: "has two days" });
    seen.add(vehicle);
  }
}

function visitsOf(solution: Solution): { visit: Visit; day: VehicleDay; trip: Trip }[] {
  return solution.days.flatMap((day) =>
    day.trips.flatMap((trip) => trip.visits.map((visit) => ({ visit, day, trip }))),
  );
}

/** Each stop gets what it asked for, no more and no less, but for what is said to be left out. Returns that price. */
function checkServed(problem: Problem, solution: Solution, report: Report): number {
  const given = problem.stops.map((s) => ({
    amount: s.demand.map(() => 0),
    packages: (s.packages ?? []).map(() => 0),
    times: 0,
  }));
  const add = (stop: number, amount: number[], packages: number[]) => {
    const sum = given[stop];
    if (!sum) return report({ kind: "served_amount", stop, detail: "there is no such stop" });
    amount.forEach((q, d) => {
      sum.amount[d] = (sum.amount[d] ?? 0) + q;
    });
    packages.forEach((q, k) => {
      sum.packages[k] = (sum.packages[k] ?? 0) + q;
    });
    sum.times++;
  };
  for (const { visit } of visitsOf(solution)) add(visit.stop, visit.amount, visit.packages);
  let price = 0;
  for (const { stop, amount, packages } of solution.unserved) {
    add(stop, amount, packages);
    const { unservedCost, demand } = problem.stops[stop] ?? { unservedCost: 0, demand: [] };
    if (unservedCost === null) report({ kind: "not_served", stop, detail: "left out" });
    else price += (demand[0] ?? 0) > 0 ? (unservedCost * amount[0]!) / demand[0]! : unservedCost;
  }
  problem.stops.forEach((stop, index) => {
    const { amount, packages, times } = given[index]!;
    if (times === 0) report({ kind: "not_served", stop: index, detail: "neither served nor left out" });
    else if (amount.join() !== stop.demand.join() || packages.join() !== (stop.packages ?? []).join())
      report({ kind: "served_amount", stop: index, detail: `got ${amount} / ${packages}` });
    else if (times > 1 && stop.demand.every((q) => q === 0))
      report({ kind: "served_amount", stop: index, detail: `visited ${times} times` });
  });
  return price;
}

function checkStock(problem: Problem, solution: Solution, report: Report): void {
  const takenFrom = problem.suppliers.map(() => new Array<number>(problem.packages).fill(0));
  for (const { visit, trip } of visitsOf(solution)) {
    const taken = takenFrom[trip.supplier ?? -1];
    if (taken)
      visit.packages.forEach((q, k) => {
        taken[k]! += q;
      });
  }
  problem.suppliers.forEach((supplier, index) => {
    if (!supplier.stock) return;
    takenFrom[index]!.forEach((q, k) => {
      const there = supplier.stock?.[k] ?? 0;
      if (q > there) report({ kind: "stock", supplier: index, detail: `${q} of package ${k}, in stock ${there}` });
    });
  });
}

/** Counts the loads that overlap at each moment a load begins. */
function checkDocks(problem: Problem, solution: Solution, report: Report): void {
  problem.suppliers.forEach((supplier, index) => {
    if (supplier.docks === undefined) return;
    const starts = solution.days.flatMap((d) => d.trips.filter((t) => t.supplier === index).map((t) => t.loadAt));
    for (const start of starts) {
      const together = starts.filter((s) => s <= start && start < s + supplier.loadSeconds).length;
      if (together > supplier.docks) report({ kind: "docks", supplier: index, detail: `${together} load at ${start}` });
    }
  });
}

function checkPins(problem: Problem, solution: Solution, report: Report): void {
  const all = visitsOf(solution);
  const wrong = (vehicle: number | undefined, stop: number | undefined, detail: string) =>
    report({
      kind: "pin",
      ...(vehicle === undefined ? {} : { vehicle }),
      ...(stop === undefined ? {} : { stop }),
      detail,
    });
  for (const pin of problem.pins ?? []) {
    if (pin.kind === "bus") {
      for (const { visit, day } of all)
        if (visit.stop === pin.stop && day.vehicle !== pin.vehicle) wrong(day.vehicle, pin.stop, "not on its vehicle");
    } else if (pin.kind === "order") {
      const served = all.filter(({ visit }) => pin.stops.includes(visit.stop));
      for (const { visit, day } of served)
        if (day.vehicle !== pin.vehicle) wrong(day.vehicle, visit.stop, "not on its vehicle");
      const ranks = served.map(({ visit }) => pin.stops.indexOf(visit.stop));
      if (ranks.some((r, i) => i > 0 && r < ranks[i - 1]!)) wrong(pin.vehicle, undefined, "not in the order fixed");
    } else if (pin.kind === "prefix") {
      if (pin.stops.length === 0) continue;
      const trip = solution.days.find((d) => d.vehicle === pin.vehicle)?.trips[0];
      const order = trip?.supplier === null ? [...new Set(trip.visits.map((v) => v.stop))] : [];
      if (order.join() !== pin.stops.join()) wrong(pin.vehicle, undefined, `on board ${pin.stops}, planned ${order}`);
    } else
      for (const day of solution.days)
        for (const trip of day.trips) {
          const together = pin.stops.filter((s) => trip.visits.some((v) => v.stop === s));
          if (together.length > 1) wrong(day.vehicle, together[0], `shares a trip with ${together.slice(1)}`);
        }
  }
}
