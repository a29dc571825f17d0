import fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemId } from "../../../../src/domain/kernel/ids.ts";
import { addFen, fen } from "../../../../src/domain/kernel/money.ts";
import { checkPackage, type PackageContent } from "../../../../src/domain/offer/package.ts";

const rice = { itemId: "rice" as ItemId, unitKind: "weight", tenths: 25, lineFen: fen(833) } as const;
const eggs = { itemId: "eggs" as ItemId, unitKind: "piece", tenths: 100, lineFen: fen(1200) } as const;

function aPackage(named: Partial<PackageContent> = {}): PackageContent {
  const content = { lines: [rice, eggs], feeFen: fen(200), ...named };
  return { priceFen: addFen(content.feeFen, ...content.lines.map((l) => l.lineFen)), ...content };
}

test("a package costs its lines and the declared fee", () => {
  expect(checkPackage(aPackage())).toEqual({ ok: true, value: aPackage() });
});

test("a stated price that is off by any amount is refused with the true sum", () => {
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), (off) => {
      const priceFen = fen(2233 + off);
      const answer = checkPackage(aPackage({ priceFen }));
      if (off === 0) expect(answer.ok).toBe(true);
      else
        expect(answer).toEqual({
          ok: false,
          error: [{ kind: "price_is_not_the_sum", statedFen: priceFen, sumFen: 2233 }],
        });
    }),
  );
});

test.each([
  ["nothing in it", { lines: [] }, ["no_lines"]],
  ["an item twice", { lines: [rice, rice] }, ["item_twice"]],
  ["part of an egg", { lines: [{ ...eggs, tenths: 15 }] }, ["part_of_a_piece"]],
  ["less than a tenth", { lines: [{ ...rice, tenths: 0.5 }] }, ["quantity_not_whole"]],
  ["none of an item", { lines: [{ ...rice, tenths: 0 }] }, ["quantity_not_whole"]],
  ["a fee below zero", { feeFen: fen(-1) }, ["negative_price"]],
] satisfies [string, Partial<PackageContent>, string[]][])("a package is refused by name: %s", (_, named, kinds) => {
  const answer = checkPackage(aPackage(named));
  expect(answer.ok ? [] : answer.error.map((e) => e.kind)).toEqual(kinds);
});
