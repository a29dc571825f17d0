import { expect, test } from "vitest";
import { check } from "../../../src/routing/check.ts";
import type { Problem } from "../../../src/routing/problem.ts";
import { firstPlan, solve } from "../../../src/routing/solve.ts";
import { splitStops } from "../../../src/routing/split.ts";
import { cityDay } from "../../bench/routing/city-day.ts";
import { richProblem } from "./rich-problem.ts";

const travel = { kind: "table" as const, values: [0, 5, 5, 0] };
const bare: Problem = {
  locations: 2,
  classes: [{ seconds: travel, metres: travel }],
  dimensions: 1,
  packages: 1,
  vehicles: [],
  suppliers: [],
  stops: [],
};
const bus = {
  class: 0,
  startAt: 0,
  endAt: 0,
  shift: { from: 0, to: 1000 },
  capacity: [10],
  maxTrips: 9,
  cost: { fixed: 0, perMetre: 1, perSecond: 0 },
};
const shop = { location: 0, open: { from: 0, to: 1000 }, loadSeconds: 1 };
const stop = { location: 1, demand: [25], packages: [25], service: { setUp: 0, perUnit: 0 }, unservedCost: null };
const plan = (over: Partial<Problem>) => solve({ ...bare, ...over }, { seed: 1, budget: { rounds: 50 } });

test("nothing to do is a plan", () => {
  expect(plan({}).days).toEqual([]);
  expect(plan({ vehicles: [bus], suppliers: [shop] }).days).toEqual([]);
});

test("without vehicles or suppliers every stop is left out, with that reason", () => {
  const small = { ...stop, demand: [5], packages: [5] };
  expect(plan({ suppliers: [shop], stops: [small] }).unserved).toMatchObject([
    { stop: 0, reason: "no_vehicle_allowed" },
  ]);
  expect(plan({ vehicles: [bus], stops: [small] }).unserved).toMatchObject([{ stop: 0, reason: "no_supplier" }]);
});

test("a demand larger than a bus is cut into full loads and a rest that add up", () => {
  const problem = { ...bare, vehicles: [bus], suppliers: [shop], stops: [stop] };
  expect(splitStops(problem).map((s) => s.amount)).toEqual([[10], [10], [5]]);
  const solution = solve(problem, { seed: 1, budget: { rounds: 50 } });
  expect(solution.days[0]!.trips).toHaveLength(3);
  expect(check(problem, solution).violations).toEqual([]);
});

test("a bus that has broken down does no trip, and its stops find other buses", () => {
  const problem = cityDay(1);
  const published = solve(problem, { seed: 1, budget: { rounds: 2000 } });
  const broken = published.days[1]!.vehicle;
  const vehicles = problem.vehicles.map((v, i) => (i === broken ? { ...v, maxTrips: 0 } : v));
  const changed = { ...problem, vehicles };
  const options = { seed: 1, budget: { rounds: 1000 }, warmStart: published, pricePerMovedStop: 5000 };
  for (const replanned of [firstPlan(changed, published), solve(changed, options)]) {
    expect(check(changed, replanned).violations).toEqual([]);
    expect(replanned.days.map((d) => d.vehicle)).not.toContain(broken);
  }
});

test("a budget in milliseconds without a clock is a mistake, and says so", () => {
  expect(() => solve(richProblem(1), { seed: 1, budget: { ms: 10 } })).toThrow(RangeError);
});

test("the first plan of a whole city serves everybody and breaks nothing", () => {
  const problem = cityDay(1);
  const solution = firstPlan(problem);
  expect(check(problem, solution).violations).toEqual([]);
});

test("a city re-planned after a change moves few published stops", () => {
  const problem = cityDay(2);
  const published = solve(problem, { seed: 1, budget: { rounds: 2000 } });
  const changed = {
    ...problem,
    stops: problem.stops.map((s, i) =>
      i === 7 ? { ...s, demand: s.demand.map((q) => q * 2), packages: s.packages!.map((q) => q * 2) } : s,
    ),
  };
  const replanned = solve(changed, {
    seed: 2,
    budget: { rounds: 2000 },
    warmStart: published,
    pricePerMovedStop: 5000,
  });
  const busOf = (s: typeof published) =>
    new Map(s.days.flatMap((d) => d.trips.flatMap((t) => t.visits.map((v) => [v.stop, d.vehicle] as const))));
  const before = busOf(published);
  const after = busOf(replanned);
  const moved = [...before].filter(([s, b]) => s !== 7 && after.get(s) !== b).length;
  expect(check(changed, replanned).violations).toEqual([]);
  expect(moved / before.size).toBeLessThan(0.05);
});

const small = { ...stop, demand: [5], packages: [5] };
/** Loads in the first seconds only, so that a late stop makes a long day. */
const early = { ...shop, open: { from: 0, to: 10 } };
test.each([
  [
    "makes days unequal",
    { balancePerHourSquared: 1000, suppliers: [early], stops: [{ ...small, windows: [{ from: 900, to: 950 }] }] },
  ],
  ["comes late", { stops: [{ ...small, windows: [{ from: 0, to: 1, latePerSecond: 100, hardTo: 900 }] }] }],
  [
    "takes long",
    {
      vehicles: [{ ...bus, shift: { from: 0, to: 40_000 }, cost: { fixed: 0, perMetre: 0, perSecond: 1 } }],
      suppliers: [early],
      stops: [{ ...small, windows: [{ from: 30_000, to: 31_000 }] }],
    },
  ],
])("what must be served is not left out because it %s", (_, over: Partial<Problem>) => {
  expect(plan({ vehicles: [bus], suppliers: [shop], ...over }).unserved).toEqual([]);
});

test("a trip loads at another supplier when the first has too little for all its stops", () => {
  const road = { kind: "table" as const, values: [0, 5, 50, 5, 0, 50, 50, 50, 0] };
  const near = { ...shop, stock: [5] };
  const far = { ...shop, location: 2, stock: [10] };
  const { days, unserved } = solve(
    {
      ...{ ...bare, locations: 3, classes: [{ seconds: road, metres: road }] },
      ...{ vehicles: [{ ...bus, maxTrips: 1 }], suppliers: [near, far], stops: [small, small] },
    },
    { seed: 1, budget: { rounds: 1000 } },
  );
  expect(unserved).toEqual([]);
  expect(days.map((d) => d.trips.map((t) => t.supplier))).toEqual([[1]]);
});
