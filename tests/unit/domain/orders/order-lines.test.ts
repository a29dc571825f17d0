import fc from "fast-check";
import { expect, test } from "vitest";
import type { PackageId } from "../../../../src/domain/kernel/ids.ts";
import { fen } from "../../../../src/domain/kernel/money.ts";
import { checkLines, MAX_ORDER_LINES, orderTotal, type WantedLine } from "../../../../src/domain/orders/order-lines.ts";

const A = "a" as PackageId;
const B = "b" as PackageId;
const OFFER = new Map([
  [A, { householdLimit: 3 }],
  [B, { householdLimit: 1 }],
]);

test.each([
  ["no lines", [], ["empty_order"]],
  ["a package that is not on offer", [{ packageId: "x" as PackageId, wanted: 1 }], ["unknown_package"]],
  ["none of a package", [{ packageId: A, wanted: 0 }], ["quantity_not_whole"]],
  ["half a package", [{ packageId: A, wanted: 1.5 }], ["quantity_not_whole"]],
  ["no number", [{ packageId: A, wanted: Number.NaN }], ["quantity_not_whole"]],
  ["more than the limit", [{ packageId: A, wanted: 4 }], ["over_household_limit"]],
  ["accepting less than wanted", [{ packageId: A, wanted: 2, acceptUpTo: 1 }], ["accept_below_wanted"]],
  ["accepting over the limit", [{ packageId: A, wanted: 2, acceptUpTo: 4 }], ["accept_over_limit"]],
  [
    "one package twice, and another fault",
    [
      { packageId: A, wanted: 1 },
      { packageId: A, wanted: 1 },
      { packageId: B, wanted: 2 },
    ],
    ["package_twice", "over_household_limit"],
  ],
  [
    "a script's list",
    Array.from({ length: MAX_ORDER_LINES + 1 }, () => ({ packageId: A, wanted: 1 })),
    ["too_many_lines"],
  ],
] satisfies [string, WantedLine[], string[]][])("lines are refused by name: %s", (_, lines, kinds) => {
  const answer = checkLines(lines, OFFER);
  expect(answer.ok ? [] : answer.error.map((e) => e.kind)).toEqual(kinds);
});

test("lines in order come back as they went in, up to the limit itself", () => {
  const lines = [
    { packageId: A, wanted: 2, acceptUpTo: 3 },
    { packageId: B, wanted: 1 },
  ];
  expect(checkLines(lines, OFFER)).toEqual({ ok: true, value: lines });
});

test("the total is each price as often as it is wanted, and a missing price is a bug", () => {
  const price = fc.nat({ max: 100_000 });
  fc.assert(
    fc.property(price, price, fc.nat({ max: 50 }), fc.nat({ max: 50 }), (a, b, wantedA, wantedB) => {
      const card = new Map([
        [A, fen(a)],
        [B, fen(b)],
      ]);
      const lines = [
        { packageId: A, wanted: wantedA },
        { packageId: B, wanted: wantedB },
      ];
      expect(orderTotal(lines, card)).toBe(a * wantedA + b * wantedB);
    }),
  );
  expect(() => orderTotal([{ packageId: A, wanted: 1 }], new Map())).toThrow(RangeError);
});
