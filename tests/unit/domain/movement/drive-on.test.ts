import fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "../../../../src/domain/kernel/time.ts";
import { driveOn, type Leg, legsOf } from "../../../../src/domain/movement/drive-on.ts";

const START = 1_900_000_000_000;
const legs = fc.array(
  fc.record({ driveMs: fc.nat(3_600_000), opensAfter: fc.nat(7_200_000), unloadMs: fc.nat(1_200_000) }),
  { minLength: 1, maxLength: 8 },
);
const laid = (of: readonly { driveMs: number; opensAfter: number; unloadMs: number }[]): Leg[] =>
  of.map(({ opensAfter, ...leg }) => ({ ...leg, gateOpensAt: instant(START + opensAfter) }));

test("driving on: no gate is served before it opens, and each drive begins when the gate before is done", () => {
  fc.assert(
    fc.property(legs, (of) => {
      let before = START;
      const way = laid(of);
      for (const [i, visit] of driveOn(START, way).entries()) {
        expect(visit.arriveAt).toBe(before + way[i]!.driveMs);
        expect(visit.leaveAt).toBe(Math.max(visit.arriveAt, way[i]!.gateOpensAt) + way[i]!.unloadMs);
        before = visit.leaveAt;
      }
    }),
  );
});

test("the legs read out of a plan, driven again, are the plan", () => {
  fc.assert(
    fc.property(legs, (of) => {
      const way = laid(of);
      const plan = driveOn(START, way).map((visit, i) => ({
        plannedArriveAt: visit.arriveAt,
        plannedLeaveAt: visit.leaveAt,
        gateOpensAt: way[i]!.gateOpensAt,
      }));
      expect(legsOf(START, plan).map(({ stop: _, ...leg }) => leg)).toEqual(way);
    }),
  );
});
