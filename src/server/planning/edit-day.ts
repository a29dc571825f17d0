import type { Violation, ViolationKind } from "#routing/check.ts";
import type { Problem } from "#routing/problem.ts";
import { type HandMadeDay, type HandMadeTrip, type Retimed, retime } from "#routing/retime.ts";

/** The nth load of a vehicle's day, from 0. */
export type TripAt = { readonly vehicle: number; readonly trip: number };
/** Where stops go: into a trip, before a stop of it (`null`: as its last), or as a further load at a supplier, as that nth trip. */
export type Target = TripAt & ({ readonly before: number | null } | { readonly loadAt: number });
/** One thing that a person does to a day. Stops are indices of the problem; all names are of the day before the change. */
export type DayChange =
  | { readonly kind: "move"; readonly stops: readonly number[]; readonly from: TripAt; readonly to: Target }
  | { readonly kind: "leave_out"; readonly stops: readonly number[]; readonly from: TripAt }
  | { readonly kind: "take_in"; readonly stops: readonly number[]; readonly to: Target }
  | {
      readonly kind: "split";
      readonly stop: number;
      readonly amount: number;
      readonly from: TripAt;
      readonly to: Target;
    }
  | { readonly kind: "reverse"; readonly trip: TripAt }
  | { readonly kind: "other_bus"; readonly trip: TripAt; readonly vehicle: number };

export type Priced = {
  /** In the problem's money; the fall in what is left unserved is part of it. */
  readonly cost: number;
  /** From leaving to being back, all vehicles. */
  readonly seconds: number;
  readonly metres: number;
  /** Stops that are served later after their window than before, with how late they are then. */
  readonly late: readonly { readonly stop: number; readonly seconds: number }[];
  /** What the change breaks and was not broken before. A late stop is not among it: that is a price. */
  readonly against: readonly ViolationKind[];
  /** Nothing stands against it. */
  readonly allowed: boolean;
};

type Visits = HandMadeTrip["visits"];

/**
 * The days after a change; undefined when it names a trip, a place or a stop that is not there. Each stop is as often in
 * the days as before, but for one that is left out or taken in. A trip that lost its last stop goes, and a trip keeps
 * the dock slot that it has.
 */
export function editDay(problem: Problem, days: readonly HandMadeDay[], change: DayChange): HandMadeDay[] | undefined {
  const made = days.map((day) => ({ ...day, trips: day.trips.map((t) => ({ ...t, visits: [...t.visits] })) }));
  const tripsOf = (vehicle: number) => made.find((day) => day.vehicle === vehicle)?.trips;
  const tripAt = (at: TripAt) => tripsOf(at.vehicle)?.[at.trip];
  const done = () =>
    made
      .map((day) => ({ ...day, trips: day.trips.filter((t) => t.visits.length > 0) }))
      .filter((day) => day.trips.length > 0)
      .toSorted((a, b) => a.vehicle - b.vehicle);
  const takeOut = (at: TripAt, stops: readonly number[]): Visits | undefined => {
    const trip = tripAt(at);
    const out = trip?.visits.filter((v) => stops.includes(v.stop));
    if (!trip || !out || !stops.every((stop) => out.some((v) => v.stop === stop))) return undefined;
    trip.visits = trip.visits.filter((v) => !stops.includes(v.stop));
    return out;
  };
  const putIn = (to: Target, visits: Visits): boolean => {
    if (!problem.vehicles[to.vehicle] || visits.length === 0) return false;
    if ("loadAt" in to) {
      const trips = tripsOf(to.vehicle);
      if (!problem.suppliers[to.loadAt] || to.trip > (trips?.length ?? 0)) return false;
      const trip = { supplier: to.loadAt, visits };
      if (trips) trips.splice(to.trip, 0, trip);
      else made.push({ vehicle: to.vehicle, trips: [trip] });
      return true;
    }
    const trip = tripAt(to);
    const at = to.before === null ? trip?.visits.length : trip?.visits.findIndex((v) => v.stop === to.before);
    if (!trip || at === undefined || at < 0) return false;
    // Shares of a stop that meet on one trip are handed over together.
    const meeting = (v: Visits[number]) => visits.some((w) => w.stop === v.stop);
    const joined = visits.map((v) =>
      trip.visits.filter((w) => w.stop === v.stop).reduce((a, b) => together(problem, a, b), v),
    );
    const before = trip.visits.slice(0, at).filter((v) => !meeting(v));
    trip.visits = [...before, ...joined, ...trip.visits.slice(at).filter((v) => !meeting(v))];
    return true;
  };
  switch (change.kind) {
    case "move": {
      const out = takeOut(change.from, change.stops);
      return out && putIn(change.to, out) ? done() : undefined;
    }
    case "split": {
      const visit = tripAt(change.from)?.visits.find((v) => v.stop === change.stop);
      const [stays, goes] = (visit && divide(problem, visit, change.amount)) ?? [];
      const trip = tripAt(change.from);
      if (!trip || !visit || !stays || !goes) return undefined;
      trip.visits = trip.visits.map((v) => (v === visit ? stays : v));
      return putIn(change.to, [goes]) ? done() : undefined;
    }
    case "leave_out":
      return takeOut(change.from, change.stops) ? done() : undefined;
    case "take_in":
      return putIn(
        change.to,
        change.stops.flatMap((stop) => restOf(problem, days, stop)),
      )
        ? done()
        : undefined;
    case "reverse": {
      const trip = tripAt(change.trip);
      trip?.visits.reverse();
      return trip && done();
    }
    case "other_bus": {
      const trip = tripAt(change.trip);
      if (!trip || !problem.vehicles[change.vehicle] || change.vehicle === change.trip.vehicle) return undefined;
      tripsOf(change.trip.vehicle)?.splice(change.trip.trip, 1);
      const theirs = tripsOf(change.vehicle);
      // Where its dock slot puts it among the trips of the other bus.
      const later = theirs?.findIndex((t) => (t.loadAt ?? 0) > (trip.loadAt ?? 0)) ?? -1;
      if (theirs) theirs.splice(later < 0 ? theirs.length : later, 0, trip);
      else made.push({ vehicle: change.vehicle, trips: [trip] });
      return done();
    }
  }
}

