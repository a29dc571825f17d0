import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  auditEvents,
  bags,
  batches,
  cycles,
  householdOrders,
  orderLines,
  supplyCommits,
} from "../../../src/db/schema/index.ts";
import { claimPayment } from "../../../src/server/usecases/money/claim-payment.ts";
import { matchOrderPayment } from "../../../src/server/usecases/money/move-payment.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { freezeThawedSheet, thawSheet } from "../../../src/server/usecases/sheets/thaw-sheet.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { undoAllocation } from "../../../src/server/usecases/supply/undo-allocation.ts";
import { allocate, aStore, expectAllAddsUp, freezeAll, owedByOrder, sheetOf } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let orders: TestOrder[];
let store: Awaited<ReturnType<typeof aStore>>;
const desk = () => city.ctxFor("DESK");
const grid = () => city.places[0].grids[0];
const ordersNow = () => city.owner.db.select().from(householdOrders).orderBy(householdOrders.number);
const states = async () => (await ordersNow()).map((o) => o.state);
const owed = async () => {
  const by = await owedByOrder(city);
  return orders.map((o) => by.get(o.id));
};
const cycleState = async () => (await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId)))[0]?.state;

beforeEach(async () => {
  city = await aCity();
  // Five bags of A are wanted, two committed: two homes go short by one, one gets nothing.
  store = await aStore(city, { A: 2 });
  orders = [];
  for (const [home, A] of [
    [grid().homes[0], 2],
    [grid().homes[3], 2],
    [city.places[1].grids[0].homes[0], 1],
  ] as const)
    orders.push(await anOrder(city, home!, { lines: { A }, state: "confirmed" }));
});
afterEach(() => city.close());

test("a thawed sheet gives its homes their charges back, can be changed, and freezes again with a checksum of its own", async () => {
  await freezeAll(city, false);
  const frozen = await sheetOf(city, grid().id);
  await thawSheet(desk(), { sheetId: frozen.id, reason: "报错一户" });
  expect(await states()).toEqual(["confirmed", "confirmed", "locked"]);
  expect(await owed()).toEqual([0, 0, 5000]);
  await expectAllAddsUp(city);
  await cancelOrder(city.workerOf(grid()), { orderId: orders[1]!.id, reason: "重复" });
  const { checksum } = await freezeThawedSheet(desk(), { sheetId: frozen.id });
  const again = await sheetOf(city, grid().id);
  expect(again).toMatchObject({ state: "frozen", checksum, bags: 2, homes: 1 });
  expect(checksum).not.toBe(frozen.checksum);
  expect(await states()).toEqual(["locked", "cancelled", "locked"]);
  expect(await owed()).toEqual([10_000, 0, 5000]);
  await expectAllAddsUp(city);
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, frozen.id));
  expect(events.find((e) => e.kind === "sheet.thaw")).toMatchObject({ role: "DESK", reason: "报错一户" });
});

test("a cycle with a thawed sheet is not allocated; an allocated sheet is not thawed", async () => {
  await freezeAll(city);
  const sheet = await sheetOf(city, grid().id);
  await thawSheet(desk(), { sheetId: sheet.id, reason: "x" });
  await expect(allocate(city)).rejects.toMatchObject({
    code: "refused",
    detail: { guard: "sheets_frozen_or_waived" },
  });
  await freezeThawedSheet(desk(), { sheetId: sheet.id });
  await allocate(city);
  await expect(thawSheet(desk(), { sheetId: sheet.id, reason: "x" })).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "allocation_stands", orders: 2 },
  });
});

