import fc from "fast-check";
import { expect, test } from "vitest";
import type { VehicleId } from "../../../../src/domain/kernel/ids.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import { type RescueBus, rankRescues } from "../../../../src/domain/movement/rank-rescues.ts";

const aBus = (of: Partial<RescueBus>): RescueBus => ({
  vehicleId: "v" as VehicleId,
  name: "江南 01",
  seconds: 600,
  maxBags: 300,
  wrong: null,
  ownDockAt: null,
  ...of,
});

test("a bus that fits comes before one that does not, an idle one before one with a trip of its own, then the nearest", () => {
  const ranked = rankRescues([
    aBus({ name: "too small", seconds: 60, wrong: { kind: "over_bags", value: 90, limit: 60 } }),
    aBus({ name: "near, but due at a dock", seconds: 120, ownDockAt: instant(9) }),
    aBus({ name: "far", seconds: 1800 }),
    aBus({ name: "near, large", seconds: 300, maxBags: 300 }),
    aBus({ name: "near, small", seconds: 300, maxBags: 60 }),
  ]);
  expect(ranked.map((b) => b.name)).toEqual([
    "near, small",
    "near, large",
    "far",
    "near, but due at a dock",
    "too small",
  ]);
});

test("the ranking loses nobody and does not depend on the order in which buses are named", () => {
  const buses = fc.uniqueArray(
    fc.record({
      name: fc.string(),
      seconds: fc.nat(9),
      maxBags: fc.nat(3),
      wrong: fc.constantFrom(null, { kind: "narrow_gate" as const }),
      ownDockAt: fc.constantFrom(null, instant(9)),
    }),
    { selector: (b) => b.name.normalize() },
  );
  fc.assert(
    fc.property(buses, (some) => {
      const all = some.map((of) => aBus({ ...of, name: `${some.indexOf(of)}` }));
      expect(rankRescues(all.toReversed())).toEqual(rankRescues(all));
      expect(rankRescues(all).toSorted()).toHaveLength(all.length);
    }),
  );
});
