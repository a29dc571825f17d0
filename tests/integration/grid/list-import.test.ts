import { and, eq, ne } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { householdOrders, listImports } from "../../../src/db/schema/index.ts";
import type { ListImportId } from "../../../src/domain/kernel/ids.ts";
import { cancelCycle } from "../../../src/server/usecases/cycles/cancel-cycle.ts";
import { applyList } from "../../../src/server/usecases/lists/apply-list.ts";
import { decideRow } from "../../../src/server/usecases/lists/decide-row.ts";
import { pasteList } from "../../../src/server/usecases/lists/paste-list.ts";
import { undoList } from "../../../src/server/usecases/lists/undo-list.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { submitSheet } from "../../../src/server/usecases/sheets/submit-sheet.ts";
import { getListImport } from "../../../src/server/views/grid/get-list-import.ts";
import { expectAllAddsUp } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
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
const paste = async (...lines: string[]): Promise<ListImportId> =>
  (await pasteList(worker(), { cycleId: city.cycleId, gridId: grid().id, text: ["#接龙", ...lines].join("\n") }))
    .importId;
const read = (importId: ListImportId) => getListImport(worker(), importId);
const apply = (importId: ListImportId, by = worker()) => applyList(by, { importId, reason: "接龙里退了" });
const undo = (importId: ListImportId) => undoList(worker(), { importId, reason: "接龙撤回了" });
const ordersNow = async () => {
  const rows = await city.owner.db
    .select()
    .from(householdOrders)
    .where(and(eq(householdOrders.cycleId, city.cycleId), ne(householdOrders.state, "cancelled")));
  return rows.map((o) => [o.householdId, o.totalFen, o.channel] as const);
};

test("a list becomes orders in one act once every doubt is decided, and is taken back whole", async () => {
  const importId = await paste(`1. ${door(0)} 阿珍 A1`, `2. ${door(1)} A2`, "3. 阿强 A1", "收到");
  const before = await read(importId);
  expect(before.counts).toEqual({ open: 1, taken: 2, ignored: 2, all: 5 });
  await expect(apply(importId)).rejects.toMatchObject({ detail: { guard: "all_rows_decided" } });

  const open = before.rows.find((r) => r.stands === "open")!;
  const take = { kind: "take", household: door(2), items: { A: 1 } } as const;
  await decideRow(worker(), { importId, row: open.row, decision: take });
  expect(await apply(importId)).toEqual({ written: 3, refused: 0 });
  const written = await ordersNow();
  expect(written.map(([home]) => home).sort()).toEqual([0, 1, 2].map((i) => home(i).id).sort());
  expect(new Set(written.map(([, , channel]) => channel))).toEqual(new Set(["import"]));
  await expectAllAddsUp(city);

  expect(await undo(importId)).toEqual({ undone: 3, left: [] });
  expect(await ordersNow()).toEqual([]);
  await expectAllAddsUp(city);
});

test("the same list posted again, longer, writes what is new and nothing twice", async () => {
  const first = await paste(`1. ${door(0)} A1`, `2. ${door(1)} A1`);
  await apply(first);
  const longer = await paste(`1. ${door(0)} A1`, `2. ${door(1)} 改 A2`, `3. ${door(2)} A1`);
  const view = await read(longer);
  expect([view.counts.open, view.rows.map((r) => r.same)]).toEqual([0, [true, false, false]]);
  expect(await apply(longer)).toEqual({ written: 2, refused: 0 });
  expect((await read(longer)).did).toEqual({ placed: 1, changed: 1, cancelled: 0 });
  expect(await ordersNow()).toHaveLength(3);
  await undo(longer);
  const back = await ordersNow();
  const [total] = back.map(([, fen]) => fen);
  expect(back.map(([, fen]) => fen)).toEqual([total, total]);
});

test("an order that its home placed itself is doubted, and what the home did since is left when the list is undone", async () => {
  const own = await anOrder(city, home(0), { lines: { A: 1 } });
  const importId = await paste(`1. ${door(0)} A2`, `2. ${door(1)} A1`);
  const [doubtful, sure] = (await read(importId)).rows;
  expect([doubtful?.stands, sure?.stands]).toEqual(["open", "taken"]);
  expect(doubtful?.choices.map((c) => c.items)).toEqual([{ A: 1 }, { A: 2 }]);
  const take = { kind: "take", household: door(0), items: { A: 2 } } as const;
  await decideRow(worker(), { importId, row: doubtful!.row, decision: take });
  await apply(importId);
  await cancelOrder(city.residentOf(home(0)), { orderId: own.id });
  expect(await undo(importId)).toEqual({ undone: 1, left: [door(0)] });
  expect(await ordersNow()).toEqual([]);
});

test("a row that the rules of ordering refuse leaves everything unwritten and says why", async () => {
  await city.close();
  city = await aCity({ offered: 1 });
  const importId = await paste(`1. ${door(0)} A1`, `2. ${door(1)} A1`);
  expect(await apply(importId)).toEqual({ written: 0, refused: 1 });
  expect(await ordersNow()).toEqual([]);
  const refused = (await read(importId)).rows.find((r) => r.refusal);
  expect(refused).toMatchObject({ row: 1, stands: "open", refusal: { code: "sold_out" } });
  await decideRow(worker(), { importId, row: 1, decision: { kind: "ignore" } });
  expect(await apply(importId)).toEqual({ written: 1, refused: 0 });
});

test("a list is its grid's alone, and what is frozen is not undone", async () => {
  const importId = await paste(`1. ${door(0)} A1`);
  const neighbour = city.workerOf(city.places[0].grids[1]!);
  await expect(getListImport(neighbour, importId)).rejects.toMatchObject({ code: "not_found" });
  await expect(apply(importId, neighbour)).rejects.toMatchObject({ code: "not_found" });
  const wrong = { kind: "take", household: "99-9-999", items: { A: 1 } } as const;
  await expect(decideRow(worker(), { importId, row: 0, decision: wrong })).rejects.toMatchObject({
    detail: { kind: "no_such_door" },
  });
  await apply(importId);
  await expect(apply(importId)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await city.cutOffIn(-60, "closing");
  await submitSheet(worker(), { cycleId: city.cycleId, gridId: grid().id });
  await expect(undo(importId)).rejects.toMatchObject({ detail: { guard: "sheet_not_frozen" } });
  const [kept] = await city.owner.db.select().from(listImports);
  expect(kept?.text).toContain("#接龙");
});

test("a newer paste lays an older one aside that nobody wrote", async () => {
  const older = await paste(`1. ${door(0)} A1`);
  await paste(`1. ${door(0)} A1`, `2. ${door(1)} A1`);
  expect((await read(older)).state).toBe("discarded");
});

test("a list that waits is laid aside with the round it would have been written to, and one that was written is not touched", async () => {
  const written = await paste(`1. ${door(0)} A1`);
  await apply(written);
  const waits = await paste(`1. ${door(1)} A1`);
  await cancelCycle(city.ctxFor("DESK"), { cycleId: city.cycleId, reason: "封路" });
  expect([(await read(waits)).state, (await read(written)).state]).toEqual(["discarded", "applied"]);
  await expect(apply(waits)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  expect(await ordersNow()).toEqual([]);
  await expectAllAddsUp(city);
});
