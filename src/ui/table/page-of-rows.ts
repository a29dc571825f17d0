import { PAGE_ROWS, type Page, pageOf, rowsOf } from "#domain/kernel/page.ts";
import { cellValue, type Row, type Table, viewRows } from "./table-view.ts";
import type { TableWish } from "./table-wish.ts";

/** One page of a table, filtered and sorted over all its rows; `total` of the page counts those that match. */
export type TablePage = Table & { readonly at: Page; readonly all: number; readonly wish: TableWish };

/**
 * Cuts a page out of a table. It runs where all rows are, on the server, because what is filtered and sorted are the
 * words that the reader sees: names of states and places in his language, in its order.
 */
export function pageOfRows(table: Table, wish: TableWish, locale: string, size = PAGE_ROWS): TablePage {
  const { columns, rows } = table;
  const matching = viewRows(rows, columns, wish.words, sortOf(table, wish), locale);
  const at = pageOf(matching.length, wish.page, size);
  return { columns, rows: rowsOf(at, matching), at, all: rows.length, wish };
}

/** The raw rows behind a page, and the one that is chosen wherever it stands: an act may have moved it to another page. */
export function behindPage<T>(page: TablePage, all: readonly T[], idOf: (row: T) => string): T[] {
  const ids = new Set([...page.rows.map((r) => r.id), page.wish.row]);
  return all.filter((row) => ids.has(idOf(row)));
}

export type Grid = readonly (readonly (string | number | null)[])[];

/** All matching rows as plain values under their heads: what is taken away does not end with the page. */
export function gridOf(table: Table, wish: Pick<TableWish, "words" | "sort">, locale: string): Grid {
  const shown = viewRows(table.rows, table.columns, wish.words, sortOf(table, wish), locale);
  return gridOfRows(table.columns, shown);
}

export const gridOfRows = (columns: Table["columns"], rows: readonly Row[]): Grid => [
  columns.map((c) => c.label),
  ...rows.map((r) => columns.map((c) => cellValue(r.cells[c.key]))),
];

/** An address may name a column that there is not. */
const sortOf = (table: Table, { sort }: Pick<TableWish, "sort">) =>
  sort && table.columns.some((c) => c.key === sort.key && c.sortable !== false) ? sort : undefined;
