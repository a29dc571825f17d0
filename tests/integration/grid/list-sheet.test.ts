import { and, eq, ne } from "drizzle-orm";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { auditEvents, householdOrders } from "../../../src/db/schema/index.ts";
import type { Column } from "../../../src/domain/group-list/table-row.ts";
import type { ListImportId } from "../../../src/domain/kernel/ids.ts";
import { cancelCycle } from "../../../src/server/usecases/cycles/cancel-cycle.ts";
import { addSheet } from "../../../src/server/usecases/lists/add-sheet.ts";
import { applyList } from "../../../src/server/usecases/lists/apply-list.ts";
import { decideRow } from "../../../src/server/usecases/lists/decide-row.ts";
import { acceptColumns, nameColumn } from "../../../src/server/usecases/lists/name-column.ts";
import { pasteList } from "../../../src/server/usecases/lists/paste-list.ts";
import { readTab } from "../../../src/server/usecases/lists/read-tab.ts";
import { undoList } from "../../../src/server/usecases/lists/undo-list.ts";
import { getListImport } from "../../../src/server/views/grid/get-list-import.ts";
import { expectAllAddsUp } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { inGb18030 } from "../../support/gb18030.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());

const grid = () => city.places[0].grids[0];
const worker = () => city.workerOf(grid());
const home = (i: number) => grid().homes[i]!;
const door = (i: number) => `1-1-${home(i).room}`;
const read = (importId: ListImportId) => getListImport(worker(), importId);
const apply = (importId: ListImportId) => applyList(worker(), { importId, reason: "接龙里退了" });
const accept = (importId: ListImportId) => acceptColumns(worker(), { importId });
const upload = async (name: string, bytes: Uint8Array | string, by = worker()): Promise<ListImportId> => {
  const base64 = Buffer.from(bytes).toString("base64");
  return (await addSheet(by, { cycleId: city.cycleId, gridId: grid().id, file: { name, base64 } })).importId;
};
const take = (importId: ListImportId, column: number, use: Column) => nameColumn(worker(), { importId, column, use });
const usesOf = async (importId: ListImportId) =>
  (await read(importId)).sheet?.columns.map(({ use }) => (use.kind === "item" ? use.code : use.kind));
const ordersNow = async () => {
  const rows = await city.owner.db
    .select()
    .from(householdOrders)
    .where(and(eq(householdOrders.cycleId, city.cycleId), ne(householdOrders.state, "cancelled")));
  return rows.map((o) => [o.householdId, o.channel] as const);
};

