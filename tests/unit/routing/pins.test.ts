import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../../src/routing/check.ts";
import type { Pin, Problem } from "../../../src/routing/problem.ts";
import type { Solution } from "../../../src/routing/solution.ts";
import { firstPlan, solve } from "../../../src/routing/solve.ts";
import { leastRank, rankOf } from "./brute-force.ts";
import { richProblem } from "./rich-problem.ts";

const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** A rich problem in which what the pins name can be kept: light, open at all hours, welcome on every bus. */
function pinnable(seed: number, stops: number, vehicles: number, pins: Pin[]): Problem {
  const problem = richProblem(seed, { stops, vehicles, suppliers: 1 + (seed % 2), pins: false });
  const named = new Set(pins.flatMap((pin) => (pin.kind === "bus" ? [pin.stop] : pin.stops)));
  for (const index of named) {
    const stop = problem.stops[index]!;
    stop.unservedCost = null;
    stop.demand = stop.demand.map(() => 1);
    stop.rank = 0;
    stop.zone = 0;
    delete stop.windows;
    delete stop.vehicles;
    delete stop.packages;
    delete stop.release;
  }
  for (const vehicle of problem.vehicles) {
    vehicle.shift = { from: 0, to: 5000 };
    delete vehicle.maxSeconds;
    delete vehicle.maxDrivingSeconds;
  }
  return { ...problem, pins };
}

const ALL_KINDS: Pin[] = [
  { kind: "prefix", vehicle: 0, location: 3, time: 40, stops: [0, 1] },
  { kind: "order", vehicle: 1, stops: [2, 3, 4] },
  { kind: "bus", stop: 5, vehicle: 1 },
  { kind: "apart", stops: [6, 7] },
];

function faults(problem: Problem, solution: Solution) {
  return check(problem, solution).violations.filter(
    (v) => v.kind !== "not_served" || !solution.unserved.some((u) => u.stop === v.stop),
  );
}

test("eight stops, pins of all four kinds: no plan beats the best of all, and four of five are it", () => {
  const cases = Array.from({ length: 10 }, (_, k) => 31 * k + 5);
  const exact = cases.filter((seed) => {
    const problem = pinnable(seed, 8, 2, ALL_KINDS);
    for (const vehicle of problem.vehicles) vehicle.maxTrips = 2;
    const solution = solve(problem, { seed, budget: { rounds: 3000 } });
    expect(faults(problem, solution)).toEqual([]);
    const best = leastRank(problem);
    const ours = rankOf(problem, { solution, cost: solution.cost });
    expect(ours).toBeGreaterThanOrEqual(best - 1e-6);
    return ours <= best + 1e-6;
  });
  expect(exact.length).toBeGreaterThanOrEqual(8);
  // Some hundred thousand plans are timed one by one for the comparison.
});

test("a warm start keeps every pin, and costs no more than cheapest insertion into the plan given", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const problem = pinnable(seed, 14, 4, ALL_KINDS);
      const published = solve(problem, { seed, budget: { rounds: 200 } });
      const changed = { ...problem, stops: problem.stops.map((s, i) => (i === 9 ? { ...s, unservedCost: null } : s)) };
      const replanned = solve(changed, { seed: seed + 1, budget: { rounds: 200 }, warmStart: published });
      expect(faults(changed, replanned)).toEqual([]);
      const rank = (s: Solution) => rankOf(changed, { solution: s, cost: s.cost });
      expect(rank(replanned)).toBeLessThanOrEqual(rank(firstPlan(changed, published)) + 1e-6);
      const aboard = replanned.days.find((d) => d.vehicle === 0)!.trips[0]!;
      expect(aboard.supplier).toBeNull();
      expect(aboard.visits.map((v) => v.stop)).toEqual([0, 1]);
    }),
    { numRuns: 60 },
  );
});
