import { fen } from "../kernel/money.ts";
import { type CatalogueItem, type DesignFault, designPackage } from "../offer/design-package.ts";
import type { PriceCap } from "../offer/price-cap.ts";
import type { Mistake, MistakeKind, SheetRow } from "./column.ts";

type Line = readonly [code: string, tenths: number];
/** What a package's row has in it: items by their codes, in tenths of their units. */
export const linesOf = (row: SheetRow) =>
  (Array.isArray(row.contents) ? row.contents : []) as unknown as readonly Line[];

/** How a fault of the design is told in the sheet, and in which column. */
const TOLD: Readonly<Record<DesignFault["kind"], { readonly column: string; readonly kind: MistakeKind }>> = {
  no_lines: { column: "contents", kind: "needed" },
  item_twice: { column: "contents", kind: "contents" },
  quantity_not_whole: { column: "contents", kind: "contents" },
  part_of_a_piece: { column: "contents", kind: "not_whole" },
  not_measured: { column: "contents", kind: "not_measured" },
  negative_price: { column: "price", kind: "yuan" },
  price_is_not_the_sum: { column: "price", kind: "not_the_sum" },
  over_cap: { column: "price", kind: "over_cap" },
};

/** What keeps a package's row from being sold as it stands: unknown items, and the faults of its design. */
export function packageFaults(
  row: SheetRow,
  items: ReadonlyMap<string, CatalogueItem>,
  cap: PriceCap | undefined,
): Pick<Mistake, "column" | "kind" | "wanted">[] {
  const lines = linesOf(row);
  const unknown = lines.filter(([code]) => !items.has(code)).map(([code]) => code);
  if (unknown.length > 0) return [{ column: "contents", kind: "unknown", wanted: unknown.join("、") }];
  const { faults } = designPackage({
    lines: lines.flatMap(([code, tenths]) => {
      const item = items.get(code);
      return item ? [{ item, tenths }] : [];
    }),
    feeFen: fen(Number(row.fee)),
    priceFen: fen(Number(row.price)),
    cap,
  });
  const kinds = [...new Set(faults.map((f) => f.kind))];
  return kinds.map((kind) => ({
    ...TOLD[kind],
    wanted: faults
      .filter((f) => f.kind === kind)
      .map(wantedBy)
      .join("、"),
  }));
}

function wantedBy(fault: DesignFault): string {
  if (fault.kind === "price_is_not_the_sum") return (fault.sumFen / 100).toFixed(2);
  if (fault.kind === "over_cap") return String(fault.most);
  return "itemId" in fault ? fault.itemId : "";
}
