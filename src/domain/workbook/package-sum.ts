import type { PricedItem } from "./check-book.ts";
import type { Mistake, SheetRow } from "./column.ts";

type Line = readonly [code: string, tenths: number];
const linesOf = (row: SheetRow) => (Array.isArray(row.contents) ? row.contents : []) as unknown as readonly Line[];

/** A line's price in fen: the item's price × quantity, to the whole fen. */
export const lineFen = (priceFen: number, tenths: number): number => Math.round((priceFen * tenths) / 10);

/** What keeps a package from being sold as it stands: unknown items, parts of a piece, a price that is not the sum (invariant 7). */
export function packageFaults(
  row: SheetRow,
  items: ReadonlyMap<string, PricedItem>,
): Pick<Mistake, "column" | "kind" | "wanted">[] {
  const lines = linesOf(row).map(([code, tenths]) => ({ code, tenths, item: items.get(code) }));
  const unknown = lines.filter((l) => !l.item).map((l) => l.code);
  if (unknown.length > 0) return [{ column: "contents", kind: "unknown", wanted: unknown.join("、") }];
  const parts = lines.filter((l) => l.item?.piece && l.tenths % 10 !== 0).map((l) => l.code);
  if (parts.length > 0) return [{ column: "contents", kind: "not_whole", wanted: parts.join("、") }];
  const sum = Number(row.fee) + lines.reduce((fen, l) => fen + lineFen(l.item?.priceFen ?? 0, l.tenths), 0);
  return sum === row.price ? [] : [{ column: "price", kind: "not_the_sum", wanted: (sum / 100).toFixed(2) }];
}
