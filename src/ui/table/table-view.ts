import type { ReactNode } from "react";

/** One column; `number` aligns right and sorts by value, `mark` holds a sign and stands in the middle. */
export type Column = {
  readonly key: string;
  readonly label: string;
  readonly number?: boolean;
  readonly mark?: boolean;
  readonly width?: string;
  readonly sortable?: boolean;
};

/** A cell: plain text or number; or a value to sort, filter and export by, with how it looks. */
export type Cell = string | number | null | { readonly value: string | number | null; readonly node: ReactNode };

export type Row = {
  readonly id: string;
  readonly cells: Readonly<Record<string, Cell>>;
  readonly tone?: "bad" | "selected" | "faded";
};

export type Table = { readonly columns: readonly Column[]; readonly rows: readonly Row[] };

export type Sort = { readonly key: string; readonly down: boolean };

export const cellValue = (cell: Cell | undefined): string | number | null =>
  cell === undefined || cell === null ? null : typeof cell === "object" ? cell.value : cell;

/** The rows to show: those that hold every word of `words` somewhere, in the order asked for; empty values last. */
export function viewRows(
  rows: readonly Row[],
  columns: readonly Column[],
  words: string,
  sort: Sort | undefined,
  locale: string,
): Row[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  const held = rows.filter((r) => {
    const text = columns
      .map((c) => cellValue(r.cells[c.key]) ?? "")
      .join(" ")
      .toLowerCase();
    return parts.every((p) => text.includes(p));
  });
  if (!sort) return held;
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return held.sort((a, b) => {
    const [x, y] = [cellValue(a.cells[sort.key]), cellValue(b.cells[sort.key])];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    const order = typeof x === "number" && typeof y === "number" ? x - y : compare(String(x), String(y));
    return sort.down ? -order : order;
  });
}

/** The class of a column's cells; plain ones have none. */
export const sideOf = (c: Column): "number" | "mark" | "" => (c.number ? "number" : c.mark ? "mark" : "");
