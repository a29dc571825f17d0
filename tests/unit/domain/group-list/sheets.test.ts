import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMessageFlag } from "../../../../src/domain/group-list/flags.ts";
import { listRules } from "../../../../src/domain/group-list/list-rules.ts";
import { type BadCell, parseSheet } from "../../../../src/domain/group-list/parse-sheet.ts";
import { readHead } from "../../../../src/domain/group-list/read-head.ts";
import { guessForm, headKey, type SheetForm, useColumn } from "../../../../src/domain/group-list/sheet-columns.ts";
import { isSheetText, sheetText } from "../../../../src/domain/group-list/sheet-text.ts";
import type { Column } from "../../../../src/domain/group-list/table-row.ts";
import { householdOf, trueOrders } from "../../../support/group-list-text.ts";
import { gist } from "./gist.ts";
import { grid } from "./grid.ts";

// Without a package that a bare number means, as the product's own lists are read.
const { defaultItem: _, ...card } = grid;
const { items } = listRules(card, readHead([], card));
/** Rows of a sheet by lines, cells by bars. */
const rowsOf = (drawn: string): string[][] =>
  drawn
    .trim()
    .split("\n")
    .map((l) => l.split("|").map((c) => c.trim()));
const words = (columns: readonly Column[]) => columns.map((c) => (c.kind === "item" ? c.code : c.kind)).join(" ");
const read = (rows: string[][], form: SheetForm = guessForm(rows, items), bad: readonly BadCell[] = []) => {
  const list = parseSheet(sheetText(rows), form, bad, card);
  return { ...list, gists: list.orders.map(gist) };
};

