import type { Column } from "./table-row.ts";

/**
 * Whether empty cells of the building's and the unit's column mean the one above, as merged cells do. A column in which
 * one value stands under the same value was filled in row by row, and one with few gaps was not merged: there an empty
 * cell is a missing one.
 */
export function mergedDown(rows: readonly (readonly string[])[], columns: readonly Column[]): boolean {
  const at = columns.findIndex((c) => c.kind === "building");
  const of = at < 0 ? columns.findIndex((c) => c.kind === "unit") : at;
  if (of < 0) return false;
  const cells = rows.filter((r) => r.some((c) => c.trim() !== "")).map((r) => (r[of] ?? "").trim());
  const repeats = cells.some((c, i) => c !== "" && c === cells[i - 1]);
  const filled = cells.filter((c) => c !== "").length;
  return !repeats && (cells.length - filled) * 2 >= filled;
}
