import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assignments } from "../../../src/db/schema/index.ts";
import type { CashReceiptId } from "../../../src/domain/kernel/ids.ts";
import { bankCash } from "../../../src/server/usecases/money/bank-cash.ts";
import { handBackCash } from "../../../src/server/usecases/money/hand-back-cash.ts";
import { refundOrder } from "../../../src/server/usecases/money/move-payment.ts";
import { receiveCash } from "../../../src/server/usecases/money/receive-cash.ts";
import { takeBackCash } from "../../../src/server/usecases/money/take-back-cash.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { endAssignment } from "../../../src/server/usecases/staff/invite-staff.ts";
import { listMoney } from "../../../src/server/views/desk/list-money.ts";
import { getCash } from "../../../src/server/views/grid/get-cash.ts";
import { getGridToday } from "../../../src/server/views/grid/get-grid-today.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { expectAllAddsUp } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

let city: City;
let orders: [TestOrder, TestOrder, TestOrder];
beforeEach(async () => {
  city = await aCity();
  const homes = city.places[0].grids[0].homes;
  const lay = (i: number) => anOrder(city, homes[i]!, { lines: { A: 1, B: 1 } });
  orders = [await lay(0), await lay(1), await lay(3)];
});
afterEach(() => city.close());

const worker = () => city.workerOf(city.places[0].grids[0]);
const take = (order: TestOrder, amountFen: number, dueFen: number = order.totalFen, words?: string) =>
  takeCash(worker(), { orderId: order.id, amountFen, dueFen }, words);
const bank = (amountFen: number, boxFen: number, reason?: string) =>
  bankCash(worker(), { amountFen, boxFen, ...(reason ? { reason } : {}) });
const moneyOf = async (order: TestOrder) => (await getResidentOrder(city.residentOf(order.home), order.id)).money;
const balances = async () =>
  Object.fromEntries(
    (
      await city.owner.db.execute<{ kind: string; fen: string }>(
        sql`SELECT a.kind, sum(e.amount_fen) AS fen FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id GROUP BY 1 HAVING sum(e.amount_fen) <> 0`,
      )
    ).map((r) => [r.kind, Number(r.fen)]),
  );

test("of two receipts for one order at once, one is booked, and the other reads what is due by now", async () => {
  const both = await Promise.allSettled([1, 2].map(() => take(orders[0], 17_000)));
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find((x) => x.status === "rejected")?.reason).toMatchObject({
    detail: { kind: "due_changed", dueFen: 0 },
  });
  expect(await balances()).toEqual({ cash_box: 17_000, household: -17_000 });
});

