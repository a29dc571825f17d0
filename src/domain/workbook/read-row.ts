import { type Column, inAll, type Mistake, type SheetRow, type Value } from "./column.ts";
import { readCell } from "./read-cell.ts";
import { columnCalled, SHEETS, type SheetName } from "./sheets.ts";

/** A cell as text, or why it holds none: a date, or a formula without a result. */
export type Cell = string | { readonly bad: "date" | "error"; readonly day?: string };

/** The columns of a sheet in the order in which it has them; undefined under an empty header. */
export type Head = { readonly columns: readonly (Column | undefined)[]; readonly mistakes: readonly Mistake[] };

/** Reads a sheet's first line: columns that it must have, has twice, or that nobody knows. */
export function readHead(sheet: SheetName, cells: readonly Cell[]): Head {
  const names = cells.map((cell) => (typeof cell === "string" ? cell : ""));
  const columns = names.map((name) => (name === "" ? undefined : columnCalled(sheet, name)));
  const wrong = (kind: "columns_missing" | "column_unknown" | "column_twice", column: string): Mistake => ({
    sheet,
    line: 1,
    column,
    kind,
  });
  const missing = SHEETS[sheet].columns.filter((c) => c.needed && !columns.includes(c)).map((c) => inAll(c.called));
  return {
    columns,
    mistakes: [
      ...(missing.length > 0 ? [wrong("columns_missing", missing.join("、"))] : []),
      ...names.flatMap((name, i) => (name !== "" && !columns[i] ? [wrong("column_unknown", name)] : [])),
      ...columns.flatMap((c, i) => (c && columns.indexOf(c) < i ? [wrong("column_twice", inAll(c.called))] : [])),
    ],
  };
}

/** Reads a line under a head: the row, or everything that is wrong with it. */
export function readRow(
  sheet: SheetName,
  head: Head,
  line: number,
  cells: readonly Cell[],
): { readonly row: SheetRow } | { readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const row: Record<string, Value> = {};
  head.columns.forEach((column, i) => {
    if (!column) return;
    const cell = cells[i] ?? "";
    const text = typeof cell === "string" ? cell : column.kind === "date" ? cell.day : undefined;
    // A spreadsheet makes a day of whatever looks like one: it stays where one is meant alone.
    const read = text === undefined ? { kind: (cell as { bad: "date" | "error" }).bad } : readCell(column, text);
    if ("value" in read) row[column.key] = read.value;
    else mistakes.push({ sheet, line, column: column.key, ...read });
  });
  if (cells.slice(head.columns.length).some((cell) => cell !== ""))
    mistakes.push({ sheet, line, column: head.columns.findLast((c) => c)?.key ?? "", kind: "cells" });
  return mistakes.length > 0 ? { mistakes } : { row };
}

/** Reads cells that were typed into a form, by their columns: the row, or everything that is wrong with it. */
export function readCells(
  sheet: SheetName,
  cells: Readonly<Record<string, string>>,
): { readonly row: SheetRow } | { readonly mistakes: readonly Mistake[] } {
  const known = new Map<string, Column>(SHEETS[sheet].columns.map((c) => [c.key, c]));
  const named = Object.entries(cells);
  const unknown = named.find(([key]) => !known.has(key));
  if (unknown) return { mistakes: [{ sheet, line: 1, column: unknown[0], kind: "column_unknown" }] };
  const missing = SHEETS[sheet].names.filter((name) => !Object.hasOwn(cells, name));
  if (missing[0] !== undefined) return { mistakes: [{ sheet, line: 1, column: missing[0], kind: "needed" }] };
  const columns = named.map(([key]) => known.get(key));
  return readRow(
    sheet,
    { columns, mistakes: [] },
    1,
    named.map(([, text]) => text.trim()),
  );
}
