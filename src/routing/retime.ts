import { check, type Violation } from "./check.ts";
import type { Problem, Stop, Travel } from "./problem.ts";
import type { CostParts, Solution, Trip, VehicleDay, Visit } from "./solution.ts";

/** A day as a person drags it together: who loads where and serves whom in which order. Times are what we work out. */
export interface HandMadeDay {
  vehicle: number;
  trips: HandMadeTrip[];
}

export interface HandMadeTrip {
  /** `null`: the goods are on board already. */
  supplier: number | null;
  /** The dock slot it has, kept where the bus can be there in time; otherwise the next free one is taken. */
  loadAt?: number;
  visits: HandMadeVisit[];
}

interface HandMadeVisit {
  stop: number;
  /** Shares of a split stop; the whole demand when absent. */
  amount?: number[];
  packages?: number[];
}

export interface Retimed {
  solution: Solution;
  cost: CostParts;
  /** Everything that the change breaks, for the screen to show beside the stops; empty when the plan is good. */
  violations: Violation[];
}

/**
 * Times and prices a hand-made plan as it stands, broken promises and all: nothing is moved or refused. Stops that are
 * on no trip are left out. Well below a millisecond for a few hundred stops, so it can run while a stop is dragged.
 */
export function retime(problem: Problem, days: HandMadeDay[]): Retimed {
  const cost: CostParts = {
    fixed: 0,
    distance: 0,
    time: 0,
    overtime: 0,
    lateness: 0,
    balance: 0,
    unserved: 0,
    total: 0,
  };
  const loads = loadTimes(problem, days);
  const timed = days.map((day, d) => timeDay(problem, day, loads[d]!, cost)).filter((day) => day.trips.length > 0);
  const unserved = leftOut(problem, days);
  for (const { stop, amount } of unserved) {
    const { unservedCost, demand } = problem.stops[stop]!;
    cost.unserved += (unservedCost ?? 0) * ((demand[0] ?? 0) > 0 ? amount[0]! / demand[0]! : 1);
  }
  cost.total = cost.fixed + cost.distance + cost.time + cost.overtime + cost.lateness + cost.balance + cost.unserved;
  const solution: Solution = { days: timed, unserved, cost, rounds: 0 };
  return { solution, cost, violations: check(problem, solution).violations };
}

/** What each stop asked for and does not get: all of it, or the shares of a split stop that are on no trip. */
function leftOut(problem: Problem, days: HandMadeDay[]): Solution["unserved"] {
  const visitsOf = problem.stops.map((): HandMadeVisit[] => []);
  for (const day of days)
    for (const trip of day.trips) for (const visit of trip.visits) visitsOf[visit.stop]!.push(visit);
  return problem.stops.flatMap((stop, index) => {
    const visits = visitsOf[index]!;
    const amount = stop.demand.map((q, d) => q - visits.reduce((sum, v) => sum + amountOf(stop, v)[d]!, 0));
    const asked = stop.packages ?? [];
    const packages = asked.map((q, k) => q - visits.reduce((sum, v) => sum + (v.packages ?? asked)[k]!, 0));
    if (visits.length > 0 && !amount.some((q) => q > 0)) return [];
    return [{ stop: index, amount, packages, reason: "too_dear" as const, missing: 0, vehicle: null }];
  });
}

/** Any plan as its bare order, to be changed by hand. */
export function handMade(solution: Solution): HandMadeDay[] {
  return solution.days.map((day) => ({
    vehicle: day.vehicle,
    trips: day.trips.map(({ supplier, loadAt, visits }) => ({
      supplier,
      loadAt,
      visits: visits.map(({ stop, amount, packages }) => ({ stop, amount, packages })),
    })),
  }));
}

function between(travel: Travel, locations: number, from: number, to: number): number {
  if (travel.kind === "table") return travel.values[from * locations + to]!;
  const length = travel.scale * Math.hypot(travel.x[from]! - travel.x[to]!, travel.y[from]! - travel.y[to]!);
  return travel.rounding === "down" ? Math.floor(length + 1e-9) : Math.round(length);
}

const amountOf = (stop: Stop, visit: HandMadeVisit) => visit.amount ?? stop.demand;
const serviceOf = (stop: Stop, visit: HandMadeVisit) =>
  stop.service.setUp + stop.service.perUnit * (amountOf(stop, visit)[0] ?? 0);

/** The first start in a window at or after `arrival`; too late for all of them, at once. */
function startAt(stop: Stop, arrival: number): number {
  for (const w of stop.windows ?? []) {
    const end = w.latePerSecond === undefined ? w.to : (w.hardTo ?? Number.POSITIVE_INFINITY);
    if (arrival <= end) return Math.max(arrival, w.from);
  }
  return arrival;
}

