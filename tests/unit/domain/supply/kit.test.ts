import fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemId, PackageId } from "../../../../src/domain/kernel/ids.ts";
import { type ItemSwap, itemsFor, type KitLine, kitImbalances } from "../../../../src/domain/supply/kit.ts";

const UNIT_OF = { eggs: "piece", rice: "jin", greens: "jin", oil: "case" } as const;
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
const somePackages = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.array(aLine, { minLength: 1, maxLength: 5 }), {
  minKeys: 1,
});

/** A day whose books close: what is picked is what bags, swaps and scrap use up, summed here in another way. */
const aDay = fc
  .record({
    packages: somePackages,
    bags: fc.array(fc.nat({ max: 40 }), { minLength: 3, maxLength: 3 }),
    swaps: fc.array(fc.record<ItemSwap>({ planned: aLine, instead: aLine }), { maxLength: 4 }),
    scrapped: fc.array(aLine, { maxLength: 4 }),
  })
  .map(({ packages, bags, swaps, scrapped }) => {
    const packed = Object.keys(packages).map((p, i) => ({ packageId: p as PackageId, bags: bags[i] ?? 0 }));
    const picked = names.map((name) => {
      const mine = (lines: readonly KitLine[]) =>
        lines.filter((l) => l.itemId === (name as string)).reduce((sum, l) => sum + l.tenths, 0);
      let tenths = mine(scrapped) + mine(swaps.map((s) => s.instead)) - mine(swaps.map((s) => s.planned));
      for (const { packageId, bags: n } of packed)
        for (let b = 0; b < n; b++) tenths += mine(packages[packageId] ?? []);
      return line(name, tenths);
    });
    return {
      packages: new Map(Object.entries(packages)) as Map<PackageId, KitLine[]>,
      packed,
      swaps,
      scrapped,
      picked,
    };
  });

test("kit: on any day lines × bags, with substitutes and scrap, are what was picked and what left the lots", () => {
  fc.assert(
    fc.property(aDay, ({ packages, packed, swaps, scrapped, picked }) => {
      const items = itemsFor(packages, packed);
      if (!items.ok) throw new Error(items.error.kind);
      const day = { packed: items.value, swaps, scrapped, picked, lotOutflow: picked };
      expect(kitImbalances(day)).toEqual({ ok: true, value: [] });
    }),
  );
});

test("kit: a tenth that is missing anywhere is found at its item", () => {
  fc.assert(
    fc.property(
      aDay,
      fc.constantFrom(...names),
      fc.boolean(),
      ({ packages, packed, swaps, scrapped, picked }, name, lot) => {
        const items = itemsFor(packages, packed);
        if (!items.ok) throw new Error(items.error.kind);
        const less = [...picked, line(name, -1)];
        const answer = kitImbalances({
          packed: items.value,
          swaps,
          scrapped,
          picked: lot ? picked : less,
          lotOutflow: lot ? less : picked,
        });
        expect(answer.ok && answer.value.map((i) => i.itemId)).toEqual([name]);
      },
    ),
  );
});

test("kit: an item that is counted here and weighed there is refused, wherever the two meet", () => {
  const weighed = { ...line("eggs", 10), unit: "jin" } as const;
  const packages = new Map([["a" as PackageId, [line("eggs", 10), weighed]]]);
  const refusal = { ok: false, error: { kind: "mixed_units", itemId: "eggs", units: ["piece", "jin"] } };
  expect(itemsFor(packages, [{ packageId: "a" as PackageId, bags: 1 }])).toEqual(refusal);
  const day = { packed: new Map(), swaps: [], scrapped: [line("eggs", 10)], picked: [weighed], lotOutflow: [weighed] };
  expect(kitImbalances(day)).toEqual(refusal);
});

test("kit: bags of a package that has no lines are refused", () => {
  expect(itemsFor(new Map(), [{ packageId: "x" as PackageId, bags: 1 }])).toEqual({
    ok: false,
    error: { kind: "unknown_package", packageId: "x" },
  });
});
