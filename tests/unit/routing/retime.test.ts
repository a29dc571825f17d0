import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../../src/routing/check.ts";
import { openingsFor } from "../../../src/routing/insertion-slack.ts";
import { handMade, retime } from "../../../src/routing/retime.ts";
import { solve } from "../../../src/routing/solve.ts";
import { splitStops } from "../../../src/routing/split.ts";
import { richProblem } from "./rich-problem.ts";

const seeds = fc.integer({ min: 1, max: 1_000_000 });

test("re-timing a plan as it is gives the same cost and nothing to complain about", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const problem = richProblem(seed, { stops: 8, vehicles: 3, pins: false });
      const solution = solve(problem, { seed, budget: { rounds: 100 } });
      const again = retime(problem, handMade(solution));
      expect(again.violations.filter((v) => v.kind !== "not_served")).toEqual([]);
      expect(again.cost.total).toBeCloseTo(solution.cost.total, 5);
    }),
    { numRuns: 80 },
  );
});

test("a dragged stop is re-timed as it stands, and what it breaks is said, not refused", () => {
  const problem = richProblem(9, { stops: 120, vehicles: 20, suppliers: 5, pins: false });
  const solution = solve(problem, { seed: 1, budget: { rounds: 300 } });
  const days = handMade(solution);
  // A trip that keeps some of its visits: one that had a single visit would only change its bus.
  const from = days.findIndex((day) => day.trips[0]!.visits.length > 1);
  const to = days.findIndex((_, k) => k !== from);
  days[to]!.trips[0]!.visits.push(days[from]!.trips[0]!.visits.shift()!);
  const made = retime(problem, days);
  expect(made.cost).not.toEqual(solution.cost);
  expect(made.violations).toEqual(check(problem, made.solution).violations);
});

test("each opening can be taken up: the stop fits there, at that cost and in that span", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const problem = richProblem(seed, { stops: 10, vehicles: 3, pins: false, docks: false });
      const solution = solve(problem, { seed, budget: { rounds: 100 } });
      const stop = solution.days[0]?.trips[0]?.visits[0]?.stop;
      // A stop that is cut into shares has a place for each; this test is about whole ones.
      if (stop === undefined || splitStops(problem).length > problem.stops.length) return;
      const without = handMade(solution).map((d) => ({
        ...d,
        trips: d.trips
          .map((t) => ({ ...t, visits: t.visits.filter((v) => v.stop !== stop) }))
          .filter((t) => t.visits.length > 0),
      }));
      const base = retime(
        problem,
        without.filter((d) => d.trips.length > 0),
      );
      for (const opening of openingsFor(problem, solution, stop).slice(0, 10)) {
        const days = structuredClone(without);
        const known = days.find((d) => d.vehicle === opening.vehicle);
        const day = known ?? { vehicle: opening.vehicle, trips: [] };
        if (!known) days.push(day);
        if (opening.newTrip) day.trips.splice(opening.trip, 0, { supplier: opening.supplier, visits: [{ stop }] });
        else day.trips[opening.trip]!.visits.splice(opening.position, 0, { stop });
        const made = retime(
          problem,
          days.filter((d) => d.trips.length > 0),
        );
        // Where the way by the stop was the shorter one, its own bus is too long on the road without it: that is no fault
        // of the opening, and nothing else is broken.
        const brokenBefore = base.violations.filter((v) => v.kind !== "not_served" && v.vehicle !== opening.vehicle);
        expect(made.violations.filter((v) => v.kind !== "not_served")).toEqual(brokenBefore);
        const price = problem.stops[stop]!.unservedCost ?? 0;
        expect(made.cost.total - (base.cost.total - price)).toBeCloseTo(opening.extraCost, 5);
        expect(opening.earliest).toBeLessThanOrEqual(opening.latest);
      }
      expect(check(problem, solution).violations.filter((v) => v.kind !== "not_served")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("what is asked of a day again and again is answered as the first time, whatever plan was asked about before", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const problem = richProblem(seed, { stops: 10, vehicles: 3, pins: false });
      // Sums that came by another way differ in their last digits.
      const rounded = (openings: ReturnType<typeof openingsFor>) =>
        openings.map((o) => ({ ...o, extraCost: Math.round(o.extraCost * 1e6) })).toSorted(byPlace);
      const byPlace = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
      const plans = [20, 60].map((rounds) => solve(problem, { seed, budget: { rounds } }));
      for (const plan of [...plans, ...plans])
        for (const stop of problem.stops.keys())
          expect(rounded(openingsFor(problem, plan, stop))).toEqual(rounded(openingsFor({ ...problem }, plan, stop)));
    }),
    { numRuns: 40 },
  );
});
