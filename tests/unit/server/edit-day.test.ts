import fc from "fast-check";
import { expect, test } from "vitest";
import type { Problem } from "../../../src/routing/problem.ts";
import { Random } from "../../../src/routing/random.ts";
import { type HandMadeDay, handMade, retime } from "../../../src/routing/retime.ts";
import { solve } from "../../../src/routing/solve.ts";
import { type DayChange, editDay, priceOf, type TripAt } from "../../../src/server/planning/edit-day.ts";
import { offersFor } from "../../../src/server/planning/offers-for-stop.ts";
import { richProblem } from "../routing/rich-problem.ts";

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const byVehicle = (days: HandMadeDay[]) => days.toSorted((a, b) => a.vehicle - b.vehicle);

function aPlan(seed: number) {
  const problem = richProblem(seed, { stops: 10, vehicles: 4, pins: false });
  return { problem, days: byVehicle(handMade(solve(problem, { seed, budget: { rounds: 60 } }))) };
}
const tripsOf = (days: readonly HandMadeDay[]) =>
  days.flatMap((day) => day.trips.map((made, trip) => ({ at: { vehicle: day.vehicle, trip } as TripAt, ...made })));
const bagsIn = (days: readonly HandMadeDay[], demand: (stop: number) => number[]) => {
  const sums = new Map<number, number>();
  for (const { visits } of tripsOf(days))
    for (const v of visits) sums.set(v.stop, (sums.get(v.stop) ?? 0) + (v.amount ?? demand(v.stop))[0]!);
  return [...sums].toSorted(([a], [b]) => a - b);
};

/** A stop of a trip, at random, and the change that brings it to another place; with the one that brings it back. */
function aMove(days: HandMadeDay[], random: Random): [DayChange, DayChange] | undefined {
  const trips = tripsOf(days);
  const from = trips[random.below(Math.max(1, trips.length))];
  const to = trips[random.below(Math.max(1, trips.length))];
  const at = random.below(Math.max(1, from?.visits.length ?? 0));
  const visit = from?.visits[at];
  // A trip that loses its only stop goes, and another share of the stop may ride already where this one is brought.
  if (!from || !to || !visit || from.visits.length < 2 || from.visits.filter((v) => v.stop === visit.stop).length > 1)
    return undefined;
  const there = to === from ? from.visits.toSpliced(at, 1) : to.visits;
  if (there.some((v) => v.stop === visit.stop)) return undefined;
  const before = there[random.below(there.length + 1)]?.stop ?? null;
  const back = from.visits[at + 1]?.stop ?? null;
  const stops = [visit.stop];
  return [
    { kind: "move", stops, from: from.at, to: { ...to.at, before } },
    { kind: "move", stops, from: to.at, to: { ...from.at, before: back } },
  ];
}

const priced = (problem: Problem, before: HandMadeDay[], after: HandMadeDay[]) =>
  priceOf(problem, retime(problem, before), after);

test("a move and its inverse give the same plan and the same price back, and what was priced is the whole timed anew", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, days } = aPlan(seed);
      const [there, back] = aMove(days, new Random(seed)) ?? [];
      if (!there || !back) return;
      const moved = editDay(problem, days, there)!;
      const again = editDay(problem, moved, back)!;
      expect(again).toEqual(days);
      const [go, come] = [priced(problem, days, moved), priced(problem, moved, again)];
      expect(go.cost + come.cost).toBeCloseTo(0, 5);
      expect([go.metres + come.metres, go.seconds + come.seconds]).toEqual([0, 0]);
      expect(go.cost).toBeCloseTo(retime(problem, moved).cost.total - retime(problem, days).cost.total, 5);
      expect(bagsIn(moved, (s) => problem.stops[s]!.demand)).toEqual(bagsIn(days, (s) => problem.stops[s]!.demand));
    }),
    { numRuns: 60 },
  );
});

test("a stop that is left out and taken in again at its place costs nothing, and nothing is lost or doubled", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, days } = aPlan(seed);
      const [move] = aMove(days, new Random(seed)) ?? [];
      if (move?.kind !== "move") return;
      const { stops, from } = move;
      const [of] = stops;
      const served = new Map(bagsIn(days, (s) => problem.stops[s]!.demand)).get(of!);
      // Taking in brings all that is out, so also a share that nobody had room for before.
      if (served !== problem.stops[of!]!.demand[0]) return;
      const visits = tripsOf(days).find(({ at }) => at.vehicle === from.vehicle && at.trip === from.trip)!.visits;
      const before = visits[visits.findIndex((v) => v.stop === stops[0]) + 1]?.stop ?? null;
      const out = editDay(problem, days, { kind: "leave_out", stops, from })!;
      const back = editDay(problem, out, { kind: "take_in", stops, to: { ...from, before } })!;
      const bags = (d: HandMadeDay[]) => bagsIn(d, (s) => problem.stops[s]!.demand);
      expect(bags(out)).not.toEqual(bags(days));
      expect(bags(back)).toEqual(bags(days));
      expect(priced(problem, days, back)).toMatchObject({ seconds: 0, metres: 0, late: [], allowed: true });
    }),
    { numRuns: 60 },
  );
});

test("a trip turned round twice is as it was, and so is one that changes its bus and changes back", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, days } = aPlan(seed);
      const [trip] = tripsOf(days);
      if (!trip) return;
      const round = (d: HandMadeDay[]) => editDay(problem, d, { kind: "reverse", trip: trip.at })!;
      expect(round(round(days))).toEqual(days);
      const idle = problem.vehicles.findIndex((_, v) => !days.some((day) => day.vehicle === v));
      if (idle < 0) return;
      const gone = editDay(problem, days, { kind: "other_bus", trip: trip.at, vehicle: idle })!;
      const there = { vehicle: idle, trip: 0 };
      expect(editDay(problem, gone, { kind: "other_bus", trip: there, vehicle: trip.at.vehicle })).toEqual(days);
    }),
    { numRuns: 40 },
  );
});

