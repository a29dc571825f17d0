import { freeText, notesOf } from "./entry-doubts.ts";
import type { Reason } from "./flags.ts";
import { type EntryRules, readEntry, type Wish } from "./read-entry.ts";
import type { TableRow } from "./read-table.ts";

const PHONE: Reason = { flag: "PHONE_FOUND", values: {} };

/** The wishes of a row of a pasted spreadsheet: read as an entry would be, with the columns of their own beside it. */
export function readTableEntry(row: TableRow, rules: EntryRules): Wish[] {
  const standing = { listed: true };
  const wishes = readEntry(row.text, standing, rules);
  if (wishes.length === 0) return [freeText(row.text, standing)];
  return wishes.map((w): Wish => {
    const note = row.note ?? w.note;
    return {
      ...w,
      reasons: [...w.reasons, ...(row.phone ? [PHONE] : []), ...notesOf(row.note)],
      ...(row.contact === undefined ? {} : { contact: row.contact }),
      ...(note === undefined ? {} : { note }),
    };
  });
}
