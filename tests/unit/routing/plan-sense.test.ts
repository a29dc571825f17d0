import { describe, expect, test } from "vitest";
import { planOptions } from "../../../src/cli/plan/plan-options.ts";
import { problemSchema } from "../../../src/cli/plan/problem-schema.ts";
import { readWarm } from "../../../src/cli/plan/read-warm.ts";
import { check } from "../../../src/routing/check.ts";
import type { Problem } from "../../../src/routing/problem.ts";
import { solve } from "../../../src/routing/solve.ts";

const LOCATIONS = 6;
const ways = (each: number) =>
  Array.from({ length: LOCATIONS ** 2 }, (_, k) => each * Math.abs(Math.floor(k / LOCATIONS) - (k % LOCATIONS)));

/** Two buses, one store, four stops in a row; times from `zero` on. */
function town(zero = 0) {
  const day = { from: zero, to: zero + 7200 };
  const vehicle = {
    class: 0,
    startAt: 0,
    endAt: 0 as number | null,
    shift: day,
    capacity: [100],
    maxTrips: 2,
    cost: { fixed: 100, perMetre: 1, perSecond: 0 },
  };
  return {
    locations: LOCATIONS,
    classes: [{ seconds: { kind: "table", values: ways(60) }, metres: { kind: "table", values: ways(500) } }],
    dimensions: 1,
    vehicles: [vehicle, { ...vehicle }] as Record<string, unknown>[],
    suppliers: [{ location: 1, open: day, loadSeconds: 300 }] as Record<string, unknown>[],
    stops: [2, 3, 4, 5].map(
      (location): Record<string, unknown> => ({
        location,
        demand: [10],
        service: { setUp: 60, perUnit: 0 },
        unservedCost: null,
      }),
    ),
    pins: [] as unknown[],
  };
}

const planned = (input: unknown) => {
  const problem = problemSchema.parse(input) as unknown as Problem;
  const solution = solve(problem, { seed: 1, budget: { rounds: 300 } });
  return { solution, violations: check(problem, solution).violations };
};
const faults = (input: unknown) =>
  problemSchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("times on any clock", () => {
  const plain = planned(town()).solution.days;
  test.each([
    ["seconds since 1970", 1_698_138_000],
    ["of the next century", 3_907_213_200],
    ["milliseconds", 1_698_138_000_000],
    ["the evening before", -7200],
    ["at the end of what the search's clock holds", 536_870_000],
  ])("%s are served as seconds after midnight are", (_, zero) => {
    const { solution, violations } = planned(town(zero));
    expect(violations).toEqual([]);
    expect(solution.days.map((d) => [d.vehicle, d.departAt - zero, d.endAt - zero])).toEqual(
      plain.map((d) => [d.vehicle, d.departAt, d.endAt]),
    );
  });

  test("windows, releases and a plan to start from move with them", () => {
    const zero = 1_698_138_000;
    const late = town(zero);
    Object.assign(late.stops[0]!, {
      windows: [
        { from: 0, to: 60 },
        { from: zero + 5000, to: zero + 7000 },
      ],
    });
    Object.assign(late.stops[1]!, { release: zero + 3000 });
    const first = planned(late);
    expect(first.violations).toEqual([]);
    const problem = problemSchema.parse(late) as unknown as Problem;
    const again = solve(problem, { seed: 2, budget: { rounds: 0 }, warmStart: first.solution });
    expect(again.cost.total).toBeLessThanOrEqual(first.solution.cost.total);
  });

  test("a beginning that the clock cannot hold is refused with the range", () => {
    const wide = town();
    Object.assign(wide.vehicles[1]!, { shift: { from: 1_698_138_000, to: 1_698_145_200 } });
    expect(faults(wide)).toEqual([expect.stringMatching(/^vehicles\.1\.shift\.from: .*at most 268435456$/)]);
  });
});

describe("amounts beyond 32 bits", () => {
  test.each([1e9, 1_000_000_007, 2 ** 40 + 1])("of %d each fill a bus as small ones do", (unit) => {
    const large = town();
    for (const vehicle of large.vehicles) Object.assign(vehicle, { capacity: [2 * unit] });
    for (const stop of large.stops) Object.assign(stop, { demand: [unit] });
    const { solution, violations } = planned(large);
    expect(violations).toEqual([]);
    expect(solution.days.flatMap((d) => d.trips.map((t) => t.visits.length))).toEqual([2, 2]);
  });

  test.each<[string, (p: ReturnType<typeof town>) => void, RegExp]>([
    [
      "a way",
      (p) => void p.classes[0]!.metres.values.splice(1, 1, 2 ** 31),
      /^classes\.0\.metres\.values\.1: .*0 to 536870911/,
    ],
    [
      "a service",
      (p) => void Object.assign(p.stops[2]!, { service: { setUp: 0, perUnit: 1e9 } }),
      /^stops\.2\.service: /,
    ],
    ["a load", (p) => void Object.assign(p.suppliers[0]!, { loadSeconds: 1e12 }), /^suppliers\.0\.loadSeconds: /],
    ["rights", (p) => void Object.assign(p.stops[0]!, { zone: 2 ** 31 }), /^stops\.0\.zone: /],
    ["a price", (p) => void Object.assign(p.stops[0]!, { unservedCost: 1e300 }), /^stops\.0\.unservedCost: /],
    ["kinds of packages", (p) => void Object.assign(p, { packages: 1e9 }), /^packages: /],
    [
      "a slip of the unit",
      (p) => void Object.assign(p.stops[0]!, { demand: [1e6] }),
      /^stops\.0\.demand: .*10000 loads/,
    ],
  ])("%s out of range is refused with its place", (_, change, words) => {
    const problem = town();
    change(problem);
    expect(faults(problem)).toEqual([expect.stringMatching(words)]);
  });
});