test("a workbook's rows become orders once its columns are looked at and its doubts decided, and are taken back whole", async () => {
  const cell = (value: string | number | Date) =>
    value instanceof Date ? { value, type: Date, format: "yyyy-mm-dd" } : { value };
  const bytes = await writeExcel([
    [cell("三号网格名单")],
    ["门牌", "A", "B", "备注"].map(cell),
    [cell(door(0)), cell(2)],
    [],
    [cell(door(1)), cell("1份"), cell(1), cell("放门口")],
    [cell(new Date("2026-03-02T00:00:00Z")), cell(1)],
    [cell("合计"), cell(4), cell(1)],
  ] as never).toBuffer();
  const importId = await upload("名单.xlsx", bytes);
  const before = await read(importId);
  expect([before.state, before.mayName, before.mayDecide]).toEqual(["pasted", true, false]);
  expect(before.sheet?.columns.map((c) => c.name)).toEqual(["门牌", "A", "B", "备注"]);
  await expect(apply(importId)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await accept(importId);

  const { rows, counts, flags } = await read(importId);
  expect(counts).toEqual({ open: 1, taken: 2, ignored: 3, all: 6 });
  expect(flags).toEqual([{ kind: "CHECKSUM_OK" }]);
  const spoiled = rows.find((r) => r.stands === "open")!;
  expect(spoiled).toMatchObject({ lines: [{ no: 6 }], items: { A: 1 } });
  expect(spoiled.reasons.map((r) => r.values.cell)).toContain("date");
  await decideRow(worker(), {
    importId,
    row: spoiled.row,
    decision: { kind: "take", household: door(2), items: { A: 1 } },
  });
  expect(await apply(importId)).toEqual({ written: 3, refused: 0 });
  expect((await ordersNow()).map(([id, channel]) => [id, channel]).toSorted()).toEqual(
    [0, 1, 2].map((i) => [home(i).id, "import"]).toSorted(),
  );
  await expectAllAddsUp(city);
  expect(await undoList(worker(), { importId, reason: "撤回" })).toEqual({ undone: 3, left: [] });
  expect(await ordersNow()).toEqual([]);
  await expectAllAddsUp(city);
  const kept = await read(importId);
  expect([kept.sheet?.file, kept.text.split("\n")[1]]).toEqual(["名单.xlsx", "门牌\tA\tB\t备注"]);
});

test("a CSV as a Chinese Excel writes it is read, and what its columns are taken for is remembered for the grid's next one", async () => {
  const csv = (n: number) => inGb18030(`门牌号,要几个,微信\n${door(0)},${n},小林\n`);
  const first = await upload("甲.csv", csv(2));
  expect(await usesOf(first)).toEqual(["address", "unknown", "unknown"]);
  await expect(accept(first)).rejects.toMatchObject({ detail: { guard: "columns_named" } });
  await take(first, 1, { kind: "item", code: "A" });
  expect((await read(first)).rows[0]).toMatchObject({ household: door(0), items: { A: 2 } });
  await accept(first);
  await expect(take(first, 1, { kind: "other" })).rejects.toMatchObject({ detail: { kind: "not_from_here" } });

  const next = await upload("乙.csv", csv(1));
  expect((await read(first)).state).toBe("discarded");
  expect([await usesOf(next), (await read(next)).sheet?.remembered]).toEqual([["address", "A", "unknown"], true]);
  // Another grid's worker looks at his own first.
  const neighbour = city.workerOf(city.places[0].grids[1]!);
  await expect(upload("丙.csv", csv(1), neighbour)).rejects.toMatchObject({ code: "not_found" });
});

test("of several tabs one is the list: which one is chosen, gone back from, and remembered for the grid's next workbook", async () => {
  const cells = (...row: (string | number)[]) => row.map((value) => ({ value }));
  const book = (n: number) =>
    writeExcel([
      { sheet: "说明", data: [cells("填表前请看"), cells("一户一行")] },
      { sheet: "空表", data: [] },
      { sheet: "团购", data: [cells("门牌", "A"), cells(door(0), n)] },
      {
        sheet: "第二批",
        data: [
          cells("房号", "A"),
          cells("1栋"),
          cells(`1-${home(1).room}`, n),
          cells(`1-${home(2).room}`, 1),
          cells("小计", 3),
        ],
      },
    ]).toBuffer();
  const tabs = async (id: ListImportId) =>
    (await read(id)).sheet?.tabs.map((t) => `${t.at}${t.name}${t.read ? "*" : ""}`);
  const first = await upload("名单.xlsx", await book(2));
  expect(await tabs(first)).toEqual(["0说明", "1团购*", "2第二批"]);
  expect((await read(first)).rows.map((r) => r.household)).toEqual([door(0)]);

  await readTab(worker(), { importId: first, tab: 2 });
  expect(await tabs(first)).toEqual(["0说明", "1团购", "2第二批*"]);
  const { rows, flags, text } = await read(first);
  expect(rows.map((r) => [r.household, r.items])).toEqual([
    [door(1), { A: 2 }],
    [door(2), { A: 1 }],
  ]);
  expect([flags, text.split("\n")[1]]).toEqual([[{ kind: "CHECKSUM_OK" }], "1栋"]);
  await readTab(worker(), { importId: first, tab: 1 });
  expect((await read(first)).rows.map((r) => r.household)).toEqual([door(0)]);
  await readTab(worker(), { importId: first, tab: 2 });
  await expect(readTab(worker(), { importId: first, tab: 3 })).rejects.toMatchObject({ code: "not_found" });
  await accept(first);
  await expect(readTab(worker(), { importId: first, tab: 1 })).rejects.toMatchObject({
    detail: { kind: "not_from_here" },
  });

  const next = await upload("名单.xlsx", await book(1));
  expect(await tabs(next)).toEqual(["0说明", "1团购", "2第二批*"]);
  expect((await read(next)).flags).toEqual([{ kind: "CHECKSUM_MISMATCH", item: "A", claimed: 3, counted: 2 }]);
  expect((await read(await upload("一张.csv", `门牌,A\n${door(0)},1\n`))).sheet?.tabs).toEqual([]);
});

test("rows copied out of a spreadsheet wait for their columns too; the same sheet again writes only what changed", async () => {
  const paste = async (...rows: string[]) =>
    (await pasteList(worker(), { cycleId: city.cycleId, gridId: grid().id, text: rows.join("\n") })).importId;
  const first = await paste("门牌\tA\tB", `${door(0)}\t1\t`, `${door(1)}\t\t1`);
  await accept(first);
  expect(await apply(first)).toEqual({ written: 2, refused: 0 });
  const longer = await paste("门牌\tA\tB", `${door(0)}\t1\t`, `${door(1)}\t1\t1`, `${door(2)}\t1\t`);
  await accept(longer);
  const { rows } = await read(longer);
  expect(rows.map((r) => [r.same, r.was])).toEqual([
    [true, null],
    [false, { B: 1 }],
    [false, null],
  ]);
  expect(await apply(longer)).toEqual({ written: 2, refused: 0 });
});

test("columns are read against what stands when they are accepted", async () => {
  const importId = await upload("a.tsv", `门牌\tA\n${door(0)}\t2\n`);
  expect((await read(importId)).rows[0]?.stands).toBe("taken");
  await anOrder(city, home(0), { lines: { A: 1 } });
  await accept(importId);
  const [row] = (await read(importId)).rows;
  expect([row?.stands, row?.choices.map((c) => c.items)]).toEqual(["open", [{ A: 1 }, { A: 2 }]]);
  const [event] = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "import_job.parse"));
  expect(event?.data).toMatchObject({ orders: 1 });
});

test("a sheet that waits for its columns is laid aside with its round", async () => {
  const importId = await upload("a.csv", `门牌,A\n${door(0)},1\n`);
  await cancelCycle(city.ctxFor("DESK"), { cycleId: city.cycleId, reason: "封路" });
  expect((await read(importId)).state).toBe("discarded");
  await expect(accept(importId)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
});

test.each([
  ["empty.csv", "", "file_empty"],
  ["blank.csv", ",,\n,,\n", "file_empty"],
  ["old.xls", "\u00d0\u00cf", "file_type"],
  ["broken.xlsx", "PK\u0003\u0004", "file_unreadable"],
  ["long.csv", "门牌,A\n".repeat(3_001), "list_too_long"],
  ["wide.csv", `门牌${",A".repeat(80)}\n`, "list_too_long"],
  ["bomb.xlsx", zipSync({ "xl/worksheets/sheet1.xml": strToU8(" ".repeat(101_000_000)) }), "file_too_large"],
] as const)("the file %s is refused by name and nothing is kept", async (name, bytes, kind) => {
  await expect(upload(name, bytes)).rejects.toMatchObject({ detail: { kind } });
});
