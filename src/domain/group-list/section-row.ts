import { sectionOf } from "./entry-doubts.ts";
import type { Place } from "./places.ts";
import type { EntryRules } from "./read-entry.ts";
import { scan } from "./scan.ts";
import type { Column } from "./table-row.ts";

const LONGEST_HEADING = 40;
/** What a heading says besides its building: `3栋(楼长王姐)`, `3栋 共24户`. */
const BESIDES = /\([^()]*\)|(共|,)? ?[0-9]{1,4} ?户/gu;
const OF_AN_ORDER: ReadonlySet<string> = new Set(["item", "amount", "package", "sum"]);

/** What a row with a single cell begins: a building, or a part of the sheet of which nobody knows the building. */
export type SectionRow = { readonly place: Place | undefined };

/**
 * Reads a row that is a heading over the homes of a building. Any other heading ends the building above it: whose the
 * rooms under it are, nobody knows. Undefined for a row that is none.
 */
export function readSectionRow(
  cells: readonly string[],
  columns: readonly Column[],
  rules: EntryRules,
): SectionRow | undefined {
  const [at, ...more] = cells.flatMap((c, i) => (c === "" ? [] : [i]));
  const cell = at === undefined ? undefined : cells[at];
  if (at === undefined || cell === undefined || more.length > 0) return undefined;
  if (cell.length > LONGEST_HEADING) return { place: undefined };
  const place = sectionOf(cell.replace(BESIDES, "").trim(), rules);
  if (place) return { place };
  if (OF_AN_ORDER.has(columns[at]?.kind ?? "") || /^[0-9]+$/.test(cell)) return undefined;
  return scan(cell, rules).some((m) => m.k === "home") ? undefined : { place: undefined };
}
