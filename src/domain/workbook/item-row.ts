import type { CatalogueItem } from "../offer/design-package.ts";
import { isOverCap, type PriceCap } from "../offer/price-cap.ts";
import type { Mistake, SheetRow } from "./column.ts";

/** An item as the city has it. */
export type CityItem = CatalogueItem & {
  readonly unit: string;
  /** A package has it: what one of it is stays, as orders were placed in that unit. */
  readonly inPackages: boolean;
};
const tagsOf = (row: SheetRow) => (Array.isArray(row.tags) ? row.tags.map(String) : []);
const numberOf = (value: unknown) => (typeof value === "number" ? value : null);

/** An item's row as packages ask for it; columns that the sheet does not have stay as the city has them. */
export function itemOfRow(row: SheetRow, before: CityItem | undefined): CityItem {
  return {
    code: String(row.code),
    unit: String(row.unit),
    unitKind: row.measure === "piece" ? "piece" : "weight",
    priceFen: Number(row.price),
    costFen: Number(row.cost),
    weightGrams: numberOf(row.grams),
    volumeMl: numberOf(row.ml),
    shelfLifeHours: Number(row.shelf_hours),
    coldHours: row.cold_hours === undefined ? (before?.coldHours ?? null) : numberOf(row.cold_hours),
    tags: row.tags === undefined ? (before?.tags ?? []) : tagsOf(row),
    inPackages: before?.inPackages ?? false,
  };
}

/** What is wrong with an item by itself: a price over the cap, another unit under what was ordered, halal with pork in it. */
export function itemFaults(
  row: SheetRow,
  before: CityItem | undefined,
  cap: PriceCap | undefined,
): Pick<Mistake, "column" | "kind" | "wanted">[] {
  const item = itemOfRow(row, before);
  const otherUnit = before?.inPackages && (before.unit !== item.unit || before.unitKind !== item.unitKind);
  return [
    ...(isOverCap(item.priceFen, item.costFen, cap)
      ? [{ column: "price", kind: "over_cap", wanted: String(cap?.percent) } as const]
      : []),
    ...(otherUnit ? [{ column: "unit", kind: "in_packages", wanted: before.unit } as const] : []),
    ...(item.tags.includes("halal") && item.tags.includes("pork")
      ? [{ column: "tags", kind: "halal_pork" } as const]
      : []),
  ];
}
