import fc from "fast-check";
import { expect, test } from "vitest";
import { namedPages } from "#ui/kit/page-links.tsx";
import { behindPage, gridOf, pageOfRows } from "#ui/table/page-of-rows.ts";
import type { Table } from "#ui/table/table-view.ts";
import { parseWish, type TableWish, wishQuery } from "#ui/table/table-wish.ts";

const table: Table = {
  columns: [
    { key: "name", label: "社区" },
    { key: "bags", label: "袋", number: true },
  ],
  rows: Array.from({ length: 216 }, (_, i) => ({
    id: String(i),
    cells: { name: `${i % 2 ? "东" : "西"}海${i}`, bags: (i * 7) % 216 },
  })),
};
const wish = (change: Partial<TableWish> = {}): TableWish => ({ ...parseWish({}), ...change });

test("a table is filtered and sorted over all its rows before a page is cut", () => {
  const page = pageOfRows(table, wish({ words: "东", sort: { key: "bags", down: true }, page: 2 }), "zh-CN");
  expect(page.at).toEqual({ page: 2, pages: 3, first: 51, last: 100, total: 108 });
  expect(page.all).toBe(216);
  const bags = page.rows.map((r) => r.cells.bags as number);
  const everything = table.rows
    .filter((r) => String(r.cells.name).startsWith("东"))
    .map((r) => r.cells.bags as number)
    .sort((a, b) => b - a);
  expect(bags).toEqual(everything.slice(50, 100));
});

test("what is taken along holds every row that matches, whatever page is on screen", () => {
  expect(gridOf(table, wish({ page: 3 }), "zh-CN")).toHaveLength(217);
  expect(gridOf(table, wish({ words: "西" }), "zh-CN")).toHaveLength(109);
  expect(gridOf(table, wish(), "zh-CN")[0]).toEqual(["社区", "袋"]);
});

test("a column that there is not sorts nothing", () => {
  const page = pageOfRows(table, wish({ sort: { key: "__proto__", down: false } }), "zh-CN");
  expect(page.rows.map((r) => r.id)).toEqual(table.rows.slice(0, 50).map((r) => r.id));
});

test("the chosen row comes along from whatever page it stands on", () => {
  const page = pageOfRows(table, wish({ row: "200" }), "zh-CN");
  const behind = behindPage(page, table.rows, (r) => r.id).map((r) => r.id);
  expect(behind).toHaveLength(51);
  expect(behind).toContain("200");
});

test("a wish that is written into an address is read out of it again", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.string(),
      fc.option(fc.record({ key: fc.stringMatching(/^[a-z]+$/), down: fc.boolean() }), { nil: undefined }),
      (page, words, sort) => {
        const query = new URLSearchParams(wishQuery("?cycle=x", { page, words, sort }));
        expect(parseWish(Object.fromEntries(query))).toEqual({ page, words, sort, row: undefined });
        expect(query.get("cycle")).toBe("x");
      },
    ),
  );
});

test("other words or another order begin at the first page, and a page keeps the words and the order", () => {
  const third = wishQuery("?q=东&sort=-bags", { page: 3 });
  expect(parseWish(Object.fromEntries(new URLSearchParams(third)))).toMatchObject({
    page: 3,
    words: "东",
    sort: { key: "bags", down: true },
  });
  expect(new URLSearchParams(wishQuery(third, { words: "西" })).get("page")).toBeNull();
  expect(new URLSearchParams(wishQuery(third, { row: "7" })).get("page")).toBe("3");
});

test.each([
  [1, 2, [1, 2]],
  [1, 9, [1, 2, 0, 9]],
  [5, 9, [1, 0, 4, 5, 6, 0, 9]],
  [9, 9, [1, 0, 8, 9]],
])("on page %i of %i the ways to the first, the last and the neighbours are named", (page, pages, named) => {
  expect(namedPages(page, pages)).toEqual(named);
});
