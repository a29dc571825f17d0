import fc from "fast-check";
import { expect, test } from "vitest";
import { addFen, fen, splitFen } from "../../../../src/domain/kernel/money.ts";

const weights = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 20 }).filter((w) => w.some((x) => x > 0));

test("splitFen: the parts add up to the whole, to the fen, and each is within one fen of its share", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), weights, (amount, w) => {
      const parts = splitFen(fen(amount), w);
      const total = w.reduce((sum, x) => sum + x, 0);
      expect(addFen(...parts)).toBe(amount);
      parts.forEach((part, i) => {
        expect(Math.abs(part - (amount * (w[i] ?? 0)) / total)).toBeLessThan(1);
      });
    }),
  );
});

test("splitFen: equal weights differ by a fen at most, earlier parts first", () => {
  expect(splitFen(fen(100), [1, 1, 1])).toEqual([34, 33, 33]);
  expect(() => splitFen(fen(100), [0, 0])).toThrow(RangeError);
  expect(() => splitFen(fen(100), [2, -1])).toThrow(RangeError);
});

test("fen: a fraction or a number that is too large to be exact is a bug and throws", () => {
  expect(() => fen(0.5)).toThrow(RangeError);
  expect(() => fen(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
});