function lateBy(stop: Stop, start: number): { seconds: number; price: number } {
  const windows = stop.windows ?? [];
  if (windows.length === 0 || windows.some((w) => start >= w.from && start <= w.to)) return { seconds: 0, price: 0 };
  const passed = windows.filter((w) => w.to < start).at(-1);
  if (!passed) return { seconds: 0, price: 0 };
  const seconds = start - passed.to;
  const soft = passed.latePerSecond !== undefined && start <= (passed.hardTo ?? Number.POSITIVE_INFINITY);
  return { seconds, price: soft ? seconds * passed.latePerSecond! : 0 };
}

interface Begin {
  at: number;
  time: number;
}

function beginOf(problem: Problem, vehicle: number): Begin {
  const { startAt: at, shift } = problem.vehicles[vehicle]!;
  const pin = problem.pins?.find((p) => p.kind === "prefix" && p.vehicle === vehicle);
  return pin?.kind === "prefix" ? { at: pin.location, time: Math.max(pin.time, shift.from) } : { at, time: shift.from };
}

/** When each trip loads: each bus as early as it can, docks given in the order in which buses are ready for them. */
function loadTimes(problem: Problem, days: HandMadeDay[]): number[][] {
  const times = days.map(() => [] as number[]);
  const booked = problem.suppliers.map(() => [] as number[]);
  const state = days.map((day) => beginOf(problem, day.vehicle));
  const done = days.map(() => 0);
  const readyAt = days.map((day, d) =>
    day.trips.length > 0 ? arrivalAtLoad(problem, day, 0, state[d]!) : Number.POSITIVE_INFINITY,
  );
  for (;;) {
    let d = -1;
    for (let i = 0; i < days.length; i++) if (readyAt[i]! < (d < 0 ? Number.POSITIVE_INFINITY : readyAt[d]!)) d = i;
    if (d < 0) return times;
    const day = days[d]!;
    const trip = day.trips[done[d]!]!;
    let load = readyAt[d]!;
    if (trip.supplier !== null && problem.suppliers[trip.supplier]!.docks !== undefined) {
      load = freeDock(problem, booked[trip.supplier]!, trip.supplier, Math.max(load, trip.loadAt ?? 0));
      booked[trip.supplier]!.push(load);
    }
    times[d]!.push(load);
    state[d] = afterTrip(problem, day, done[d]!, load);
    done[d]!++;
    readyAt[d] =
      done[d]! < day.trips.length ? arrivalAtLoad(problem, day, done[d]!, state[d]!) : Number.POSITIVE_INFINITY;
  }
}

function arrivalAtLoad(problem: Problem, day: HandMadeDay, index: number, from: Begin): number {
  const vehicle = problem.vehicles[day.vehicle]!;
  const trip = day.trips[index]!;
  if (trip.supplier === null) return from.time;
  const supplier = problem.suppliers[trip.supplier]!;
  const controlled = day.trips[index - 1]?.visits.some((v) => (problem.stops[v.stop]!.rank ?? 0) > 0);
  const drive = between(problem.classes[vehicle.class]!.seconds, problem.locations, from.at, supplier.location);
  const arrival = from.time + (controlled ? (vehicle.disinfectSeconds ?? 0) : 0) + drive;
  return Math.max(arrival, supplier.open.from, ...trip.visits.map((v) => problem.stops[v.stop]!.release ?? 0));
}

function afterTrip(problem: Problem, day: HandMadeDay, index: number, load: number): Begin {
  const { seconds } = problem.classes[problem.vehicles[day.vehicle]!.class]!;
  const trip = day.trips[index]!;
  const supplier = trip.supplier === null ? null : problem.suppliers[trip.supplier]!;
  let at = supplier?.location ?? beginOf(problem, day.vehicle).at;
  let time = load + (supplier?.loadSeconds ?? 0);
  for (const visit of trip.visits) {
    const stop = problem.stops[visit.stop]!;
    time = startAt(stop, time + between(seconds, problem.locations, at, stop.location)) + serviceOf(stop, visit);
    at = stop.location;
  }
  return { at, time };
}

function freeDock(problem: Problem, booked: number[], supplier: number, from: number): number {
  const { docks, loadSeconds } = problem.suppliers[supplier]!;
  let start = from;
  for (;;) {
    const clash = booked.filter((s) => s < start + loadSeconds && start < s + loadSeconds);
    if (clash.length < docks!) return start;
    start = Math.min(...clash) + loadSeconds;
  }
}

