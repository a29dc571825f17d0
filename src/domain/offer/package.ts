import { addFen, type Fen } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** Items that are counted come whole; those that are weighed come in tenths of their unit. */
export type UnitKind = "piece" | "weight";

/** One item of a package, named by its id or its code: `tenths` of its unit (25 tenths of a jin are 2.5 斤), and what that costs. */
export type PackageLine = {
  readonly itemId: string;
  readonly unitKind: UnitKind;
  readonly tenths: number;
  readonly lineFen: Fen;
};

/** What a version of a package states to the buyer: every item, the declared fee for packing and carrying, the sum. */
export type PackageContent = { readonly lines: readonly PackageLine[]; readonly feeFen: Fen; readonly priceFen: Fen };

export type PackageRefusal =
  | { readonly kind: "no_lines" }
  | { readonly kind: "item_twice"; readonly itemId: string }
  | { readonly kind: "quantity_not_whole"; readonly itemId: string; readonly tenths: number }
  | { readonly kind: "part_of_a_piece"; readonly itemId: string; readonly tenths: number }
  | { readonly kind: "negative_price" }
  | { readonly kind: "price_is_not_the_sum"; readonly statedFen: Fen; readonly sumFen: Fen };

/** The package when it may be sold as it stands, else every refusal: Σ lines + declared fee, no more and no less (invariant 7). */
export function checkPackage(content: PackageContent): Result<PackageContent, readonly PackageRefusal[]> {
  const { lines, feeFen, priceFen } = content;
  if (lines.length === 0) return err([{ kind: "no_lines" }]);
  const refusals = lines.flatMap(({ itemId, unitKind, tenths }, i): PackageRefusal[] => {
    if (lines.findIndex((l) => l.itemId === itemId) < i) return [{ kind: "item_twice", itemId }];
    if (!Number.isSafeInteger(tenths) || tenths < 1) return [{ kind: "quantity_not_whole", itemId, tenths }];
    if (unitKind === "piece" && tenths % 10 !== 0) return [{ kind: "part_of_a_piece", itemId, tenths }];
    return [];
  });
  if (feeFen < 0 || lines.some((l) => l.lineFen < 0)) refusals.push({ kind: "negative_price" });
  if (refusals.length > 0) return err(refusals);
  const sumFen = addFen(feeFen, ...lines.map((l) => l.lineFen));
  return sumFen === priceFen ? ok(content) : err([{ kind: "price_is_not_the_sum", statedFen: priceFen, sumFen }]);
}