test("the three best offers break nothing, come cheapest first, and cost what the whole plan costs more", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, days } = aPlan(seed);
      const [trip] = tripsOf(days);
      const stop = trip?.visits[0]?.stop;
      if (!trip || stop === undefined) return;
      const offers = offersFor(problem, days, [stop], trip.at, 3, () => true);
      expect(offers.length).toBeLessThanOrEqual(3);
      expect(offers.map((o) => o.price.cost)).toEqual(offers.map((o) => o.price.cost).toSorted((a, b) => a - b));
      for (const { change, price } of offers) {
        const after = editDay(problem, days, change)!;
        expect(price.allowed).toBe(true);
        expect(price.cost).toBeCloseTo(retime(problem, after).cost.total - retime(problem, days).cost.total, 5);
      }
    }),
    { numRuns: 40 },
  );
});

test("a bus without the room is not allowed, and the reason is named; a trip that is not there is no change at all", () => {
  const { problem, days } = aPlan(7);
  const trips = tripsOf(days);
  const [one] = trips;
  const to = { vehicle: problem.vehicles.findIndex((_, v) => v !== one!.at.vehicle), trip: 0, loadAt: 0 };
  const full = {
    ...problem,
    vehicles: problem.vehicles.map((v, i) => (i === to.vehicle ? { ...v, capacity: v.capacity.map(() => 0) } : v)),
  };
  const change: DayChange = { kind: "move", stops: [one!.visits[0]!.stop], from: one!.at, to };
  const mine = days.filter((d) => d.vehicle !== to.vehicle);
  const tight = priced(full, mine, editDay(full, mine, change)!);
  expect(tight.allowed).toBe(false);
  expect(tight.against).toContain("capacity");
  expect(editDay(problem, days, { kind: "reverse", trip: { vehicle: 0, trip: 9 } })).toBeUndefined();
});

test("a stop shared between two trips gets every bag once, and shares that meet again are one stop as before", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, days } = aPlan(seed);
      const random = new Random(seed);
      const trips = tripsOf(days);
      const from = trips[random.below(Math.max(1, trips.length))];
      const visit = from?.visits.find((v) => (v.amount ?? problem.stops[v.stop]!.demand)[0]! > 1);
      const to = trips.find((t) => t !== from);
      if (!from || !visit || !to || to.visits.some((v) => v.stop === visit.stop)) return;
      const all = (visit.amount ?? problem.stops[visit.stop]!.demand)[0]!;
      const amount = 1 + random.below(all - 1);
      const bags = (d: HandMadeDay[]) => bagsIn(d, (s) => problem.stops[s]!.demand);
      const { stop } = visit;
      const split = editDay(problem, days, {
        kind: "split",
        stop,
        amount,
        from: from.at,
        to: { ...to.at, before: null },
      })!;
      expect(bags(split)).toEqual(bags(days));
      const next = from.visits[from.visits.indexOf(visit) + 1]?.stop ?? null;
      const joined = editDay(problem, split, {
        kind: "move",
        stops: [stop],
        from: to.at,
        to: { ...from.at, before: next },
      })!;
      expect(bags(joined)).toEqual(bags(days));
      expect(priced(problem, days, joined)).toMatchObject({ seconds: 0, metres: 0, late: [], against: [] });
      for (const amount of [0, all])
        expect(
          editDay(problem, days, { kind: "split", stop, amount, from: from.at, to: { ...to.at, before: null } }),
        ).toBe(undefined);
    }),
    { numRuns: 60 },
  );
});

test("two trips joined carry what both carried, and a trip cut in two can be joined again", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, days } = aPlan(seed);
      const long = tripsOf(days).find((t) => t.visits.length > 1 && t.supplier !== null);
      const idle = problem.vehicles.findIndex((_, v) => !days.some((day) => day.vehicle === v));
      if (!long || idle < 0 || new Set(long.visits.map((v) => v.stop)).size < long.visits.length) return;
      const stops = long.visits.slice(1).map((v) => v.stop);
      const to = { vehicle: idle, trip: 0, loadAt: long.supplier! };
      const cut = editDay(problem, days, { kind: "move", stops, from: long.at, to })!;
      const there = { vehicle: idle, trip: 0 };
      const joined = editDay(problem, cut, { kind: "move", stops, from: there, to: { ...long.at, before: null } })!;
      expect(joined).toEqual(days);
    }),
    { numRuns: 60 },
  );
});

test("a stop that nobody can reach in time is offered by how much later the gate has to shut, and nobody else is late for it", () => {
  let offered = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const { problem, days } = aPlan(seed);
    const [trip] = tripsOf(days);
    const stop = trip?.visits[0]?.stop;
    if (!trip || stop === undefined) continue;
    const shut = problem.stops.map((s, i) => (i === stop ? { ...s, windows: [{ from: 0, to: 1 }] } : s));
    for (const { price } of offersFor({ ...problem, stops: shut }, days, [stop], trip.at, 3, () => true)) {
      offered++;
      expect(price).toMatchObject({ allowed: true, against: [] });
      expect(price.late.every((l) => l.stop === stop)).toBe(true);
    }
  }
  expect(offered).toBeGreaterThan(0);
});
