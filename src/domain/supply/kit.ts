import type { ItemId, PackageId } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { ItemUnit } from "../offer/package.ts";

/** One item of a package, in tenths of its unit. */
export type KitLine = { readonly itemId: ItemId; readonly unit: ItemUnit; readonly tenths: number };
/** An amount of one item in tenths of its one unit. */
type ItemAmount = { readonly unit: ItemUnit; readonly tenths: number };
export type ItemAmounts = ReadonlyMap<ItemId, ItemAmount>;

export type KitRefusal =
  | { readonly kind: "unknown_package"; readonly packageId: PackageId }
  | { readonly kind: "mixed_units"; readonly itemId: ItemId; readonly units: readonly [ItemUnit, ItemUnit] };

/** What bags hold, item by item; refuses when one item would be added up in two units. */
export function itemsFor(
  packageLines: ReadonlyMap<PackageId, readonly KitLine[]>,
  bags: readonly { readonly packageId: PackageId; readonly bags: number }[],
): Result<ItemAmounts, KitRefusal> {
  const all: KitLine[] = [];
  for (const { packageId, bags: count } of bags) {
    const lines = packageLines.get(packageId);
    if (!lines) return err({ kind: "unknown_package", packageId });
    all.push(...lines.map((l) => ({ ...l, tenths: l.tenths * count })));
  }
  return addUp(all);
}

/** Adds up amounts by item; refuses when one item comes in two units. */
function addUp(lines: readonly KitLine[]): Result<ItemAmounts, KitRefusal> {
  const sums = new Map<ItemId, ItemAmount>();
  for (const { itemId, unit, tenths } of lines) {
    const before = sums.get(itemId) ?? { unit, tenths: 0 };
    if (before.unit !== unit) return err({ kind: "mixed_units", itemId, units: [before.unit, unit] });
    sums.set(itemId, { unit, tenths: before.tenths + tenths });
  }
  return ok(sums);
}

/** `instead` went into bags in place of `planned`. The two may differ in unit: each is booked on its own item. */
export type ItemSwap = { readonly planned: KitLine; readonly instead: KitLine };

export type KitDay = {
  /** By the packages' lines, for the bags that were packed: see `itemsFor`. */
  readonly packed: ItemAmounts;
  readonly swaps: readonly ItemSwap[];
  readonly scrapped: readonly KitLine[];
  readonly picked: readonly KitLine[];
  readonly lotOutflow: readonly KitLine[];
};

export type KitImbalance = {
  readonly itemId: ItemId;
  /** All in tenths of the item's unit. */
  readonly used: number;
  readonly picked: number;
  readonly lotOutflow: number;
};

/**
 * The items whose books do not close (invariant 21): used, that is packed with swaps and scrap, must equal what was
 * picked and what left the lots. Sorted by item; empty when all is well.
 */
export function kitImbalances(day: KitDay): Result<KitImbalance[], KitRefusal> {
  const packed = [...day.packed].map(([itemId, amount]) => ({ itemId, ...amount }));
  const swapped = day.swaps.flatMap((s) => [{ ...s.planned, tenths: -s.planned.tenths }, s.instead]);
  const used = addUp([...packed, ...swapped, ...day.scrapped]);
  const picked = addUp(day.picked);
  const lotOutflow = addUp(day.lotOutflow);
  // One sum over everything refuses an item that is counted here and weighed there.
  const together = addUp([...packed, ...swapped, ...day.scrapped, ...day.picked, ...day.lotOutflow]);
  if (!together.ok) return together;
  if (!used.ok) return used;
  if (!picked.ok) return picked;
  if (!lotOutflow.ok) return lotOutflow;
  const of = (amounts: ItemAmounts, itemId: ItemId) => amounts.get(itemId)?.tenths ?? 0;
  return ok(
    [...together.value.keys()]
      .sort()
      .map((itemId) => ({
        itemId,
        used: of(used.value, itemId),
        picked: of(picked.value, itemId),
        lotOutflow: of(lotOutflow.value, itemId),
      }))
      .filter((i) => i.used !== i.picked || i.picked !== i.lotOutflow),
  );
}
