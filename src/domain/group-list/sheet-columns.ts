import type { ItemLexicon } from "./item-lexicon.ts";
import { plainLine } from "./plain-text.ts";
import { columnCalled, namesHomeAndWish } from "./read-table.ts";
import type { Column, ColumnKind } from "./table-row.ts";

/** Where the head of a sheet stands, counted from 1 (none: null), and what its columns hold. */
export type SheetForm = { readonly head: number | null; readonly columns: readonly Column[] };

/** The head stands under a few lines of title at most. */
const MOST_TITLE_ROWS = 20;
const SAMPLE = 300;
const LONGEST_NAME = 80;
const LONGEST_ADDRESS = 40;
/** So much of a column must look alike to be taken for what it looks like. */
const MOST_OF_IT = 0.7;
const WHOLE_ADDRESS = /^[0-9]{1,3} ?(-|号楼|栋|幢|座|#)[^,]*[0-9]{3,4}[室号]?$/u;
const ALL_PARTS = /^[0-9]{1,3} ?(-|号楼|栋|幢|座|#) ?[0-9]{1,2} ?(-|单元|#) ?[0-9]{3,4}[室号]?$/u;
const MOBILE = /^1[0-9]{10}$/;

/** Parts of longer names of columns, 您的联系电话是; the first that is found counts. */
const HINTS: readonly (readonly [ColumnKind, readonly string[]])[] = [
  ["phone", ["电话", "手机", "phone", "mobile"]],
  ["note", ["备注", "说明", "留言", "需求", "要求", "remark", "note"]],
  ["sum", ["金额", "总价", "应付", "应收"]],
  ["address", ["门牌", "地址", "住址", "address"]],
  ["room", ["房号", "房间号", "室号", "room"]],
  ["unit", ["单元"]],
  ["building", ["楼栋", "楼号", "栋号", "building"]],
  ["name", ["姓名", "联系人", "称呼", "昵称", "name"]],
  ["other", ["序号", "编号", "时间", "日期", "付款", "支付", "人数", "人口", "楼层", "面积", "time", "date", "paid"]],
];
const MONEY = new Set(["金额", "总价", "应付", "应收"]);
/** Of these a table may have several; nobody can have two of the others. */
const OFTEN: ReadonlySet<string> = new Set<ColumnKind>(["sum", "note", "other", "unknown"]);

/** A column's name without what only decorates it: `1、`, (必填), 数量 after a package. */
function bareName(cell: string): string {
  const s = plainLine(cell.slice(0, LONGEST_NAME))
    .replace(/^[0-9]{1,2}[.、) ]+/, "")
    .replace(/[(【][^)】]*[)】]/gu, "")
    .replace(/[*:?]+$/u, "")
    .trim();
  return s === "" ? plainLine(cell.slice(0, LONGEST_NAME)).trim() : s;
}

function columnNamed(cell: string, items: ItemLexicon): Column | undefined {
  const whole = plainLine(cell.slice(0, LONGEST_NAME)).trim();
  const name = bareName(cell);
  if (MONEY.has(name)) return { kind: "sum" };
  const known = columnCalled(name, items) ?? columnCalled(whole, items) ?? columnCalled(withoutAmount(name), items);
  if (known) return known;
  const low = name.toLowerCase();
  const hint = HINTS.find(([, parts]) => parts.some((p) => low.includes(p)));
  return hint && { kind: hint[0] };
}

/** 蔬菜包数量 is a column of 蔬菜包. */
const withoutAmount = (name: string) => name.replace(/ *(数量|份数|几份|份)$/u, "");

/** One use of each kind: a second column of the same name holds something else. */
function eachOnce(columns: readonly Column[]): Column[] {
  const seen = new Set<string>();
  return columns.map((c) => {
    const key = c.kind === "item" ? `item ${c.code}` : c.kind;
    if (!OFTEN.has(c.kind) && seen.has(key)) return { kind: "unknown" };
    seen.add(key);
    return c;
  });
}

/** The names of a head as one text, by which the next sheet of the same form is known. */
export const headKey = (cells: readonly string[]): string => cells.map((c) => bareName(c).toLowerCase()).join("\t");

/**
 * Guesses what the columns of a sheet hold, by their names and by what stands in them: nothing is read from it before
 * a person has looked. A column that cannot be told is `unknown`.
 */
export function guessForm(rows: readonly (readonly string[])[], items: ItemLexicon): SheetForm {
  const width = Math.max(0, ...rows.map((r) => r.length));
  const named = rows
    .slice(0, MOST_TITLE_ROWS)
    .map((row) => Array.from({ length: width }, (_, i) => columnNamed(row[i] ?? "", items)));
  const known = (row: readonly (Column | undefined)[]) => row.filter((c) => c !== undefined);
  let at = named.findIndex((row) => namesHomeAndWish(known(row)));
  if (at < 0) at = named.findIndex((row, i) => known(row).length > 0 && isHead(rows[i] ?? []));
  const under = rows.slice(at + 1, at + 1 + SAMPLE);
  const columns = Array.from({ length: width }, (_, i): Column => {
    const name = at < 0 ? undefined : named[at]?.[i];
    return byContent(
      name,
      under.map((row) => plainLine(row[i] ?? "").trim()).filter((c) => c !== ""),
    );
  });
  return { head: at < 0 ? null : at + 1, columns: eachOnce(columns) };
}

/** Names of columns side by side: a row of figures or homes is somebody's. */
const isHead = (cells: readonly string[]): boolean =>
  cells.filter((c) => c.trim() !== "").length > 1 &&
  !cells.some((c) => isAddress(c) || /^[0-9]+$/.test(plainLine(c).trim()));

const isAddress = (cell: string): boolean =>
  cell.length <= LONGEST_ADDRESS && WHOLE_ADDRESS.test(plainLine(cell).trim());

function byContent(named: Column | undefined, cells: readonly string[]): Column {
  const most = (of: (cell: string) => boolean) =>
    cells.length > 0 && cells.filter(of).length >= cells.length * MOST_OF_IT;
  // 楼号 or 房号 over whole addresses; 1-101 under 房号 is a unit and a room.
  if ((named?.kind === "building" || named?.kind === "room") && most((c) => ALL_PARTS.test(c)))
    return { kind: "address" };
  if (named === undefined && most(isAddress)) return { kind: "address" };
  if (named === undefined && most((c) => MOBILE.test(c))) return { kind: "phone" };
  return named ?? { kind: "unknown" };
}

/** The form with one column used otherwise. What it takes over from another column, that one no longer is. */
export function useColumn(columns: readonly Column[], at: number, use: Column): Column[] {
  const same = (c: Column) => (c.kind === "item" ? use.kind === "item" && c.code === use.code : c.kind === use.kind);
  const once = !OFTEN.has(use.kind);
  return columns.map((c, i) => (i === at ? use : once && same(c) ? { kind: "unknown" } : c));
}
