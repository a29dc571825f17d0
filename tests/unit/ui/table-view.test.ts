import { expect, test } from "vitest";
import { type Column, type Row, viewRows } from "#ui/table/table-view.ts";

const columns: Column[] = [
  { key: "name", label: "社区" },
  { key: "bags", label: "袋", number: true },
];
const row = (id: string, name: string, bags: number | null): Row => ({ id, cells: { name, bags } });
const rows = [row("a", "火炬社区", 79), row("b", "东湖社区", null), row("c", "东星社区", 8)];
const ids = (list: Row[]) => list.map((r) => r.id).join("");

test.each([
  ["every word must be somewhere in the row", "社区 8", undefined, "c"],
  ["numbers sort by value", "", { key: "bags", down: false }, "cab"],
  ["what is not known comes last in both directions", "", { key: "bags", down: true }, "acb"],
  ["without words or order all stay as they are", "  ", undefined, "abc"],
])("%s", (_, words, sort, expected) => {
  expect(ids(viewRows(rows, columns, words, sort, "zh-CN"))).toBe(expected);
});
