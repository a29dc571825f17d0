import type { ItemId, PackageVersionId } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** One item of a package, in tenths of its unit. */
export type KitLine = { readonly itemId: ItemId; readonly unit: string; readonly tenths: number };
/** An amount of one item in tenths of its one unit. */
type ItemAmount = { readonly unit: string; readonly tenths: number };
export type ItemAmounts = ReadonlyMap<ItemId, ItemAmount>;
/** `instead` goes into bags in place of `planned`. The two may differ in unit: each counts on its own item. */
export type ItemSwap = { readonly planned: KitLine; readonly instead: KitLine };

export type KitRefusal =
  | { readonly kind: "unknown_package"; readonly packageVersionId: PackageVersionId }
  | { readonly kind: "mixed_units"; readonly itemId: ItemId; readonly units: readonly [string, string] };

/**
 * The kit explosion: what bags hold, item by item, after what was swapped; refuses when one item would be added up in
 * two units (invariant 21).
 */
export function itemsFor(
  packageLines: ReadonlyMap<PackageVersionId, readonly KitLine[]>,
  bags: readonly { readonly packageVersionId: PackageVersionId; readonly bags: number }[],
  swaps: readonly ItemSwap[],
): Result<ItemAmounts, KitRefusal> {
  const all: KitLine[] = swaps.flatMap((s) => [{ ...s.planned, tenths: -s.planned.tenths }, s.instead]);
  for (const { packageVersionId, bags: count } of bags) {
    const lines = packageLines.get(packageVersionId);
    if (!lines) return err({ kind: "unknown_package", packageVersionId });
    all.push(...lines.map((l) => ({ ...l, tenths: l.tenths * count })));
  }
  const sums = new Map<ItemId, ItemAmount>();
  for (const { itemId, unit, tenths } of all) {
    const before = sums.get(itemId) ?? { unit, tenths: 0 };
    if (before.unit !== unit) return err({ kind: "mixed_units", itemId, units: [before.unit, unit] });
    sums.set(itemId, { unit, tenths: before.tenths + tenths });
  }
  return ok(sums);
}
