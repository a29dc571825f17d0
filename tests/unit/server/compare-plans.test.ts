import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProposedTrip } from "../../../src/contract/movement.ts";
import type { Instant } from "../../../src/domain/kernel/time.ts";
import { busesThatDiffer, figuresOf, stopsThatDiffer } from "../../../src/server/planning/compare-plans.ts";

const trip = (vehicleId: string, ...stops: [string, number][]): ProposedTrip => ({
  vehicleId,
  supermarketId: "store",
  dockAt: 0 as Instant,
  departAt: 0 as Instant,
  backAt: 0 as Instant,
  metres: 0,
  seconds: 0,
  stops: stops.map(([communityId, minutes]) => ({
    communityId,
    arriveAt: (minutes * 60_000) as Instant,
    leaveAt: (minutes * 60_000) as Instant,
    loads: [{ batchId: communityId, bags: 2 }],
  })),
});
const somePlans = fc.array(
  fc.tuple(
    fc.constantFrom("1", "2", "3"),
    fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 600 }))),
  ),
  { maxLength: 4 },
);
const toTrips = (rows: [string, [string, number][]][]) => rows.map(([bus, stops]) => trip(bus, ...stops));

test("a plan differs in nothing from itself, and two plans in the same stops whichever is named first", () => {
  fc.assert(
    fc.property(somePlans, somePlans, (one, other) => {
      const [a, b] = [toTrips(one), toTrips(other)];
      expect(stopsThatDiffer(a, a)).toEqual([]);
      expect(busesThatDiffer(a, a)).toEqual([]);
      const there = stopsThatDiffer(a, b).map((x) => [x.placeId, x.from, x.to]);
      const back = stopsThatDiffer(b, a).map((x) => [x.placeId, x.to, x.from]);
      expect(new Set(there.map((x) => JSON.stringify(x)))).toEqual(new Set(back.map((x) => JSON.stringify(x))));
      expect(busesThatDiffer(a, b)).toEqual(busesThatDiffer(b, a));
    }),
  );
});

test("another bus, another hour, taken in and left out are told apart, and a few minutes are the same hour", () => {
  const before = [trip("1", ["a", 60], ["b", 80], ["c", 100], ["d", 120])];
  const after = [trip("1", ["a", 64], ["c", 130]), trip("2", ["b", 80], ["e", 90])];
  const differs = stopsThatDiffer(before, after).map(({ placeId, from, to }) => [
    placeId,
    from?.vehicleIds.join() ?? null,
    to?.vehicleIds.join() ?? null,
  ]);
  expect(differs).toEqual([
    ["d", "1", null],
    ["e", null, "2"],
    ["b", "1", "2"],
    ["c", "1", "1"],
  ]);
  expect(busesThatDiffer(before, after)).toEqual(["1", "2"]);
  expect(busesThatDiffer(before, [trip("1", ["a", 62], ["b", 81], ["c", 101], ["d", 121])])).toEqual([]);
});

test("a plan's figures count buses once, gates come to after they shut, and packages left out", () => {
  const trips = [trip("1", ["a", 60], ["b", 80]), trip("1", ["c", 100])];
  const left = [{ batchId: "x", communityId: "d", bags: 7, reason: "window" as const, missing: 0 }];
  const closes = (id: string) => (id === "b" ? 75 : 1000) * 60_000;
  expect(figuresOf(trips, left, { cost: 5, metres: 9 }, closes)).toEqual({
    costFen: 5,
    metres: 9,
    buses: 1,
    trips: 2,
    lateStops: 1,
    lateSeconds: 300,
    leftOutBags: 7,
  });
});
