import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeHeads, mostFor } from "#domain/orders/by-heads.ts";

const standing = fc.array(
  fc.record({ acceptUpTo: fc.integer({ min: 1, max: 500 }), householdLimit: fc.integer({ min: 1, max: 9 }) }),
  { maxLength: 6 },
);

test("so many heads may be counted as what is ordered stays within, and whoever counts fewer is told how many it takes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), standing, (heads, lines) => {
      const within = (n: number) => lines.every((l) => l.acceptUpTo <= mostFor(l.householdLimit, n));
      const verdict = judgeHeads(heads, lines);
      expect(verdict.ok).toBe(within(heads));
      if (!verdict.ok) expect([within(verdict.error.heads), within(verdict.error.heads - 1)]).toEqual([true, false]);
    }),
  );
});
