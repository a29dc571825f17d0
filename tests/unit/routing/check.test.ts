import { expect, test } from "vitest";
import { check, type ViolationKind } from "../../../src/routing/check.ts";
import type { Problem } from "../../../src/routing/problem.ts";
import type { Solution } from "../../../src/routing/solution.ts";
import { solve } from "../../../src/routing/solve.ts";

/** Two vehicles, two suppliers, six stops on a line, ten apart; everything fits with room to spare. */
function aProblem(): Problem {
  const locations = 9;
  const values = Int32Array.from(
    { length: locations * locations },
    (_, k) => 10 * Math.abs(Math.floor(k / locations) - (k % locations)),
  );
  const travel = { kind: "table" as const, values };
  const vehicle = {
    class: 0,
    startAt: 8,
    endAt: 8,
    shift: { from: 0, to: 5000 },
    capacity: [20],
    maxTrips: 3,
    disinfectSeconds: 50,
    maxSeconds: 4000,
    maxDrivingSeconds: 3000,
    cost: { fixed: 10, perMetre: 1, perSecond: 1 },
    zone: 1,
  };
  return {
    locations,
    classes: [{ seconds: travel, metres: travel }],
    dimensions: 1,
    packages: 1,
    vehicles: [{ ...vehicle }, { ...vehicle }],
    suppliers: [
      { location: 6, open: { from: 0, to: 4000 }, loadSeconds: 20, docks: 1, stock: [40] },
      { location: 7, open: { from: 0, to: 4000 }, loadSeconds: 20, docks: 1, stock: [40] },
    ],
    stops: Array.from({ length: 6 }, (_, i) => ({
      location: i,
      demand: [8],
      packages: [8],
      windows: [{ from: 0, to: 4000 }],
      service: { setUp: 5, perUnit: 1 },
      unservedCost: null,
      rank: i < 3 ? 0 : 1,
    })),
  };
}

type Plant = [kind: ViolationKind, what: string, plant: (problem: Problem, solution: Solution) => void];

/** Changes every item of a list alike. */
function all<T extends object>(items: T[], change: Partial<T>): void {
  for (const item of items) Object.assign(item, change);
}

const firstTrip = (s: Solution) => s.days[0]!.trips[0]!;
const firstVisit = (s: Solution) => firstTrip(s).visits[0]!;
const PLANTED: Plant[] = [
  ["not_served", "a visit is gone", (_, s) => void firstTrip(s).visits.pop()],
  ["served_amount", "a stop gets less than it asked for", (_, s) => void firstVisit(s).amount.fill(7)],
  ["served_amount", "a stop is served twice", (_, s) => void firstTrip(s).visits.push(structuredClone(firstVisit(s)))],
  ["vehicle_twice", "a vehicle has two days", (_, s) => void s.days.push(structuredClone(s.days[0]!))],
  ["capacity", "the load is larger than the vehicle", (p) => all(p.vehicles, { capacity: [5] })],
  ["trips", "there are more trips than the vehicle may do", (p) => all(p.vehicles, { maxTrips: 0 })],
  ["supplier", "the vehicle may not load there", (p) => all(p.vehicles, { suppliers: [] })],
  ["supplier", "the supplier is closed", (p) => all(p.suppliers, { open: { from: 0, to: 0 } })],
  ["stock", "more is taken than is there", (p) => all(p.suppliers, { stock: [3] })],
  ["release", "goods are loaded before they are packed", (p) => all(p.stops, { release: 4500 })],
  ["window", "service starts after the window", (p) => all(p.stops, { windows: [{ from: 0, to: 1 }] })],
  ["shift", "the vehicle is back too late", (p) => all(p.vehicles, { shift: { from: 0, to: 60 } })],
  ["shift", "the vehicle leaves too early", (p) => all(p.vehicles, { shift: { from: 4900, to: 5000 } })],
  ["duration", "the day is too long", (p) => all(p.vehicles, { maxSeconds: 50 })],
  ["driving", "too long at the wheel", (p) => all(p.vehicles, { maxDrivingSeconds: 10 })],
  ["zone", "the vehicle has no right to the zone", (p) => all(p.stops, { zone: 2 })],
  ["vehicle_not_allowed", "another vehicle was asked for", (p) => all(p.stops, { vehicles: [] })],
  ["rank", "clean comes after controlled", (p, s) => void Object.assign(p.stops[firstVisit(s).stop]!, { rank: 9 })],
  ["time", "an arrival is made up", (_, s) => void Object.assign(firstVisit(s), { arriveAt: 1 })],
  ["time", "the end is made up", (_, s) => void Object.assign(s.days[0]!, { endAt: 1 })],
  ["length", "the metres are made up", (_, s) => void Object.assign(s.days[0]!, { metres: 1 })],
  [
    "pin",
    "a stop is not on its vehicle",
    (p, s) =>
      void Object.assign(p, { pins: [{ kind: "bus", stop: firstVisit(s).stop, vehicle: 1 - s.days[0]!.vehicle }] }),
  ],
  [
    "pin",
    "a fixed order is turned round",
    (p, s) => {
      const stops = firstTrip(s)
        .visits.map((v) => v.stop)
        .reverse();
      Object.assign(p, { pins: [{ kind: "order", vehicle: s.days[0]!.vehicle, stops }] });
    },
  ],
  [
    "pin",
    "what is on board is not delivered first",
    (p, s) =>
      void Object.assign(p, {
        pins: [{ kind: "prefix", vehicle: s.days[0]!.vehicle, location: 8, time: 0, stops: [firstVisit(s).stop] }],
      }),
  ],
  [
    "pin",
    "two that are kept apart share a trip",
    (p, s) => void Object.assign(p, { pins: [{ kind: "apart", stops: firstTrip(s).visits.map((v) => v.stop) }] }),
  ],
  [
    "docks",
    "two vehicles load at one dock",
    (_, s) => {
      const other = structuredClone(s.days[0]!);
      s.days.push({ ...other, vehicle: 1 - other.vehicle });
    },
  ],
];

test("a good plan has no violation, and its cost is recomputed to the unit", () => {
  const problem = aProblem();
  const solution = solve(problem, { seed: 1, budget: { rounds: 200 } });
  expect(check(problem, solution)).toEqual({ cost: solution.cost.total, violations: [] });
});

test.each(PLANTED)("%s: %s", (kind, _what, plant) => {
  const problem = aProblem();
  const solution = solve(problem, { seed: 1, budget: { rounds: 200 } });
  plant(problem, solution);
  expect(check(problem, solution).violations.map((v) => v.kind)).toContain(kind);
});