test("an undone allocation leaves orders, lines, commits and books as they were when the sheets were frozen", async () => {
  await freezeAll(city);
  const linesBefore = await city.owner.db.select().from(orderLines).orderBy(orderLines.id);
  const owedBefore = await owedByOrder(city);
  await allocate(city);
  expect((await states()).toSorted()).toEqual(["allocated", "allocated", "shorted_out"]);
  await moveBatches(store.manager, {
    act: "accept",
    batchIds: (await city.owner.db.select().from(batches)).slice(0, 1).map((b) => b.id),
  });
  await expectAllAddsUp(city);
  const undone = await undoAllocation(desk(), { cycleId: city.cycleId, reason: "店里断电" });
  expect(undone).toMatchObject({ bags: 2, trips: 0 });
  expect(await cycleState()).toBe("closed");
  expect(await states()).toEqual(["locked", "locked", "locked"]);
  expect(await city.owner.db.select().from(orderLines).orderBy(orderLines.id)).toEqual(linesBefore);
  expect(await owedByOrder(city)).toEqual(owedBefore);
  expect(await city.owner.db.select().from(bags)).toEqual([]);
  expect((await city.owner.db.select().from(supplyCommits)).map((c) => c.allocated)).toEqual([0]);
  expect((await city.owner.db.select().from(batches)).every((b) => b.state === "recalled")).toBe(true);
  expect((await ordersNow()).map((o) => [o.payment, o.totalFen])).toEqual(orders.map((o) => ["due", o.totalFen]));
  await expectAllAddsUp(city);
  await allocate(city);
  await expectAllAddsUp(city);
});

test("a home that had paid for what came short has paid again once the allocation is undone; a paid refund stands in the way", async () => {
  await freezeAll(city);
  for (const order of await city.owner.db.select().from(householdOrders)) {
    const home = city.ctxFor("RES", { homes: [order.householdId] });
    await claimPayment(home, { orderId: order.id });
    await matchOrderPayment(desk(), { orderId: order.id, amountFen: order.totalFen });
  }
  await allocate(city);
  const payments = async () => (await city.owner.db.select().from(householdOrders)).map((o) => o.payment).toSorted();
  expect(await payments()).toContain("refund_due");
  await city.pastTheGate.db.execute(sql`UPDATE household_orders SET payment = 'refunded' WHERE payment = 'refund_due'`);
  await expect(undoAllocation(desk(), { cycleId: city.cycleId, reason: "x" })).rejects.toMatchObject({
    detail: { guard: "refund_not_paid" },
  });
  await city.pastTheGate.db.execute(sql`UPDATE household_orders SET payment = 'refund_due' WHERE payment = 'refunded'`);
  await undoAllocation(desk(), { cycleId: city.cycleId, reason: "x" });
  expect(await payments()).toEqual(["matched", "matched", "matched"]);
});

test("of a store that starts picking and a desk that undoes the allocation at once, exactly one wins", async () => {
  for (let round = 0; round < 6; round += 1) {
    if (round > 0) {
      await city.close();
      city = await aCity();
      store = await aStore(city, { A: 4 });
      await anOrder(city, grid().homes[0]!, { lines: { A: 2 }, state: "confirmed" });
    }
    await freezeAll(city);
    await allocate(city);
    const batchIds = (await city.owner.db.select().from(batches)).map((b) => b.id);
    await moveBatches(store.manager, { act: "accept", batchIds });
    const pick = () => moveBatches(store.manager, { act: "start_picking", batchIds });
    const undo = () => undoAllocation(desk(), { cycleId: city.cycleId, reason: "x" });
    const both = await Promise.allSettled(round % 2 ? [undo(), pick()] : [pick(), undo()]);
    expect(both.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    const picked = both[round % 2 ? 1 : 0]?.status === "fulfilled";
    expect(await cycleState()).toBe(picked ? "fulfilling" : "closed");
    await expectAllAddsUp(city);
  }
});

test("of a thaw and an allocation at once, the sheet is thawed or shared out, never both", async () => {
  await freezeAll(city);
  const sheet = await sheetOf(city, grid().id);
  await Promise.allSettled([thawSheet(desk(), { sheetId: sheet.id, reason: "x" }), allocate(city)]);
  const { state } = await sheetOf(city, grid().id);
  expect(await cycleState()).toBe(state === "frozen" ? "allocated" : "closed");
  await expectAllAddsUp(city);
});
