import type { Reason } from "./flags.ts";
import type { ItemLexicon } from "./item-lexicon.ts";
import type { Place } from "./places.ts";

/** What a column of a table may hold, but for the packages, which have columns of their own. */
export const COLUMN_KINDS = [
  "address",
  "building",
  "unit",
  "room",
  "name",
  "phone",
  "package",
  "amount",
  "sum",
  "note",
  "other",
  "unknown",
] as const;
/** `sum` is money, `other` is not looked at; in an `unknown` column whatever could be an order raises a doubt. */
export type ColumnKind = (typeof COLUMN_KINDS)[number];
export type Column = { readonly kind: ColumnKind } | { readonly kind: "item"; readonly code: string };

/** A row as the text of an entry, and what stands in columns of its own. */
export type TableRow = {
  readonly text: string;
  readonly contact?: string;
  readonly note?: string;
  readonly phone: boolean;
  /** What is wrong with single cells. */
  readonly doubts: readonly Reason[];
  /** The cell that names packages, where the amount stands in another. */
  readonly packs?: string;
  /** Cells in columns that nobody knows. */
  readonly strange: readonly { readonly at: number; readonly text: string }[];
  /** No amount in any column: nothing is ordered. */
  readonly empty: boolean;
  readonly total: boolean;
};

const NOTHING = new Set(["", "0", "-", "--", "/", "无", "没有", "不要"]);
/** A cross may mean "this one" or "none". */
const CROSSES = new Set(["*", "x", "X"]);
const TICKS = new Set(["√", "✓", "✔", "v", "有", "是", "☑", "✅"]);
const COUNTED = /^[0-9]{1,3} ?[份包套件个箱盒袋]?$/u;
const BEGINS_AS_AMOUNT = /^[-+0-9一二两三四五六七八九十廿半]/u;
const SUMS = /(合计|总计|小计|共计|总数|total):?$/iu;

/** Of these names of a sum nobody means a part; 小计 is always one, 合计 that of what stands above it. */
const WHOLE = /(总计|共计|总数):?$/u;

const doubt = (cell: string, at: number, text: string): Reason => ({
  flag: "SUSPECT_TYPO",
  values: { text, cell, column: at + 1 },
});

/**
 * Reads the cells of a row, plain and without outer spaces, by the columns of its table.
 * @param carried buildings and units of the rows above, by which merged cells are filled; it is written to
 * @param section the heading above, whose homes a row of totals counts that names none
 */
export function readCells(
  cells: readonly string[],
  columns: readonly Column[],
  carried: Map<string, string>,
  section?: Place,
): TableRow {
  const parts = new Map<string, string>();
  const wanted: string[] = [];
  const doubts: Reason[] = [];
  const strange: { at: number; text: string }[] = [];
  let pack = "";
  let none = false;
  let counted = false;
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? "";
    if (column.kind === "item") {
      if (NOTHING.has(cell)) continue;
      if (CROSSES.has(cell)) wanted.push(`${column.code} 或`);
      else if (TICKS.has(cell)) wanted.push(column.code);
      else if (BEGINS_AS_AMOUNT.test(cell)) wanted.push(`${column.code}${/^[-+]/.test(cell) ? " " : ""}${cell}`);
      else doubts.push(doubt("amount", at, cell));
    } else if (column.kind === "amount") {
      counted = true;
      if (NOTHING.has(cell)) none ||= cell !== "";
      else wanted.push(TICKS.has(cell) ? "1份" : /^[0-9]+$/.test(cell) ? `${cell}份` : cell);
    } else if (column.kind === "package") pack = cell;
    else if (column.kind === "unknown") {
      if (cell !== "") strange.push({ at, text: cell });
    } else if (column.kind === "sum") {
      if (/^[0-9]+(\.0+)?$/.test(cell) && Number(cell) > 0) parts.set("sum", `${Number(cell)}元`);
    } else if (cell !== "" && column.kind !== "other") parts.set(column.kind, cell);
  }
  const total = cells.slice(0, 3).some((c) => SUMS.test(c)) && !parts.get("room")?.match(/[0-9]/);
  const amount = wanted.join(" ");
  if (pack !== "" && counted && wanted.length === 0) {
    // A package of which the amount is crossed out is not wanted; one without an amount is asked about.
    if (none) pack = "";
    else
      doubts.push(
        doubt(
          "no_amount",
          columns.findIndex((c) => c.kind === "amount"),
          pack,
        ),
      );
  }
  if (pack !== "" && wanted.length > 0 && !COUNTED.test(amount) && !BEGINS_AS_AMOUNT.test(amount))
    doubts.push(
      doubt(
        "amount",
        columns.findIndex((c) => c.kind === "amount"),
        amount,
      ),
    );
  const address = total ? "" : addressOf(parts, carried);
  const [name, note] = [parts.get("name"), parts.get("note")];
  const sum = wanted.length > 0 ? parts.get("sum") : undefined;
  return {
    text: total ? sumText(cells, parts, amount, section) : [address, pack, amount, sum].filter(Boolean).join(" "),
    ...(name === undefined ? {} : { contact: name }),
    ...(note === undefined ? {} : { note }),
    ...(pack !== "" && wanted.length > 0 ? { packs: pack } : {}),
    phone: parts.has("phone"),
    doubts,
    strange,
    empty: wanted.length === 0 && pack === "",
    total,
  };
}

/** Whether a cell names one package and no more than a price besides. */
export function packageOf(cell: string, items: ItemLexicon): string | undefined {
  const item = items.match(cell, 0);
  return item?.code !== undefined && /^[ (:¥]*[0-9]*[元)/份]*$/u.test(cell.slice(item.end)) ? item.code : undefined;
}

const bare = (cell: string | undefined) => cell?.replace(/(号楼|栋|幢|座|单元|#|楼)$/u, "");

/** A row of totals as a line of totals; nothing for a part of the table of which the row does not say which. */
function sumText(
  cells: readonly string[],
  parts: ReadonlyMap<string, string>,
  amount: string,
  section: Place | undefined,
): string {
  const said = cells.find((c) => SUMS.test(c)) ?? "";
  const named = said.replace(SUMS, "") || (parts.get("building") ?? "").replace(SUMS, "");
  const building = /^[0-9]+$/.test(bare(named) ?? "") ? `${bare(named)}栋` : "";
  if (building === "" && named === "" && section?.building !== undefined && !WHOLE.test(said))
    return `${section.building}栋${section.unit === undefined ? "" : `${section.unit}单元`}合计 ${amount}`;
  if (building === "" && (said.startsWith("小计") || named !== "")) return "";
  return `${building}合计 ${amount}`;
}

function addressOf(parts: ReadonlyMap<string, string>, carried: Map<string, string>): string {
  const address = parts.get("address");
  if (address !== undefined) return address;
  for (const key of ["building", "unit"]) {
    const cell = parts.get(key);
    if (cell !== undefined) {
      if (key === "building" && cell !== carried.get("building")) carried.delete("unit");
      carried.set(key, cell);
    }
  }
  const room = parts.get("room") ?? "";
  const [building, unit] = [bare(carried.get("building")), bare(carried.get("unit"))];
  if (room.split("-").length >= 3 || room.includes("栋")) return room;
  // 房号 "1-101" or "1单元101" already names the unit.
  const inRoom = room.includes("-") || room.includes("单元");
  if (building === undefined) return unit === undefined ? room : `${unit}单元${room}`;
  return `${building}栋${unit !== undefined && !inRoom ? `${unit}单元` : ""}${room}`;
}
