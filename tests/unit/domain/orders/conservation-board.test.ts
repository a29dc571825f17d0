import fc from "fast-check";
import { expect, test } from "vitest";
import { imbalances } from "../../../../src/domain/orders/conservation.ts";
import { PACKAGE_EQUATIONS, STOP_UNDER_WAY } from "../../../../src/domain/orders/conservation-board.ts";

/** A line that has come as far as `stage`: what no stage has decided yet is ahead. */
const anyLine = fc
  .record({
    wanted: fc.nat({ max: 9 }),
    cancelled: fc.boolean(),
    stage: fc.nat({ max: 3 }),
    extra: fc.nat({ max: 2 }),
    short: fc.nat({ max: 9 }),
    missed: fc.nat({ max: 2 }),
  })
  .map(({ wanted, cancelled, stage, extra, short, missed }) => {
    const cancelledBeforeLock = cancelled ? wanted : 0;
    const left = wanted - cancelledBeforeLock;
    const locked = stage > 0 ? left : 0;
    const given = stage > 1 && locked > 0 ? extra : 0;
    const shortedAlloc = stage > 1 ? Math.min(short, locked) : 0;
    const allocated = stage > 1 ? locked + given - shortedAlloc : 0;
    const shortedPick = stage > 2 ? Math.min(missed, allocated) : 0;
    const packed = stage > 2 ? allocated - shortedPick : 0;
    return {
      ...{
        wanted,
        cancelledBeforeLock,
        locked,
        extra: given,
        allocated,
        shortedAlloc,
        packed,
        shortedPick,
        delivered: 0,
      },
      notLocked: left - locked,
      notAllocated: stage > 1 ? 0 : locked,
      notPacked: stage > 2 ? 0 : allocated,
    };
  });

test("what is still ahead of a stage keeps a line even, however far it has come", () => {
  fc.assert(fc.property(anyLine, (line) => void expect(imbalances(line, PACKAGE_EQUATIONS)).toEqual([])));
});

test("one package that is neither decided nor ahead breaks the equation of its stage alone", () => {
  fc.assert(
    fc.property(anyLine, fc.constantFrom("notLocked", "notAllocated", "notPacked"), (line, ahead) => {
      const broken = imbalances({ ...line, [ahead]: line[ahead] - 1 }, PACKAGE_EQUATIONS);
      const stage = { notLocked: "wanted", notAllocated: "locked", notPacked: "allocated" }[ahead];
      expect(broken).toMatchObject([{ equation: stage, difference: 1 }]);
    }),
  );
});

test("bags that are being counted at a gate are neither lost nor handed over", () => {
  const count = { loaded: 40, handed: 12, partRefused: 0, lost: 0, backOnBoard: 0, offered: 28 };
  expect(imbalances(count, STOP_UNDER_WAY)).toEqual([]);
  expect(imbalances({ ...count, offered: 0 }, STOP_UNDER_WAY)).toMatchObject([{ equation: "load", difference: 28 }]);
});