test("another grid's worker takes no cash for the home and gives none back", async () => {
  const other = city.workerOf(city.places[0].grids[1]);
  const [order] = orders;
  await expect(takeCash(other, { orderId: order.id, amountFen: 17_000, dueFen: 17_000 })).rejects.toMatchObject({
    code: "not_found",
  });
  await take(order, 18_000);
  await expect(handBackCash(other, { orderId: order.id, amountFen: 1000 })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("cash that is short leaves the rest open, and the rest may come later", async () => {
  const [order] = orders;
  await take(order, 12_000, 17_000, "少带了一张");
  expect(await moneyOf(order)).toMatchObject({ says: "to_pay", receivedFen: 12_000, dueFen: 5000 });
  expect((await getCash(worker())).owed.find((o) => o.orderId === order.id)?.amountFen).toBe(5000);
  await take(order, 5000, 5000);
  expect(await moneyOf(order)).toMatchObject({ says: "paid", receivedFen: 17_000 });
});

test("cash that is too much is owed back, is a task with its amount, and is handed out of the box", async () => {
  const [order] = orders;
  await take(order, 20_000);
  expect(await moneyOf(order)).toMatchObject({ says: "comes_back", backFen: 3000, backBy: "cash" });
  expect((await getGridToday(worker())).back).toMatchObject([{ orderId: order.id, amountFen: 3000, by: "cash" }]);
  expect((await listMoney(city.ctxFor("DESK"))).rows).toMatchObject([
    { orderId: order.id, state: "refund_due", amountFen: 3000, backBy: "cash" },
  ]);
  const both = await Promise.allSettled(
    [1, 2].map(() => handBackCash(worker(), { orderId: order.id, amountFen: 3000 })),
  );
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await moneyOf(order)).toMatchObject({ says: "paid", backFen: 0, paidBackFen: 3000 });
  expect((await getCash(worker())).boxFen).toBe(17_000);
});

test("cash, then cancelled: what was taken is owed back before the cut-off too", async () => {
  const [order] = orders;
  await take(order, 17_000);
  await cancelOrder(city.residentOf(order.home), { orderId: order.id });
  expect(await moneyOf(order)).toMatchObject({ says: "comes_back", costFen: 0, backFen: 17_000, backBy: "cash" });
  expect((await getCash(worker())).back).toMatchObject([{ orderId: order.id, amountFen: 17_000 }]);
  await handBackCash(worker(), { orderId: order.id, amountFen: 17_000 });
  expect(await moneyOf(order)).toMatchObject({ says: "paid_back", paidBackFen: 17_000 });
  expect(await balances()).toEqual({});
});

test("what was banked before the cancel is handed out of other homes' cash while there is enough, else the desk sends it", async () => {
  const [order, other] = orders;
  await take(order, 17_000);
  await bank(17_000, 17_000);
  await cancelOrder(city.residentOf(order.home), { orderId: order.id });
  const back = { orderId: order.id, amountFen: 17_000 };
  await expect(handBackCash(worker(), back)).rejects.toMatchObject({ detail: { guard: "box_holds", boxFen: 0 } });
  await take(other, 17_000);
  await handBackCash(worker(), back);
  expect(await getCash(worker())).toMatchObject({ boxFen: 0 });
  await take(orders[2], 17_000);
  await bank(17_000, 17_000);
  expect(await balances()).toEqual({ escrow: 34_000, household: -34_000 });
  await cancelOrder(city.residentOf(orders[2].home), { orderId: orders[2].id });
  await refundOrder(city.ctxFor("DESK"), { orderId: orders[2].id, amountFen: 17_000 });
  expect(await balances()).toEqual({ escrow: 17_000, household: -17_000 });
});

test("the box is banked whole, once, and nothing is left over", async () => {
  for (const order of orders.slice(0, 2)) await take(order, 17_000);
  await expect(bank(34_000, 33_000)).rejects.toMatchObject({ detail: { kind: "box_changed", boxFen: 34_000 } });
  await expect(bank(33_000, 34_000)).rejects.toMatchObject({
    detail: { guard: "difference_explained", boxFen: 34_000 },
  });
  const both = await Promise.allSettled([1, 2].map(() => bank(34_000, 34_000)));
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await balances()).toEqual({ escrow: 34_000, household: -34_000 });
  const states = await city.owner.db.execute<{ payment: string; n: number }>(
    sql`SELECT payment, count(*)::int AS n FROM household_orders GROUP BY 1 ORDER BY 1`,
  );
  expect(states).toEqual([
    { payment: "due", n: 1 },
    { payment: "banked", n: 2 },
  ]);
});

test.each([
  ["short by ¥10", 16_000, 1000],
  ["fuller by ¥10", 18_000, -1000],
  ["empty", 0, 17_000],
])(
  "a box that is %s is banked as it was counted, with the worker's words, and the desk reads them",
  async (_, counted, missingFen) => {
    await take(orders[0], 17_000);
    expect(await bank(counted, 17_000, "一张破了")).toMatchObject({ amountFen: counted, missingFen });
    expect(await getCash(worker())).toMatchObject({ boxFen: 0, inBox: [], bankedTodayFen: counted });
    expect((await balances()).escrow ?? 0).toBe(counted);
    expect((await balances()).difference).toBe(missingFen);
    expect((await listMoney(city.ctxFor("DESK"))).differences).toMatchObject([
      { missingFen, reason: "一张破了", grid: 1 },
    ]);
    expect(await moneyOf(orders[0])).toMatchObject({ says: "paid" });
  },
);

test("a box with cash in it stays in the desk's sight, also when its worker's post has ended", async () => {
  await take(orders[0], 17_000);
  const boxes = async () => (await listMoney(city.ctxFor("DESK"))).boxes;
  expect(await boxes()).toMatchObject([{ amountFen: 17_000, grid: 1, onDuty: true }]);
  city.clock.pass(60);
  await city.clock.arrived();
  const [post] = await city.owner.db
    .select()
    .from(assignments)
    .where(eq(assignments.userId, city.places[0].grids[0].worker));
  await endAssignment(city.ctxFor("DESK"), { assignmentId: post!.id });
  city.clock.pass(60);
  await city.clock.arrived();
  expect(await boxes()).toMatchObject([{ amountFen: 17_000, onDuty: false }]);
});

const given = (order: TestOrder, amountFen: number, dueFen = order.totalFen) => ({
  orderId: order.id,
  amountFen,
  dueFen,
});

test("cash of several homes in one go is booked for each as it was divided, all or none, with what is open afterwards", async () => {
  const [a, b, c] = orders;
  await take(c, 17_000);
  const both = [given(a, 20_000), given(b, 10_000)];
  await expect(takeCash(worker(), [...both, given(c, 1000)])).rejects.toMatchObject({
    detail: { kind: "due_changed", dueFen: 0, orderId: c.id },
  });
  expect(await balances()).toEqual({ cash_box: 17_000, household: -17_000 });
  await takeCash(worker(), both, "3 楼一起交的");
  expect(await moneyOf(a)).toMatchObject({ says: "comes_back", backFen: 3000, receivedFen: 20_000 });
  expect(await moneyOf(b)).toMatchObject({ says: "to_pay", dueFen: 7000, receivedFen: 10_000 });
  expect(await getCash(worker())).toMatchObject({
    boxFen: 47_000,
    together: [{ amountFen: 30_000, mayTakeBack: true }],
  });
  await expectAllAddsUp(city);
});

test("a receipt that is sent twice is booked once, and with other amounts it is a conflict, also after it was taken back", async () => {
  const receiptId = randomUUID() as CashReceiptId;
  const send = (amountFen: number) =>
    receiveCash(worker(), { receiptId, parts: [given(orders[0], amountFen), given(orders[1], 17_000)] });
  await Promise.all([send(17_000), send(17_000)]);
  expect((await getCash(worker())).boxFen).toBe(34_000);
  await expect(send(16_000)).rejects.toMatchObject({ code: "conflict" });
  const back = () => takeBackCash(worker(), { receiptId, reason: "记错了" });
  await Promise.all([back(), back()]);
  expect(await balances()).toEqual({});
  await send(17_000);
  await expect(send(16_000)).rejects.toMatchObject({ code: "conflict" });
  expect(await balances()).toEqual({});
});

test("what was given for several homes is taken back in one act: each owes again what it owed, whatever came after", async () => {
  const [a, b, c] = orders;
  const receiptId = await takeCash(worker(), [given(a, 20_000), given(b, 10_000), given(c, 17_000)]);
  await take(b, 7000, 7000);
  await cancelOrder(city.residentOf(c.home), { orderId: c.id });
  const other = city.workerOf(city.places[0].grids[1]);
  await expect(takeBackCash(other, { receiptId, reason: "记错了" })).rejects.toMatchObject({ code: "not_found" });
  await takeBackCash(worker(), { receiptId, reason: "记成隔壁楼的了" });
  expect(await moneyOf(a)).toMatchObject({ says: "to_pay", dueFen: 17_000, receivedFen: 0 });
  expect(await moneyOf(b)).toMatchObject({ says: "to_pay", dueFen: 10_000, receivedFen: 7000 });
  expect(await moneyOf(c)).toMatchObject({ says: "nothing", backFen: 0 });
  expect(await getCash(worker())).toMatchObject({ boxFen: 7000, together: [] });
  await expectAllAddsUp(city);
});

test.each([
  ["handed back to one of the homes", (a: TestOrder) => handBackCash(worker(), { orderId: a.id, amountFen: 3000 })],
  ["banked", () => bank(37_000, 37_000)],
])("what has been %s since was there, and its receipt is not taken back", async (_, since) => {
  const [a, b] = orders;
  const receiptId = await takeCash(worker(), [given(a, 20_000), given(b, 17_000)]);
  await since(a);
  const before = await balances();
  await expect(takeBackCash(worker(), { receiptId, reason: "记错了" })).rejects.toMatchObject({
    detail: { kind: "guard_failed", guard: "cash_in_box_still" },
  });
  expect(await balances()).toEqual(before);
  expect((await getCash(worker())).together.every((r) => !r.mayTakeBack)).toBe(true);
});