const SHEETS: readonly { title: string; sheet: string; columns: string; orders: readonly string[] }[] = [
  {
    title: "a column for each package under a merged title, with blank rows and a row of totals",
    sheet: `3号网格 团购统计 | | | | |
            序号 | 楼栋 | 单元 | 房号 | A蔬菜包50元 | 肉蛋菜(份) | 备注
            1 | 3 | 1 | 401 | 1 | | 放门口
             | | | | | |
            2 | 3 | 2 | 402 | 2 | 1 |
            合计 | | | | 3 | 1 |`,
    columns: "other building unit room A B note",
    orders: ["3-1-401 A1 NOTE", "3-2-402 A2+B1"],
  },
  {
    title: "English columns and full-width figures",
    sheet: `Home | Name | Phone | Package | Qty | Remarks
            ３－１－４０１ | Lin | 13800000000 | A | ２ |
            3-1-402 | Wu | | B | 1 | gate is open`,
    columns: "address name phone package amount note",
    orders: ["3-1-401 A2 PHONE_FOUND", "3-1-402 B1 NOTE"],
  },
  {
    title: "merged cells of building and unit, carried down to the rows of one building and no further",
    sheet: `楼号 | 单元 | 房号 | A
            3号楼 | 1单元 | 401 | 1
             | | 402 | 1
             | 2单元 | 401 | 2
            小计 | | | 4
             | | 403 | 1
            5号楼 | 1单元 | 101 | 1`,
    columns: "building unit room A",
    orders: ["3-1-401 A1", "3-1-402 A1", "3-2-401 A2", "?403 A1 AMBIGUOUS_ADDRESS", "5-1-101 A1"],
  },
  {
    title: "a gap in a column that was filled in row by row is a missing building, not the one above",
    sheet: `楼栋 | 单元 | 房号 | A
            3 | 1 | 401 | 1
            3 | 1 | 402 | 1
             | 1 | 403 | 1`,
    columns: "building unit room A",
    orders: ["3-1-401 A1", "3-1-402 A1", "?1单元403 A1 AMBIGUOUS_ADDRESS"],
  },
  {
    title: "one row for each package of a home",
    sheet: `门牌号 | 套餐 | 数量
            3-1-401 | 蔬菜包 | 1
            3-1-401 | B | 2
            3-1-402 | A | 1
            3-1-402 | A | 1`,
    columns: "address package amount",
    orders: ["3-1-401 A1+B2", "3-1-402 - DUPLICATE_HOUSEHOLD"],
  },
  {
    title: "the same home twice where each row is a whole order",
    sheet: `门牌 | A | B
            3-1-401 | 1 |
            3-1-401 | | 1`,
    columns: "address A B",
    orders: ["3-1-401 - DUPLICATE_HOUSEHOLD"],
  },
  {
    title: "amounts that are none: each holds back its own row",
    sheet: `门牌 | A | B
            3-1-401 | B2 |
            3-1-402 | 1.5 |
            3-1-403 | 两份 | √
            3-1-404 | 12 |
            3-1-405 | x |
            3-1-406 | 1 | 要
            3-1-407 | 1 |`,
    columns: "address A B",
    orders: [
      "3-1-401 - SUSPECT_TYPO",
      "3-1-402 - FRACTION_QTY",
      "3-1-403 A2+B1 DEFAULT_QTY_1",
      "3-1-404 A12 OVER_LIMIT SUSPECT_TYPO",
      "3-1-405 A1 FREE_TEXT_REQUEST DEFAULT_QTY_1",
      "3-1-406 A1 SUSPECT_TYPO",
      "3-1-407 A1",
    ],
  },
  {
    title: "homes that cannot be: each is named and none is guessed",
    sheet: `门牌 | A
            99-1-401 | 1
            3-1-2001 | 1
            401 | 1
            3-1 | 1
             | 1
            3-1-401/402 | 1`,
    columns: "address A",
    orders: [
      "?99-1-401 A1 UNKNOWN_BUILDING",
      "?3-1-2001 A1 FLOOR_OUT_OF_RANGE",
      "?401 A1 AMBIGUOUS_ADDRESS",
      "?3-1 A1 INCOMPLETE_ADDRESS",
      "? A1 NO_ADDRESS",
      "3-1-401 A1 MULTI_HOUSEHOLD_LINE SPLIT_REQUEST",
      "3-1-402 A1 MULTI_HOUSEHOLD_LINE SPLIT_REQUEST",
    ],
  },
  {
    title: "a column of something that is not on the card is not passed over where it holds an amount",
    sheet: `门牌 | A | 鲜牛奶 | 微信昵称
            3-1-401 | 1 | 2 | 小林
            3-1-402 | 1 | | 阿珍
            3-1-403 | | 1 | 阿强`,
    columns: "address A unknown name",
    orders: ["3-1-401 A1 FREE_TEXT_REQUEST", "3-1-402 A1", "3-1-403 - FREE_TEXT_REQUEST"],
  },
  {
    title: "a note that orders more than the amounts say",
    sheet: `门牌 | A | 备注
            3-1-401 | 1 | 再加一份肉蛋菜
            3-1-402 | 1 | 老人在家
            3-1-403 | | 同上次
            3-1-404 | | 不在家`,
    columns: "address A note",
    orders: ["3-1-401 A1 FREE_TEXT_REQUEST NOTE", "3-1-402 A1 NOTE", "3-1-403 - FREE_TEXT_REQUEST NOTE"],
  },
  {
    title: "several packages in one cell with one amount, an amount that is missing, and one that is crossed out",
    sheet: `门牌 | 套餐 | 数量
            3-1-401 | A、B | 1
            3-1-402 | A |
            3-1-403 | A | 0
            3-1-404 | 鸡蛋 | 2
            3-1-405 | 蔬菜包 | 3份`,
    columns: "address package amount",
    orders: [
      "3-1-401 A1+B1 FREE_TEXT_REQUEST SUSPECT_TYPO DEFAULT_QTY_1",
      "3-1-402 A1 SUSPECT_TYPO DEFAULT_QTY_1",
      "3-1-404 - UNKNOWN_ITEM",
      "3-1-405 A3 OVER_LIMIT",
    ],
  },
  {
    title: "money beside the order: what does not fit is asked about",
    sheet: `门牌 | A | B | 金额
            3-1-401 | 1 | 1 | 130
            3-1-402 | 1 | | 100`,
    columns: "address A B sum",
    orders: ["3-1-401 A1+B1", "3-1-402 A1 AMOUNT_MISMATCH"],
  },
  {
    title: "a sheet without a head: homes are known by what they look like, amounts are asked for",
    sheet: `3-1-401 | 林女士 | 13800000000 | 1
            3-1-402 | 吴先生 | 13900000000 | 2`,
    columns: "address unknown phone unknown",
    orders: ["3-1-401 - FREE_TEXT_REQUEST PHONE_FOUND", "3-1-402 - FREE_TEXT_REQUEST PHONE_FOUND"],
  },
  {
    title: "the columns of a survey, with an example and a head that comes again",
    sheet: `1、您的楼栋号(必填) | 2、您的房间号* | 3、联系人姓名 | 蔬菜包数量
            例 3 | 1-101 | 林女士 | 1
            3栋 | 1-401 | 林 | 1
            1、您的楼栋号(必填) | 2、您的房间号* | 3、联系人姓名 | 蔬菜包数量
            5栋 | 2-101 | 吴 | 2`,
    columns: "building room name A",
    orders: ["3-1-401 A1", "5-2-101 A2"],
  },
];

