import { accountLines } from "./account-lines.ts";
import type { ListContext } from "./context.ts";
import { isHeld, type Reason } from "./flags.ts";
import { type FoldRules, foldOrders, type Placed } from "./fold-orders.ts";
import { isExample, type LineKind } from "./line-kind.ts";
import { limitsOf, listRules } from "./list-rules.ts";
import { mergedDown } from "./merged-cells.ts";
import type { Span } from "./order.ts";
import type { GroupList } from "./parse-group-list.ts";
import type { Place } from "./places.ts";
import { plainLine } from "./plain-text.ts";
import type { Wish } from "./read-entry.ts";
import { readHead } from "./read-head.ts";
import { readSectionRow } from "./section-row.ts";
import type { SheetForm } from "./sheet-columns.ts";
import { rowsOf } from "./sheet-text.ts";
import { readTableEntry } from "./table-entry.ts";
import { readCells } from "./table-row.ts";
import { checkTotals, readTotal, type Total } from "./totals.ts";

/** A cell that the spreadsheet itself spoiled, by row and column from 1: made a day of 3-2, or a formula in error. */
export type BadCell = { readonly row: number; readonly column: number; readonly kind: "date" | "error" };

/**
 * Reads a sheet, as `sheetText` wrote it, by what its columns hold: each row becomes an entry of the same list that a
 * chat would be read into, tied to its row. One row's mistake holds back that row alone.
 */
export function parseSheet(text: string, form: SheetForm, bad: readonly BadCell[], ctx: ListContext): GroupList {
  const rows = rowsOf(text);
  const head = readHead(
    rows.slice(0, Math.max(0, (form.head ?? 1) - 1)).map((r) => plainLine(r.cells.join(" "))),
    ctx,
  );
  const rules = listRules(ctx, head);
  const spoiled = Map.groupBy(bad, (b) => b.row);
  const under = rows.slice(form.head ?? 0);
  const merged = mergedDown(
    under.map((r) => r.cells),
    form.columns,
  );
  const headText = form.head === null ? undefined : rows[form.head - 1]?.cells.join("\t");
  const placed: Placed[] = [];
  const totals: (Total & { readonly line: number })[] = [];
  let carried = new Map<string, string>();
  let section: Place | undefined;

  const kinds = rows.map(({ cells, span }, i): LineKind => {
    const line = i + 1;
    if (form.head !== null && line <= form.head) {
      if (line < form.head) section = readSectionRow(plainCells(cells), form.columns, rules)?.place;
      return cells.every(isBlank) ? "blank" : line < form.head ? "head" : "table_head";
    }
    if (cells.every(isBlank)) {
      carried = new Map();
      return "blank";
    }
    if (cells.join("\t") === headText) return "table_head";
    const plain = plainCells(cells);
    if (isExample(plain.find((c) => c !== "") ?? "")) return "example";
    const heading = spoiled.has(line) ? undefined : readSectionRow(plain, form.columns, rules);
    if (heading) {
      section = heading.place;
      carried = new Map();
      return heading.place ? "section" : "empty_row";
    }
    if (!merged) carried = new Map();
    const row = readCells(plain, form.columns, carried, section);
    const doubts = (spoiled.get(line) ?? [])
      .filter((b) => isRead(form, b.column - 1))
      .map((b) => spoiledCell(b, cells));
    if (row.total && doubts.length === 0) {
      const total = readTotal(row.text, rules);
      const orAll = section !== undefined && !plain.some((c) => c.startsWith("小计"));
      if (total) totals.push({ ...total, line, orAll });
      carried = new Map();
      // Its sum closes a building: whose rooms come after it without a heading, nobody knows.
      section = undefined;
      return "total";
    }
    const wishes = readTableEntry({ ...row, doubts: [...doubts, ...row.doubts] }, rules, section);
    if (wishes.length === 0) return "empty_row";
    for (const wish of wishes) placed.push({ wish, span, late: false });
    return "entry";
  });

  const long = form.columns.some((c) => c.kind === "package");
  const fold: FoldRules = { limits: limitsOf(ctx, head), priceYuan: rules.items.priceYuan };
  const orders = foldOrders(long ? joinRows(placed) : placed, ctx, fold);
  return { orders, flags: checkTotals(totals, orders), ...accountLines(kinds, orders, new Set()) };
}

const plainCells = (cells: readonly string[]) => cells.map((c) => plainLine(c).trim());

const isBlank = (cell: string) => cell.trim() === "";

/** Whether anything hangs on a column: what is wrong in one that is not looked at disturbs nobody. */
const isRead = (form: SheetForm, at: number): boolean => {
  const kind = form.columns[at]?.kind;
  return kind !== undefined && kind !== "other" && kind !== "name" && kind !== "phone" && kind !== "sum";
};

const spoiledCell = ({ kind, column }: BadCell, cells: readonly string[]): Reason => ({
  flag: "SUSPECT_TYPO",
  values: { text: cells[column - 1] ?? "", cell: kind, column },
});

/** Where each row is one package of a home, its rows are parts of one order as long as no package comes twice. */
function joinRows(placed: readonly Placed[]): Placed[] {
  const out: Placed[] = [];
  const open = new Map<string, number>();
  for (const next of placed) {
    const { household } = next.wish;
    const at = household === null ? undefined : open.get(household);
    const joined = at === undefined ? undefined : join(out[at] as Placed, next);
    if (at !== undefined && joined) out[at] = joined;
    else {
      if (household !== null) open.set(household, out.length);
      out.push(next);
    }
  }
  return out;
}

function join(a: Placed, b: Placed): Placed | undefined {
  if (isHeld(a.wish.reasons) || isHeld(b.wish.reasons)) return undefined;
  const [had, more] = [a.wish.deed, b.wish.deed];
  if (had.kind !== "set" || more.kind !== "set") return undefined;
  if (Object.keys(more.items).some((code) => had.items[code] !== undefined)) return undefined;
  const note = [a.wish.note, b.wish.note].filter((n) => n !== undefined && n !== "");
  const wish: Wish = {
    ...a.wish,
    deed: { kind: "set", items: { ...had.items, ...more.items } },
    reasons: [...a.wish.reasons, ...b.wish.reasons],
    statedYuan: [],
    ...(note.length === 0 ? {} : { note: [...new Set(note)].join(" ") }),
  };
  const further: Span[] = [...(a.further ?? []), b.span];
  return { ...a, wish, further };
}
