import { expect, test } from "vitest";
import { instant } from "../../../src/contract/instant.ts";

test("a moment lies in this century, whole milliseconds from the start of 2000 to the end of 2099", () => {
  const ok = (n: unknown) => instant.safeParse(n).success;
  expect([Date.UTC(2000, 0), Date.UTC(2026, 10, 29), Date.UTC(2100, 0)].map(ok)).toEqual([true, true, true]);
  expect([0, -1, 1.5, 9e15, Number.NaN, Number.POSITIVE_INFINITY, "2026-11-29", null].map(ok)).toEqual(
    Array(8).fill(false),
  );
});
