import fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemId, PackageVersionId } from "../../../../src/domain/kernel/ids.ts";
import { type ItemSwap, itemsFor, type KitLine } from "../../../../src/domain/supply/kit.ts";

const UNIT_OF = { eggs: "枚", rice: "斤", greens: "斤", oil: "瓶" } as const;
type Name = keyof typeof UNIT_OF;
const names = Object.keys(UNIT_OF) as Name[];
const line = (name: Name, tenths: number): KitLine => ({
  itemId: name as string as ItemId,
  unit: UNIT_OF[name],
  tenths,
});
const aLine = fc
  .tuple(fc.constantFrom(...names), fc.integer({ min: 1, max: 100 }))
  .map(([n, tenths]) => line(n, tenths));
const aWave = fc.record({
  packages: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.array(aLine, { minLength: 1, maxLength: 5 }), {
    minKeys: 1,
  }),
  bags: fc.array(fc.nat({ max: 40 }), { minLength: 3, maxLength: 3 }),
  swaps: fc.array(fc.record<ItemSwap>({ planned: aLine, instead: aLine }), { maxLength: 4 }),
});

test("kit: of every item a wave needs its lines bag by bag, less what was swapped out and more what was swapped in", () => {
  fc.assert(
    fc.property(aWave, ({ packages, bags, swaps }) => {
      const of = (lines: readonly KitLine[], name: Name) =>
        lines.filter((l) => l.itemId === (name as string)).reduce((sum, l) => sum + l.tenths, 0);
      const packed = Object.keys(packages).map((p, i) => ({
        packageVersionId: p as PackageVersionId,
        bags: bags[i] ?? 0,
      }));
      const kit = itemsFor(new Map(Object.entries(packages)) as Map<PackageVersionId, KitLine[]>, packed, swaps);
      if (!kit.ok) throw new Error(kit.error.kind);
      for (const name of names) {
        let tenths =
          of(
            swaps.map((s) => s.instead),
            name,
          ) -
          of(
            swaps.map((s) => s.planned),
            name,
          );
        for (const { packageVersionId, bags: n } of packed)
          for (let b = 0; b < n; b++) tenths += of(packages[packageVersionId] ?? [], name);
        expect(kit.value.get(name as string as ItemId)?.tenths ?? 0).toBe(tenths);
      }
    }),
  );
});

test("kit: an item that is counted here and weighed there is refused, and so is a package without a list", () => {
  const odd = { ...line("eggs", 10), unit: "斤" };
  const a = "a" as PackageVersionId;
  expect(itemsFor(new Map([[a, [line("eggs", 10), odd]]]), [{ packageVersionId: a, bags: 1 }], [])).toMatchObject({
    error: { kind: "mixed_units", itemId: "eggs" },
  });
  expect(itemsFor(new Map(), [{ packageVersionId: a, bags: 1 }], [])).toMatchObject({
    error: { kind: "unknown_package" },
  });
});