describe("a spreadsheet as a list", () => {
  test.each(SHEETS.map((s) => [s.title, s] as const))("reads %s", (_title, { sheet, columns, orders }) => {
    const rows = rowsOf(sheet);
    const list = read(rows);
    expect(words(guessForm(rows, items).columns)).toBe(columns);
    expect(list.gists).toEqual(orders);
    const { all, applied, flagged, ignored } = list.counts;
    expect(applied + flagged + ignored).toBe(all);
  });

  test("holds the row back of which the spreadsheet made a day or an error, and no other", () => {
    const rows = rowsOf(`门牌 | A | 姓名
      2026-03-02 | 1 | 林
      3-1-402 | # | #
      3-1-403 | 1 | #`);
    const bad: BadCell[] = [
      { row: 2, column: 1, kind: "date" },
      { row: 3, column: 2, kind: "error" },
      { row: 3, column: 3, kind: "error" },
      { row: 4, column: 3, kind: "error" },
    ];
    const list = read(rows, undefined, bad);
    expect(list.orders.map((o) => [o.spans[0]?.line, o.held])).toEqual([
      [2, true],
      [3, true],
      [4, false],
    ]);
    expect(list.orders[0]?.reasons.find((r) => r.values.cell === "date")?.values).toMatchObject({ column: 1 });
  });

  test("compares totals with what stands above them, of a building and of all", () => {
    const sheet = (all: number) => `楼栋 | 单元 | 房号 | A
      3 | 1 | 401 | 1
      3 | 1 | 402 | 2
      3栋小计 | | | 3
      5 | 1 | 101 | 1
      总计 | | | ${all}`;
    expect(read(rowsOf(sheet(4))).flags).toEqual([{ kind: "CHECKSUM_OK" }]);
    expect(read(rowsOf(sheet(5))).flags).toEqual([{ kind: "CHECKSUM_MISMATCH", item: "A", claimed: 5, counted: 4 }]);
  });

  test("a heading with a building's name holds for the rows under it until the next, or until its sum or a heading that names none", () => {
    const sheet = rowsOf(`3栋 | | |
      房号 | 姓名 | A | B
      1-401 | 林 | 1 |
      1单元402 | 吴 | 2 | 1
       | | |
      2-401 | 陈 | 1 |
      小计 | | 4 | 1
      1-403 | 王 | 1 |
      5号楼（共24户） | | |
      1-101 | 许 | 1 |
      3-1-405 | 何 | 1 |
      商铺1-5号 | | |
      1-102 | 郑 | 1 |
      19栋： | | |
      1-101 | 高 | 1 |`);
    expect(read(sheet).gists).toEqual([
      "3-1-401 A1",
      "3-1-402 A2+B1",
      "3-2-401 A1",
      "?1-403 A1 AMBIGUOUS_ADDRESS",
      "5-1-101 A1",
      "?3-1-405 A1 AMBIGUOUS_ADDRESS",
      "?1-102 A1 AMBIGUOUS_ADDRESS",
      "?1-101 A1 AMBIGUOUS_ADDRESS",
    ]);
    expect(read(sheet).flags).toEqual([{ kind: "CHECKSUM_OK" }]);
  });

  test.each([
    ["小计", 3, "小计", 1, []],
    ["小计", 3, "合计", 4, []],
    ["小计", 4, "合计", 1, ["A:4!=3"]],
    ["", 0, "合计", 4, []],
    ["", 0, "合计", 1, []],
    ["", 0, "小计", 4, ["A:4!=1"]],
    ["", 0, "总计", 1, ["A:1!=4"]],
  ] as const)("sums under headings, %s %i then %s %i, are compared with the homes that they can mean", (...given) => {
    const [first, claimed, last, all, amiss] = given;
    const sheet = rowsOf(`门牌 | A
      3栋 |
      1-401 | 1
      1-402 | 2
      ${first === "" ? "" : `${first} | ${claimed}`}
      5栋 |
      1-101 | 1
      ${last} | ${all}`);
    const said = amiss.map((m) => `CHECKSUM_MISMATCH:${m}`);
    expect(read(sheet).flags.map(formatMessageFlag)).toEqual(said.length > 0 ? said : ["CHECKSUM_OK"]);
  });

  test("written building by building under headings, every home reads back to itself or is asked about", () => {
    fc.assert(
      fc.property(trueOrders(8), fc.constantFrom("栋", "号楼", "幢："), fc.boolean(), (orders, sign, sums) => {
        const buildings = Map.groupBy(orders, (o) => o.building);
        const sheet = [
          ["房号", ...grid.items.map((i) => i.code)],
          ...[...buildings].flatMap(([building, homes]) => [
            [`${building}${sign}`],
            ...homes.map((o) => [`${o.unit}-${o.room}`, ...grid.items.map((i) => `${o.items[i.code] ?? ""}`)]),
            ...(sums
              ? [["小计", ...grid.items.map((i) => `${homes.reduce((n, o) => n + (o.items[i.code] ?? 0), 0)}`)]]
              : []),
          ]),
        ];
        const list = read(sheet);
        const truth = [...buildings.values()].flat().map((o) => [householdOf(o), o.items]);
        expect(list.orders.map((o) => [o.household, o.items])).toEqual(truth);
        expect(list.flags).toEqual(sums && orders.length > 0 ? [{ kind: "CHECKSUM_OK" }] : []);
      }),
      { numRuns: 100 },
    );
  });

  test("is read anew when a column is taken for something else, which no other column then is", () => {
    const rows = rowsOf(`地点 | 要几个 | 数量
      3-1-401 | 1 | 9
      3-1-402 | 2 | 9`);
    const guessed = guessForm(rows, items);
    expect(words(guessed.columns)).toBe("address unknown amount");
    const item = useColumn(guessed.columns, 1, { kind: "item", code: "A" });
    const left = useColumn(item, 2, { kind: "other" });
    expect(read(rows, { ...guessed, columns: left }).gists).toEqual(["3-1-401 A1", "3-1-402 A2"]);
    expect(words(useColumn(left, 2, { kind: "item", code: "A" }))).toBe("address unknown A");
  });

  test("is known again by the names of its columns, however they are decorated", () => {
    expect(headKey(["1、门牌号*", "数量（份）"])).toBe(headKey(["门牌号", " 数量"]));
    expect(headKey(["门牌号", "A"])).not.toBe(headKey(["门牌号", "B"]));
  });

  test("written from true orders reads back to them, whatever the columns are and in whatever order", () => {
    const layout = fc.record({
      address: fc.constantFrom("one", "three", "merged"),
      long: fc.boolean(),
      turn: fc.nat(5),
      title: fc.boolean(),
    });
    fc.assert(
      fc.property(trueOrders(8), layout, (orders, by) => {
        const sorted = orders.toSorted((a, b) => a.building - b.building || a.unit - b.unit || a.room - b.room);
        const codes = grid.items.map((i) => i.code);
        const rows = sorted.flatMap((o, i): Record<string, string>[] => {
          const before = sorted[i - 1];
          const sameB = before?.building === o.building;
          // Only a column with a gap for every repeat is a merged one.
          const merged = by.address === "merged";
          const home: Record<string, string> =
            by.address === "one"
              ? { 门牌号: householdOf(o) }
              : {
                  楼栋: merged && sameB ? "" : `${o.building}栋`,
                  单元: merged && sameB && before?.unit === o.unit ? "" : `${o.unit}`,
                  房号: `${o.room}`,
                };
          const wanted = Object.entries(o.items);
          if (!by.long) return [{ ...home, ...Object.fromEntries(wanted.map(([c, n]) => [c, `${n}`])) }];
          return wanted.map(([code, n], k) => ({
            ...home,
            ...(merged && k > 0 ? { 楼栋: "", 单元: "" } : {}),
            套餐: code,
            数量: `${n}`,
          }));
        });
        const homes = by.address === "one" ? ["门牌号"] : ["楼栋", "单元", "房号"];
        const all = [...homes, ...(by.long ? ["套餐", "数量"] : codes)];
        const turn = by.turn % all.length;
        const names = [...all.slice(turn), ...all.slice(0, turn)];
        const sheet = [
          ...(by.title ? [["保供名单"], []] : []),
          names,
          ...rows.map((r) => names.map((n) => r[n] ?? "")),
        ];
        const list = read(sheet);
        const got = list.orders.map((o) => [o.household, o.items]);
        const truth = sorted.map((o) => [householdOf(o), o.items]);
        // A column with few gaps is not taken for a merged one: then its gaps are asked about, and nothing is guessed.
        if (by.address === "merged")
          for (const o of list.orders.filter((x) => !x.held))
            expect(sorted.find((x) => householdOf(x) === o.household)?.items).toMatchObject(o.items);
        else expect(got).toEqual(truth);
      }),
      { numRuns: 200 },
    );
  });

  test("never makes an order out of hostile cells that nobody could have meant", () => {
    const cell = fc.oneof(
      fc.constantFrom("3-1-401", "A1", "1", "", "=1+1", "合计", "<b>", "改", "取消", "2份", "\t", "﻿", "A", "楼栋"),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), (cells) => {
        const rows = cells.map((r) => r.map((c) => c.replace(/[\t\r\n]/g, " ")));
        const form = guessForm(rows, items);
        const { counts, orders, lines } = parseSheet(sheetText(rows), form, [], card);
        expect(counts.applied + counts.flagged + counts.ignored).toBe(counts.all);
        for (const l of lines) if (l.kind === "entry") expect(l.orders.length).toBeGreaterThan(0);
        for (const o of orders) expect(o.spans.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

test("a text that was copied out of a spreadsheet is told from a chat", () => {
  expect(isSheetText("门牌\tA\n3-1-401\t1")).toBe(true);
  expect(isSheetText("#接龙\n1.\t3-1-401 A1\n2.\t3-1-402 A1")).toBe(false);
  expect(isSheetText("1. 3-1-401 A1\n2. 3-1-402 A1")).toBe(false);
});
