import type { ItemId } from "../kernel/ids.ts";
import { addFen, type Fen, fen } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";

export const ITEM_UNITS = ["piece", "jin", "kg", "case"] as const;
export type ItemUnit = (typeof ITEM_UNITS)[number];

/** Items that are counted come whole; those that are weighed come in tenths. */
const COUNTED_UNITS: readonly ItemUnit[] = ["piece", "case"];

/** One item of a package. `tenths` is the quantity in tenths of `unit`: 25 tenths of a jin are 2.5 斤. */
export type PackageLine = {
  readonly itemId: ItemId;
  readonly unit: ItemUnit;
  readonly tenths: number;
  readonly unitPriceFen: Fen;
};

/** What a version of a package states to the buyer: every item, the declared fee for packing and carrying, the sum. */
export type PackageContent = { readonly lines: readonly PackageLine[]; readonly feeFen: Fen; readonly priceFen: Fen };

export type PackageRefusal =
  | { readonly kind: "no_lines" }
  | { readonly kind: "item_twice"; readonly itemId: ItemId }
  | { readonly kind: "quantity_not_whole"; readonly itemId: ItemId; readonly tenths: number }
  | { readonly kind: "part_of_a_piece"; readonly itemId: ItemId; readonly unit: ItemUnit; readonly tenths: number }
  | { readonly kind: "negative_price" }
  | { readonly kind: "price_is_not_the_sum"; readonly statedFen: Fen; readonly sumFen: Fen };

/** The price of a line, rounded to the nearest fen; half a fen goes up. */
export function linePrice({ unitPriceFen, tenths }: Pick<PackageLine, "unitPriceFen" | "tenths">): Fen {
  return fen(Math.round((unitPriceFen * tenths) / 10));
}

/** Σ lines + declared fee: what a package must cost, no more and no less (invariant 7). */
export function packagePrice(lines: readonly PackageLine[], feeFen: Fen): Fen {
  return addFen(feeFen, ...lines.map(linePrice));
}

/** The package when it may be published as it stands, else every refusal. */
export function checkPackage(content: PackageContent): Result<PackageContent, readonly PackageRefusal[]> {
  const { lines, feeFen, priceFen } = content;
  if (lines.length === 0) return err([{ kind: "no_lines" }]);
  const refusals = lines.flatMap(({ itemId, unit, tenths }, i): PackageRefusal[] => {
    if (lines.findIndex((l) => l.itemId === itemId) < i) return [{ kind: "item_twice", itemId }];
    if (!Number.isSafeInteger(tenths) || tenths < 1) return [{ kind: "quantity_not_whole", itemId, tenths }];
    if (COUNTED_UNITS.includes(unit) && tenths % 10 !== 0) return [{ kind: "part_of_a_piece", itemId, unit, tenths }];
    return [];
  });
  if (feeFen < 0 || lines.some((l) => l.unitPriceFen < 0)) refusals.push({ kind: "negative_price" });
  if (refusals.length > 0) return err(refusals);
  const sumFen = packagePrice(lines, feeFen);
  return sumFen === priceFen ? ok(content) : err([{ kind: "price_is_not_the_sum", statedFen: priceFen, sumFen }]);
}