describe("pins that cannot all be kept are refused by name", () => {
  const bus = (stop: number, vehicle: number) => ({ kind: "bus", stop, vehicle });
  const order = (vehicle: number, ...stops: number[]) => ({ kind: "order", vehicle, stops });
  const prefix = (vehicle: number, ...stops: number[]) => ({ kind: "prefix", vehicle, location: 1, time: 0, stops });
  const apart = (...stops: number[]) => ({ kind: "apart", stops });
  test.each<[string, unknown[], string]>([
    ["one stop on two vehicles", [bus(0, 0), bus(0, 1)], "pins.1: puts stop 0 on vehicle 1"],
    ["on board of two", [prefix(0, 0, 1), prefix(1, 1, 2)], "pins.1: puts stop 1 on vehicle 1"],
    ["in an order on one and pinned to another", [order(0, 0, 1), bus(1, 1)], "pins.1: puts stop 1 on vehicle 1"],
    ["two loads on board of one", [prefix(0, 0), prefix(0, 1)], "pins.1: is a second load"],
    ["a stop twice on board", [prefix(0, 0, 0)], "pins.0.stops.1: names stop 0 twice"],
    ["a stop twice in an order", [order(0, 0, 1, 0)], "pins.0.stops.2: names stop 0 twice"],
    ["a stop apart from itself", [apart(2, 2)], "pins.0.stops.1: names stop 2 twice"],
    ["orders against each other", [order(0, 0, 1), order(0, 1, 0)], "pins.1: puts stop 1 before stop 0"],
    ["orders in a circle", [order(0, 0, 1), order(0, 1, 2), order(0, 2, 0)], "pins.2: puts stop 2 before stop 0"],
    ["an order against what is on board", [order(0, 2, 0), prefix(0, 0, 1)], "pins.0: puts stop 2 before stop 0"],
    ["apart and in one order", [apart(0, 1), order(0, 0, 1)], "pins.0: keeps stops 0 and 1 apart"],
    ["apart and on board together", [prefix(0, 3, 2), apart(2, 3)], "pins.1: keeps stops 3 and 2 apart"],
    [
      "more apart than there are trips",
      [bus(0, 0), bus(1, 0), bus(2, 0), apart(0, 1, 2)],
      "pins.3: keeps 3 stops apart",
    ],
  ])("%s", (_, pins, words) => {
    const [first] = faults({ ...town(), pins });
    expect(first?.startsWith(words)).toBe(true);
  });

  test.each([
    ["list", { vehicles: [0] }],
    ["zone", { zone: 4 }],
  ])("a stop pinned to a vehicle that its %s does not let in", (_, more) => {
    const problem = { ...town(), pins: [bus(0, 1)] };
    Object.assign(problem.stops[0]!, more);
    expect(faults(problem)[0]).toMatch(/^pins\.0: puts stop 0 on vehicle 1, which/);
  });

  test.each<[string, unknown[]]>([
    ["orders that share a stop", [order(0, 0, 1), order(0, 3, 1), order(0, 1, 2)]],
    ["an order whose first stop is on board", [prefix(0, 1), order(0, 1, 0, 3)]],
    ["the same twice", [bus(0, 0), bus(0, 0), order(0, 0, 1)]],
  ])("%s are kept", (_, pins) => {
    expect(planned({ ...town(), pins }).violations).toEqual([]);
  });
});

describe("a time limit is kept", () => {
  test("by the first plan too: what is not in it yet stays out, with a reason", () => {
    let now = 0;
    const clock = () => {
      now += 1;
      return now;
    };
    const problem = problemSchema.parse(town()) as unknown as Problem;
    const { unserved, days } = solve(problem, { seed: 1, budget: { ms: 1 }, clock });
    expect(unserved.length + days.flatMap((d) => d.trips.flatMap((t) => t.visits)).length).toBe(4);
    expect(unserved.length).toBeGreaterThan(0);
  });

  test("with hundreds left out, each still has a reason", () => {
    const problem = town();
    for (const stop of problem.stops) Object.assign(stop, { demand: [20_000] });
    const { solution } = planned(problem);
    expect(solution.unserved.length).toBeGreaterThan(700);
    expect(new Set(solution.unserved.map((u) => u.reason)).size).toBeGreaterThan(0);
  });
});

test.each([
  ["nothing", {}],
  ["no object", null],
  ["a day without trips", { days: [{ vehicle: 0 }] }],
  ["a problem", town()],
])("%s is no plan to start from", (_, input) => {
  expect(readWarm(input)).toMatchObject({ fault: expect.any(String) });
});

test("a plan as it was written is one", () => {
  const { solution } = planned(town());
  expect(readWarm(JSON.parse(JSON.stringify(solution)))).toEqual(solution);
});

test.each([
  [["a.json", "--islands", "abc"], /--islands takes a whole number from 1 to 64, not "abc"/],
  [["a.json", "--islands", "1.5"], /--islands/],
  [["a.json", "--limit", "Infinity"], /--limit takes seconds above 0/],
  [["a.json", "--limit", "-1"], /./],
  [["a.json", "--limit", ""], /--limit/],
  [["a.json", "--rounds", "x"], /--rounds/],
  [["a.json", "--seed", "0x1"], /--seed/],
  [["a.json", "--bogus"], /--bogus/],
  [["a.json", "b.json"], /one problem at a time/],
])("the command refuses %j in one line", (args, words) => {
  expect(() => planOptions(args)).toThrow(words);
});
