import { expect, test } from "vitest";
import { fen } from "../../../../src/domain/kernel/money.ts";

test("fen: a fraction or a number that is too large to be exact is a bug and throws", () => {
  expect(() => fen(0.5)).toThrow(RangeError);
  expect(() => fen(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
});
