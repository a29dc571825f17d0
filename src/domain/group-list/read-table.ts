import type { ItemLexicon } from "./item-lexicon.ts";
import { isRule } from "./line-kind.ts";
import { type Column, type ColumnKind, packageOf, readCells, type TableRow } from "./table-row.ts";

export type Table = {
  readonly sign: string;
  readonly columns: readonly Column[];
  readonly carried: Map<string, string>;
};

const HEADS: readonly (readonly [ColumnKind, readonly string[]])[] = [
  ["address", ["门牌号", "门牌", "地址", "住址", "户号", "楼栋房号", "楼房号", "address", "home"]],
  ["building", ["楼号", "楼栋", "栋号", "楼栋号", "楼", "栋", "幢", "座", "building", "bldg"]],
  ["unit", ["单元", "单元号", "unit"]],
  ["room", ["房号", "房间号", "房间", "室号", "室", "房", "room", "rm"]],
  ["name", ["姓名", "联系人", "业主", "称呼", "名字", "昵称", "户主", "name"]],
  ["phone", ["电话", "手机", "手机号", "联系电话", "联系方式", "电话号码", "phone", "tel"]],
  ["amount", ["数量", "份数", "件数", "份", "订购数量", "购买数量", "订购份数", "购买份数", "qty", "quantity"]],
  [
    "package",
    ["套餐", "品种", "商品", "种类", "品名", "商品名称", "套餐名称", "所选套餐", "选择套餐", "package", "item"],
  ],
  ["note", ["备注", "说明", "留言", "note", "remark", "notes"]],
  [
    "other",
    ["序号", "编号", "no", "no.", "#", "合计", "小计", "金额", "总价", "总计", "付款", "是否付款", "时间", "人数"],
  ],
];
const ADDRESS: ReadonlySet<string> = new Set(["building", "room", "address"]);
const WANTED: ReadonlySet<string> = new Set(["item", "amount", "package"]);
const LONGEST_ROW = 4_000;

/** How many columns say whose a row is, and how many what he wants. */
export const countColumns = (columns: readonly Column[]): { homeColumns: number; wishColumns: number } => ({
  homeColumns: columns.filter((c) => ADDRESS.has(c.kind)).length,
  wishColumns: columns.filter((c) => WANTED.has(c.kind)).length,
});

/** Whether columns say both whose a row is and what he wants. */
export function namesHomeAndWish(columns: readonly Column[]): boolean {
  const { homeColumns, wishColumns } = countColumns(columns);
  return homeColumns > 0 && wishColumns > 0;
}

function cellsOf(s: string, sign: string): string[] {
  const bare = sign === "|" ? s.trim().replace(/^\||\|$/g, "") : s;
  return bare.split(sign).map((c) => {
    const cell = c.trim();
    return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).trim() : cell;
  });
}

/** What a column of this plain name holds; undefined when nobody calls anything so. */
export function columnCalled(name: string, items: ItemLexicon): Column | undefined {
  const head = HEADS.find(([, names]) => names.includes(name.toLowerCase()));
  if (head) return { kind: head[0] };
  const code = packageOf(name, items);
  return code === undefined ? undefined : { kind: "item", code };
}

/** Reads the first row of a pasted spreadsheet: tabs, commas or bars between names of columns. Undefined when it is none. */
export function readTableHead(s: string, items: ItemLexicon): Table | undefined {
  if (s.length > LONGEST_ROW) return undefined;
  const sign = ["\t", "|", ",", ";"].find((c) => s.split(c).length >= 3) ?? (s.includes("\t") ? "\t" : undefined);
  if (!sign) return undefined;
  const columns = cellsOf(s, sign).map((cell): Column => columnCalled(cell, items) ?? { kind: "unknown" });
  return namesHomeAndWish(columns) ? { sign, columns, carried: new Map() } : undefined;
}

/** Reads a row; undefined when the line is no row of the table. A merged cell of building or unit is carried down. */
export function readTableRow(s: string, table: Table): TableRow | undefined {
  if (s.length > LONGEST_ROW || !s.includes(table.sign) || isRule(s)) return undefined;
  const cells = cellsOf(s, table.sign);
  const row = readCells(cells, table.columns, table.carried);
  // More cells than columns: something slid, and nobody can tell which amount is whose.
  const slid = !row.total && cells.slice(table.columns.length).some((c) => c !== "");
  return slid ? { ...row, text: `${row.text} ?? 或` } : row;
}
