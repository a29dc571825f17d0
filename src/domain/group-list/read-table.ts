import type { ItemLexicon } from "./item-lexicon.ts";
import { isRule } from "./line-kind.ts";

type Column =
  | {
      readonly kind:
        | "building"
        | "unit"
        | "room"
        | "address"
        | "name"
        | "phone"
        | "amount"
        | "package"
        | "note"
        | "other";
    }
  | { readonly kind: "item"; readonly code: string };

export type Table = {
  readonly sign: string;
  readonly columns: readonly Column[];
  readonly carried: Map<string, string>;
};

/** A row as the text of an entry, and what stands in columns of its own. */
export type TableRow = {
  readonly text: string;
  readonly contact?: string;
  readonly note?: string;
  readonly phone: boolean;
  /** No amount in any column: nothing is ordered. */
  readonly empty: boolean;
  readonly total: boolean;
};

const HEADS: readonly (readonly [Exclude<Column["kind"], "item">, readonly string[]])[] = [
  ["address", ["门牌号", "门牌", "地址", "住址", "户号", "楼栋房号", "楼房号", "address", "home"]],
  ["building", ["楼号", "楼栋", "栋号", "楼栋号", "楼", "栋", "幢", "座", "building", "bldg"]],
  ["unit", ["单元", "单元号", "unit"]],
  ["room", ["房号", "房间号", "房间", "室号", "室", "房", "room", "rm"]],
  ["name", ["姓名", "联系人", "业主", "称呼", "名字", "昵称", "户主", "name"]],
  ["phone", ["电话", "手机", "手机号", "联系电话", "联系方式", "电话号码", "phone", "tel"]],
  ["amount", ["数量", "份数", "件数", "份", "qty", "quantity"]],
  ["package", ["套餐", "品种", "商品", "种类", "package", "item"]],
  ["note", ["备注", "说明", "留言", "note", "remark", "notes"]],
  ["other", ["序号", "编号", "no", "no.", "#", "合计", "小计", "金额", "总价", "总计", "付款", "是否付款", "时间"]],
];
const ADDRESS: ReadonlySet<string> = new Set(["building", "room", "address"]);
const LONGEST_ROW = 4_000;

function cellsOf(s: string, sign: string): string[] {
  const bare = sign === "|" ? s.trim().replace(/^\||\|$/g, "") : s;
  return bare.split(sign).map((c) => {
    const cell = c.trim();
    return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).trim() : cell;
  });
}

/** Reads the first row of a pasted spreadsheet: tabs, commas or bars between names of columns. Undefined when it is none. */
export function readTableHead(s: string, items: ItemLexicon): Table | undefined {
  if (s.length > LONGEST_ROW) return undefined;
  const sign = ["\t", "|", ",", ";"].find((c) => s.split(c).length >= 3) ?? (s.includes("\t") ? "\t" : undefined);
  if (!sign) return undefined;
  const columns = cellsOf(s, sign).map((cell): Column => {
    const name = cell.toLowerCase();
    const head = HEADS.find(([, names]) => names.includes(name));
    if (head) return { kind: head[0] };
    const item = items.match(cell, 0);
    // A蔬菜包50元: a code or a name and no more than a price after it.
    return item?.code !== undefined && /^[ (:¥]*[0-9]*[元)/份]*$/.test(cell.slice(item.end))
      ? { kind: "item", code: item.code }
      : { kind: "other" };
  });
  const addressed = columns.some((c) => ADDRESS.has(c.kind));
  const wanted = columns.some((c) => c.kind === "item" || c.kind === "amount" || c.kind === "package");
  return addressed && wanted ? { sign, columns, carried: new Map() } : undefined;
}

const NOTHING = new Set(["", "0", "-", "--", "/", "无", "没有", "不要"]);
/** A cross may mean "this one" or "none". */
const CROSSES = new Set(["*", "x", "X"]);
const TICKS = new Set(["√", "✓", "✔", "v", "有", "是", "☑", "✅"]);

/** Reads a row; undefined when the line is no row of the table. A merged cell of building or unit is carried down. */
export function readTableRow(s: string, table: Table): TableRow | undefined {
  if (s.length > LONGEST_ROW || !s.includes(table.sign) || isRule(s)) return undefined;
  const cells = cellsOf(s, table.sign);
  const total = cells.slice(0, 3).some((c) => ["合计", "总计", "小计", "共计", "total"].includes(c.toLowerCase()));
  const parts = new Map<string, string>();
  const wanted: string[] = [];
  let pack = "";
  for (const [i, column] of table.columns.entries()) {
    const cell = cells[i] ?? "";
    if (column.kind === "item") {
      if (!NOTHING.has(cell))
        wanted.push(
          CROSSES.has(cell)
            ? `${column.code} 或`
            : TICKS.has(cell)
              ? column.code
              : `${column.code}${/^[-+]/.test(cell) ? " " : ""}${cell}`,
        );
    } else if (column.kind === "amount") {
      if (!NOTHING.has(cell)) wanted.push(TICKS.has(cell) ? "1份" : /^[0-9]+$/.test(cell) ? `${cell}份` : cell);
    } else if (column.kind === "package") pack = cell;
    else if (cell !== "" && column.kind !== "other") parts.set(column.kind, cell);
  }
  // More cells than columns: something slid, and nobody can tell which amount is whose.
  const slid = cells.slice(table.columns.length).some((c) => c !== "") ? " ?? 或" : "";
  if (total) return { text: wanted.join(" "), phone: false, empty: false, total: true };
  const empty = wanted.length === 0 && pack === "";
  return {
    text: `${addressOf(parts, table.carried)} ${pack} ${wanted.join(" ")}${slid}`,
    ...(parts.has("name") ? { contact: parts.get("name") } : {}),
    ...(parts.has("note") ? { note: parts.get("note") } : {}),
    phone: parts.has("phone"),
    empty,
    total: false,
  } as TableRow;
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
  const plain = (cell: string | undefined) => cell?.replace(/(号楼|栋|幢|座|单元|#|楼)$/u, "");
  const room = parts.get("room") ?? "";
  const [building, unit] = [plain(carried.get("building")), plain(carried.get("unit"))];
  if (room.split("-").length >= 3 || room.includes("栋")) return room;
  // 房号 "1-101" or "1单元101" already names the unit.
  const inRoom = room.includes("-") || room.includes("单元");
  if (building === undefined) return unit === undefined ? room : `${unit}单元${room}`;
  return `${building}栋${unit !== undefined && !inRoom ? `${unit}单元` : ""}${room}`;
}
