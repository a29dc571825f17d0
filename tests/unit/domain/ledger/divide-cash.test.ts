import fc from "fast-check";
import { expect, test } from "vitest";
import { divideCash } from "../../../../src/domain/ledger/divide-cash.ts";

const dues = fc.array(fc.nat({ max: 50_000 }), { minLength: 1, maxLength: 20 });
const sum = (parts: readonly number[]) => parts.reduce((n, p) => n + p, 0);

test("cash for several homes: the parts come to just what was given, and none is below zero", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2_000_000 }), dues, (given, duesFen) => {
      const parts = divideCash(given, duesFen);
      expect(parts.length).toBe(duesFen.length);
      expect(sum(parts)).toBe(given);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("cash for several homes: nobody is given for beyond what is due while another owes, and the first of them is served first", () => {
  fc.assert(
    fc.property(fc.nat({ max: 500_000 }), dues, (given, duesFen) => {
      const parts = divideCash(given, duesFen);
      const open = duesFen.findIndex((due, i) => (parts[i] ?? 0) < due);
      if (open < 0) expect(parts.slice(1)).toEqual(duesFen.slice(1));
      else {
        expect(parts.slice(0, open)).toEqual(duesFen.slice(0, open));
        expect(sum(parts.slice(open + 1))).toBe(0);
      }
    }),
  );
});
