import { expect, test } from "vitest";
import type { BoardLine, BoardRow, DeskNow } from "../../../src/contract/desk.ts";
import { boardTable } from "../../../src/ui/desk/board-table.ts";

const say = (...said: readonly unknown[]) => String(said[0]);
const licheng = { "zh-CN": "鲤城区", en: "Licheng" };
const jinjiang = { "zh-CN": "晋江市", en: "Jinjiang" };
const board: BoardRow[] = [
  { key: "packed", city: -2, districts: [-2, 0] },
  { key: "ledger", city: 0, districts: [null, null] },
];
const line: BoardLine = {
  id: "x",
  place: { "zh-CN": "火炬社区", en: "Huoju" },
  districtId: "l",
  district: licheng,
  letter: "A",
  tripNumber: null,
  grid: null,
  disputedSinceMs: null,
  left: 9,
  right: [],
  difference: -2,
};
const view = {
  board,
  districts: [
    { id: "l", name: licheng },
    { id: "j", name: jinjiang },
  ],
  lines: { packed: [line] },
} as unknown as Pick<DeskNow, "board" | "districts" | "lines">;

test("the board is exported as it stands: equations, whole names of districts, and no number where none applies", () => {
  const { columns, rows } = boardTable(view, undefined, say, "zh-CN");
  expect(columns.map((c) => c.label)).toEqual(["board.equation", "funnel.city", "鲤城区", "晋江市"]);
  expect(rows.map((r) => columns.map((c) => r.cells[c.key]))).toEqual([
    ["row.packed", -2, -2, 0],
    ["row.ledger", 0, null, null],
  ]);
});

test("the places behind the equation that is open stand under it, in the column of their district", () => {
  const { columns, rows } = boardTable(view, "packed", say, "en");
  expect(columns.map((c) => rows[1]?.cells[c.key])).toEqual(["Huoju · A", -2, -2, null]);
  expect(rows).toHaveLength(3);
});