type Visit = Visits[number];
const amountsOf = (problem: Problem, { stop, amount, packages }: Visit) => ({
  amount: amount ?? problem.stops[stop]?.demand ?? [],
  packages: packages ?? problem.stops[stop]?.packages ?? [],
});

/** A visit as two: `units` of the first dimension go, the rest stays, all else in proportion; undefined unless both are something. */
function divide(problem: Problem, visit: Visit, units: number): [Visit, Visit] | undefined {
  const { amount, packages } = amountsOf(problem, visit);
  const all = amount[0] ?? 0;
  if (units <= 0 || units >= all) return undefined;
  const share = (q: number) => Math.round((q * units) / all);
  const less = (q: number) => q - share(q);
  return [
    { stop: visit.stop, amount: amount.map(less), packages: packages.map(less) },
    { stop: visit.stop, amount: amount.map(share), packages: packages.map(share) },
  ];
}

/** Two shares of a stop as one; the whole of it is written without amounts. */
function together(problem: Problem, a: Visit, b: Visit): Visit {
  const [one, other] = [amountsOf(problem, a), amountsOf(problem, b)];
  const amount = one.amount.map((q, i) => q + (other.amount[i] ?? 0));
  const packages = one.packages.map((q, i) => q + (other.packages[i] ?? 0));
  const { demand } = problem.stops[a.stop] ?? { demand: [] };
  return amount[0] === demand[0] ? { stop: a.stop } : { stop: a.stop, amount, packages };
}

/** What a stop asked for and is on no trip: all of it, or what is left of one that is split. */
function restOf(problem: Problem, days: readonly HandMadeDay[], stop: number): Visits {
  const asked = problem.stops[stop];
  if (!asked) return [];
  const had = days.flatMap((day) => day.trips.flatMap((t) => t.visits.filter((v) => v.stop === stop)));
  if (had.length === 0) return [{ stop }];
  const left = (q: number, part: (visit: Visits[number]) => readonly number[], i: number) =>
    had.reduce((rest, visit) => rest - (part(visit)[i] ?? 0), q);
  const kinds = asked.packages ?? [];
  const amount = asked.demand.map((q, i) => left(q, (v) => v.amount ?? asked.demand, i));
  const packages = kinds.map((q, i) => left(q, (v) => v.packages ?? kinds, i));
  return amount.some((q) => q > 0) ? [{ stop, amount, packages }] : [];
}

/** What a change costs: the plan after it timed as a whole, and compared with the plan as it stands, as `retime` has it. */
export function priceOf(problem: Problem, old: Retimed, after: HandMadeDay[]): Priced & { made: Retimed } {
  const made = retime(problem, after);
  const lateBefore = latenessOf(old);
  const broken = new Set(old.violations.filter((v) => v.kind !== "window").map(nameOf));
  const fresh = made.violations.filter((v) => v.kind !== "window" && !broken.has(nameOf(v)));
  const against = [...new Set(fresh.map((v) => v.kind))];
  const sum = (plan: Retimed, of: (day: Retimed["solution"]["days"][number]) => number) =>
    plan.solution.days.reduce((n, day) => n + of(day), 0);
  return {
    cost: made.cost.total - old.cost.total,
    seconds: sum(made, (d) => d.endAt - d.departAt) - sum(old, (d) => d.endAt - d.departAt),
    metres: sum(made, (d) => d.metres) - sum(old, (d) => d.metres),
    late: [...latenessOf(made)].flatMap(([stop, seconds]) =>
      seconds > (lateBefore.get(stop) ?? 0) ? [{ stop, seconds }] : [],
    ),
    against,
    allowed: against.length === 0,
    made,
  };
}

const nameOf = ({ kind, vehicle, stop, supplier }: Violation) => `${kind} ${vehicle} ${stop} ${supplier}`;

function latenessOf({ solution }: Retimed): Map<number, number> {
  const late = new Map<number, number>();
  for (const day of solution.days)
    for (const trip of day.trips)
      for (const { stop, lateSeconds } of trip.visits)
        if (lateSeconds > 0) late.set(stop, Math.max(late.get(stop) ?? 0, lateSeconds));
  return late;
}
