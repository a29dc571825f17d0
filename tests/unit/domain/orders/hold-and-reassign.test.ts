import fc from "fast-check";
import { expect, test } from "vitest";
import { instant, plusSeconds } from "../../../../src/domain/kernel/time.ts";
import { holdTimes } from "../../../../src/domain/orders/hold.ts";
import { missingBags, paysForBag } from "../../../../src/domain/orders/reassign.ts";

test("there are always three times to wait until, each later than the one before and an hour or more away", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), (ms) => {
      const now = instant(ms);
      const times = holdTimes(now);
      expect(times).toHaveLength(3);
      expect(times.toSorted((a, b) => a - b)).toEqual(times);
      expect(times[0]).toBeGreaterThanOrEqual(plusSeconds(now, 3600));
    }),
  );
});

const line = { locked: 2, shortedAlloc: 0, packed: 2, shortedPick: 0, reassignedIn: 0, reassignedOut: 0 };
const ends = { returned: 0, scrapped: 0, lost: 0, damaged: 0 };

test.each([
  ["has all", line, ends, 0, false],
  ["came short by one", { ...line, shortedAlloc: 1, packed: 1 }, ends, 1, true],
  ["lost one", line, { ...ends, lost: 1 }, 1, false],
  ["came short by one and got it", { ...line, shortedAlloc: 1, packed: 1, reassignedIn: 1 }, ends, 0, false],
  [
    "came short by one, got it, lost one",
    { ...line, shortedAlloc: 1, packed: 1, reassignedIn: 1 },
    { ...ends, lost: 1 },
    1,
    false,
  ],
  ["got nothing at all", { ...line, shortedAlloc: 2, packed: null, shortedPick: null }, ends, 2, true],
] as const)("a home that %s", (_, counts, over, missing, pays) => {
  expect(missingBags({ ...counts, ...over })).toBe(missing);
  expect(paysForBag({ ...counts, ...over })).toBe(pays);
});
