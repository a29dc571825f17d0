import fc from "fast-check";
import { expect, test } from "vitest";
import { fen } from "../../../../src/domain/kernel/money.ts";
import type { ServiceDay } from "../../../../src/domain/kernel/time.ts";
import { type CatalogueItem, designPackage, lineFen } from "../../../../src/domain/offer/design-package.ts";
import { capInForce, isOverCap, markUpTenths } from "../../../../src/domain/offer/price-cap.ts";
import { scaleTenths } from "../../../../src/domain/offer/scale-lines.ts";
import { packageFaults } from "../../../../src/domain/workbook/package-sum.ts";

const day = (text: string) => text as ServiceDay;
const cap = (percent: number | null, from = "2030-04-01") => ({ percent, from: day(from), orderNumber: "1 号" });

const anyItem = (code: string): fc.Arbitrary<CatalogueItem> =>
  fc.record({
    code: fc.constant(code),
    unitKind: fc.constantFrom("piece" as const, "weight" as const),
    priceFen: fc.nat(20_000),
    costFen: fc.nat(20_000),
    weightGrams: fc.option(fc.integer({ min: 1, max: 5_000 }), { freq: 9 }),
    volumeMl: fc.integer({ min: 1, max: 9_000 }),
    shelfLifeHours: fc.integer({ min: 1, max: 5_000 }),
    coldHours: fc.option(fc.integer({ min: 1, max: 48 })),
    tags: fc.subarray(["cold", "fragile", "pork", "halal", "low_salt"]),
  });
const someLines = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.tuple(
      ...Array.from({ length: n }, (_, i) =>
        fc.record({ item: anyItem(`item${i}`), tenths: fc.integer({ min: 1, max: 300 }) }),
      ),
    ),
  );
const anyDesign = fc.record({
  lines: someLines,
  feeFen: fc.nat(500).map(fen),
  off: fc.constantFrom(0, 0, 0, 1, -1, 250),
  cap: fc.option(fc.constantFrom(cap(0), cap(15), cap(35), cap(1000)), { nil: undefined }),
});

test("a design holds just when its price is the lines and the fee, pieces are whole, all is measured, and the cap is kept", () => {
  fc.assert(
    fc.property(anyDesign, ({ lines, feeFen, off, cap }) => {
      const sum = feeFen + lines.reduce((n, l) => n + lineFen(l.item.priceFen, l.tenths), 0);
      fc.pre(sum + off >= 0);
      const cost = lines.reduce((n, l) => n + lineFen(l.item.costFen, l.tenths), 0);
      const designed = designPackage({ lines, feeFen, priceFen: fen(sum + off), cap });
      const whole = lines.every((l) => l.item.unitKind === "weight" || l.tenths % 10 === 0);
      const measured = lines.every((l) => l.item.weightGrams !== null);
      const kinds = new Set(designed.faults.map((f) => f.kind));
      expect(designed.sumFen).toBe(sum);
      expect(kinds.has("part_of_a_piece")).toBe(!whole);
      expect(kinds.has("not_measured")).toBe(!measured);
      expect(designed.derived !== undefined).toBe(measured);
      expect(kinds.has("over_cap")).toBe(cap !== undefined && (sum + off) * 100 > cost * (100 + (cap.percent ?? 0)));
      // A price cannot be judged while its lines are none.
      if (whole) expect(kinds.has("price_is_not_the_sum")).toBe(off !== 0);
    }),
  );
});

test("what a package weighs and is follows from its items: sums, the first to go, one fragile or cold makes it so", () => {
  fc.assert(
    fc.property(someLines, (lines) => {
      fc.pre(lines.every((l) => l.item.weightGrams !== null));
      const { derived } = designPackage({ lines, feeFen: fen(0), priceFen: fen(0), cap: undefined });
      expect(derived?.weightGrams).toBe(
        Math.round(lines.reduce((n, l) => n + ((l.item.weightGrams ?? 0) * l.tenths) / 10, 0)),
      );
      expect(derived?.shelfLifeHours).toBe(Math.min(...lines.map((l) => l.item.shelfLifeHours)));
      expect(derived?.coldChain).toBe(lines.some((l) => l.item.tags.includes("cold")));
      expect(derived?.tags.includes("halal") && derived.tags.includes("contains_pork")).toBe(false);
    }),
  );
});

test("a workbook's row and the designer find fault with the same packages", () => {
  fc.assert(
    fc.property(anyDesign, ({ lines, feeFen, off, cap }) => {
      const priceFen = fen(
        Math.max(0, feeFen + lines.reduce((n, l) => n + lineFen(l.item.priceFen, l.tenths), 0) + off),
      );
      const row = { contents: lines.map((l) => [l.item.code, l.tenths]), fee: feeFen, price: priceFen };
      const items = new Map(lines.map((l) => [l.item.code, l.item]));
      const designed = designPackage({ lines, feeFen, priceFen, cap });
      expect(packageFaults(row, items, cap).length > 0).toBe(designed.faults.length > 0);
    }),
  );
});

test("the cap that binds is the last that began; one that lifts it binds nobody, and neither does one to come", () => {
  const caps = [cap(35, "2030-04-01"), cap(15, "2030-04-05"), cap(null, "2030-04-09")];
  expect(capInForce(caps, day("2030-03-31"))).toBeUndefined();
  expect(capInForce(caps, day("2030-04-04"))?.percent).toBe(35);
  expect(capInForce(caps.toReversed(), day("2030-04-05"))?.percent).toBe(15);
  expect(capInForce(caps, day("2030-04-20"))).toBeUndefined();
});

test("a mark-up that reads as at the cap is never over it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), fc.nat(100), (cost, extra, percent) => {
      const tenths = markUpTenths(cost + extra, cost) ?? 0;
      expect(isOverCap(cost + extra, cost, cap(percent))).toBe(tenths > percent * 10);
    }),
  );
});

test("a variant has something of everything, whole pieces, and no less of it for more people", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom("piece" as const, "weight" as const),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      (tenths, kind, from, to) => {
        const scaled = scaleTenths(tenths, kind, from, to);
        expect(scaled).toBeGreaterThan(0);
        expect(scaled % (kind === "piece" ? 10 : 5)).toBe(0);
        expect(scaleTenths(tenths, kind, from, to + 1)).toBeGreaterThanOrEqual(scaled);
      },
    ),
  );
});
