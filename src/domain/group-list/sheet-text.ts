import { startsList } from "./line-kind.ts";
import type { Span } from "./order.ts";
import { plainLine } from "./plain-text.ts";

/** More rows or columns are no grid's list. */
export const MOST_LIST_ROWS = 3_000;
export const MOST_LIST_COLUMNS = 60;

const BREAKS = /[\t\r\n\u2028\u2029\u0085]+/g;

/** A sheet as the text that is kept of it: a line for each row, so that line numbers are those of the sheet, and tabs between cells. */
export const sheetText = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells) =>
      cells
        .map((c) => c.replace(BREAKS, " "))
        .join("\t")
        .trimEnd(),
    )
    .join("\n");

export type SheetLine = { readonly cells: readonly string[]; readonly span: Span };

/** The rows of a text that `sheetText` wrote, each with its place in it. */
export function rowsOf(text: string): SheetLine[] {
  let start = 0;
  return text.split("\n").map((line, i): SheetLine => {
    const span = { line: i + 1, endLine: i + 1, start, end: start + line.length };
    start += line.length + 1;
    return { cells: line.split("\t"), span };
  });
}

/** Whether a pasted text was copied out of a spreadsheet: cells with tabs between them in most lines, and no list's head. */
export function isSheetText(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((l) => l.trim() !== "");
  const tabbed = lines.filter((l) => l.includes("\t")).length;
  return lines.length > 1 && tabbed * 2 > lines.length && !lines.some((l) => startsList(plainLine(l.slice(0, 60))));
}
