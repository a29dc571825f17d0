import fc from "fast-check";
import { expect, test } from "vitest";
import { type CityFacts, readinessOf } from "../../../../src/domain/oversight/readiness.ts";

const nothing: CityFacts = {
  places: 0,
  placesWithoutHomes: 0,
  grids: 0,
  gridsWithoutWorker: 0,
  placesWithoutClerk: 0,
  stores: 0,
  storesWithoutCapacity: 0,
  storesWithoutStaff: 0,
  packages: 0,
  buses: 0,
  busesWithoutDriver: 0,
  depots: 0,
  depotsWithoutKeeper: 0,
  dispatchers: 0,
  desks: 1,
};
const small: CityFacts = {
  ...nothing,
  places: 3,
  grids: 4,
  stores: 2,
  packages: 5,
  buses: 3,
  depots: 1,
  dispatchers: 1,
};
const states = (f: CityFacts) => Object.fromEntries(readinessOf(f).map((r) => [r.need, r.state]));

test("an empty city lacks all that a round would break on, and is told of the rest", () => {
  const found = states(nothing);
  const stops = Object.keys(found).filter((need) => found[need] === "stop");
  expect(stops).toEqual(["homes", "grid_workers", "packages", "stores", "store_staff", "buses", "drivers", "dispatch"]);
  expect(found).toMatchObject({ clerks: "look", keepers: "look", second_desk: "look" });
});

test("a city that has one of each is ready; a second desk is wished for", () => {
  expect(readinessOf({ ...small, desks: 2 }).every((r) => r.state === "ready")).toBe(true);
  expect(states(small)).toMatchObject({ second_desk: "look" });
});

test("what some lack is looked at, and what all lack stops; more of a thing never makes it worse", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(50), (of, n) => {
      const missing = Math.min(of, n);
      const at = (without: number) => states({ ...small, stores: of, storesWithoutStaff: without }).store_staff;
      expect(at(missing)).toBe(missing === of ? "stop" : missing > 0 ? "look" : "ready");
      const worse = ["ready", "look", "stop"];
      if (missing > 0)
        expect(worse.indexOf(at(missing - 1) ?? "")).toBeLessThanOrEqual(worse.indexOf(at(missing) ?? ""));
    }),
  );
});