function timeDay(problem: Problem, day: HandMadeDay, loads: number[], cost: CostParts): VehicleDay {
  const vehicle = problem.vehicles[day.vehicle]!;
  const { seconds, metres } = problem.classes[vehicle.class]!;
  const begin = beginOf(problem, day.vehicle);
  let at = begin.at;
  let now = begin.time;
  let length = 0;
  let driving = 0;
  let work = 0;
  let depart = Number.POSITIVE_INFINITY;
  const go = (to: number) => {
    const drive = between(seconds, problem.locations, at, to);
    length += between(metres, problem.locations, at, to);
    driving += drive;
    now += drive;
    work += drive;
    at = to;
  };
  /** Work that starts now must not start later than `limit`: so much later could the bus leave, and wait less. */
  const bound = (limit: number) => {
    depart = Math.min(depart, Math.max(limit, now) - work);
  };
  const trips = day.trips.map((trip, k): Trip => {
    if (day.trips[k - 1]?.visits.some((v) => (problem.stops[v.stop]!.rank ?? 0) > 0)) {
      now += vehicle.disinfectSeconds ?? 0;
      work += vehicle.disinfectSeconds ?? 0;
    }
    const supplier = trip.supplier === null ? null : problem.suppliers[trip.supplier]!;
    if (supplier) go(supplier.location);
    now = Math.max(now, loads[k]!);
    const loadAt = now;
    if (supplier) bound(supplier.docks === undefined ? supplier.open.to : now);
    now += supplier?.loadSeconds ?? 0;
    work += supplier?.loadSeconds ?? 0;
    const departAt = now;
    const visits = trip.visits.map((visit): Visit => {
      const stop = problem.stops[visit.stop]!;
      go(stop.location);
      const arriveAt = now;
      now = startAt(stop, now);
      const start = now;
      const window = stop.windows?.filter((w) => w.from <= start).at(-1);
      bound(window ? window.to : stop.windows?.length ? start : Number.POSITIVE_INFINITY);
      const late = lateBy(stop, start);
      cost.lateness += late.price;
      now += serviceOf(stop, visit);
      work += serviceOf(stop, visit);
      const amount = [...amountOf(stop, visit)];
      const packages = [...(visit.packages ?? stop.packages ?? [])];
      return { stop: visit.stop, amount, packages, arriveAt, startAt: start, departAt: now, lateSeconds: late.seconds };
    });
    return { supplier: trip.supplier, loadAt, departAt, visits };
  });
  if (vehicle.endAt !== null) go(vehicle.endAt);
  const departAt = Math.max(begin.time, Math.min(depart, now - work));
  if (trips.length > 0) {
    const over = Math.max(0, now - departAt - (vehicle.cost.regularSeconds ?? 0));
    cost.fixed += vehicle.cost.fixed;
    cost.distance += vehicle.cost.perMetre * length;
    cost.time += vehicle.cost.perSecond * (now - departAt);
    cost.overtime += (vehicle.cost.overtimePerSecond ?? 0) * over;
    cost.balance += (problem.balancePerHourSquared ?? 0) * ((now - departAt) / 3600) ** 2;
  }
  const day2 = shiftArrivals(
    problem,
    vehicle.class,
    departAt,
    begin.at,
    trips,
    day.trips,
    vehicle.disinfectSeconds ?? 0,
  );
  return { vehicle: day.vehicle, departAt, endAt: now, metres: length, drivingSeconds: driving, trips: day2 };
}

/** Leaving later moves arrivals and unneeded waiting, never what was promised: work through the day once more. */
function shiftArrivals(
  problem: Problem,
  kind: number,
  departAt: number,
  from: number,
  trips: Trip[],
  asked: HandMadeTrip[],
  disinfect: number,
): Trip[] {
  const { seconds } = problem.classes[kind]!;
  let now = departAt;
  let at = from;
  return trips.map((trip, k) => {
    if (trips[k - 1]?.visits.some((v) => (problem.stops[v.stop]!.rank ?? 0) > 0)) now += disinfect;
    const supplier = trip.supplier === null ? null : problem.suppliers[trip.supplier]!;
    if (supplier) {
      now += between(seconds, problem.locations, at, supplier.location);
      at = supplier.location;
      const release = Math.max(0, ...trip.visits.map((v) => problem.stops[v.stop]!.release ?? 0));
      now = supplier.docks === undefined ? Math.max(now, supplier.open.from, release) : Math.max(now, trip.loadAt);
    }
    const loadAt = now;
    now += supplier?.loadSeconds ?? 0;
    const leaves = now;
    const visits = trip.visits.map((visit, i) => {
      const stop = problem.stops[visit.stop]!;
      const arriveAt = now + between(seconds, problem.locations, at, stop.location);
      at = stop.location;
      const start = startAt(stop, arriveAt);
      now = start + serviceOf(stop, asked[k]!.visits[i]!);
      return { ...visit, arriveAt, startAt: start, departAt: now };
    });
    return { ...trip, loadAt, departAt: leaves, visits };
  });
}
