import { freeText, notesOf, unsure } from "./entry-doubts.ts";
import type { Reason } from "./flags.ts";
import { mayOrder, packagesIn } from "./order-in-cell.ts";
import type { Place } from "./places.ts";
import { type EntryRules, readEntry, type Wish } from "./read-entry.ts";
import type { TableRow } from "./table-row.ts";

const PHONE: Reason = { flag: "PHONE_FOUND", values: {} };
const doubt = (cell: string, values: Reason["values"]): Reason => ({
  flag: "FREE_TEXT_REQUEST",
  values: { ...values, cell },
});

/**
 * The wishes of a row of a table: read as an entry would be, with the columns of their own beside it; none for a row
 * that orders nothing. A cell that cannot be what its column says holds the whole row back, and no other row.
 * @param section the building of the heading above the row; a row that names another one is asked about
 */
export function readTableEntry(row: TableRow, rules: EntryRules, section?: Place): Wish[] {
  const doubts: Reason[] = [
    ...row.doubts,
    ...row.strange
      .filter((s) => mayOrder(s.text, rules))
      .map((s) => doubt("unknown", { text: s.text, column: s.at + 1 })),
    ...(row.packs !== undefined && packagesIn(row.packs, rules) > 1 ? [doubt("packages", { text: row.packs })] : []),
    ...(row.note !== undefined && mayOrder(row.note, rules) ? [doubt("note", { text: row.note })] : []),
  ];
  if (row.empty && doubts.length === 0) return [];
  const standing = { listed: true, ...(section === undefined ? {} : { section }) };
  const wishes = readEntry(row.text, standing, rules);
  const known = row.empty ? wishes.map(homeAlone) : wishes;
  const read = known.length > 0 ? known : [freeText(row.text, standing)];
  return read.map((wish): Wish => {
    const w = isElsewhere(wish, section) ? unsure(wish, wish.household ?? row.text) : wish;
    const note = row.note ?? w.note;
    return {
      ...w,
      reasons: [...doubts, ...w.reasons, ...(row.phone ? [PHONE] : []), ...notesOf(row.note)],
      ...(row.contact === undefined ? {} : { contact: row.contact }),
      ...(note === undefined ? {} : { note }),
    };
  });
}

const isElsewhere = ({ household }: Wish, section: Place | undefined): boolean =>
  section?.building !== undefined &&
  household !== null &&
  !`${household}-`.startsWith(
    section.unit === undefined ? `${section.building}-` : `${section.building}-${section.unit}-`,
  );

const OF_THE_HOME: ReadonlySet<Reason["flag"]> = new Set<Reason["flag"]>([
  "NO_ADDRESS",
  "AMBIGUOUS_ADDRESS",
  "INCOMPLETE_ADDRESS",
  "UNKNOWN_BUILDING",
  "FLOOR_OUT_OF_RANGE",
  "OTHER_GROUP",
]);

/** Whose a row is of which nobody knows what it orders. */
const homeAlone = (w: Wish): Wish => ({
  household: w.household,
  ...(w.rawAddress === undefined ? {} : { rawAddress: w.rawAddress }),
  deed: { kind: "set", items: {} },
  reasons: w.reasons.filter((r) => OF_THE_HOME.has(r.flag)),
  statedYuan: [],
});
