import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  cycles,
  gridQuotas,
  householdOrders,
  lateRequests,
  offers,
  orderLines,
  orderRevisions,
} from "../../../src/db/schema/index.ts";
import { tellHomes } from "../../../src/server/jobs/turn-clock.ts";
import { OrderLanes } from "../../../src/server/ordering/order-lanes.ts";
import { cancelCycle } from "../../../src/server/usecases/cycles/cancel-cycle.ts";
import { claimPayment } from "../../../src/server/usecases/money/claim-payment.ts";
import { matchOrderPayment } from "../../../src/server/usecases/money/move-payment.ts";
import { changeOrder } from "../../../src/server/usecases/orders/change-order.ts";
import { placeOrder } from "../../../src/server/usecases/orders/place-order.ts";
import { acceptSheets } from "../../../src/server/usecases/sheets/accept-sheets.ts";
import { submitSheet } from "../../../src/server/usecases/sheets/submit-sheet.ts";
import { listMoney } from "../../../src/server/views/desk/list-money.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { listNotices } from "../../../src/server/views/resident/list-notices.ts";
import { aStore, expectAllAddsUp, freezeAll } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

let city: City;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());

const desk = () => city.ctxFor("DESK");
const grid = () => city.places[0].grids[0];
const home = (i: number) => grid().homes[i]!;
const cancel = () => cancelCycle(desk(), { cycleId: city.cycleId, reason: "仓库进水" });
const orderOf = ({ home: h, id }: TestOrder) => getResidentOrder(city.residentOf(h), id);
const A = (wanted: number) => [{ packageVersionId: city.packages.A, wanted, acceptUpTo: wanted }];
const reserved = async () =>
  (await city.owner.db.select().from(offers).where(eq(offers.cycleId, city.cycleId))).map((o) => o.reserved);

test("a round that the desk calls off takes its orders along: stock, reason, money and word to each home", async () => {
  const [due, cash, said, doubtful] = [
    await anOrder(city, home(0), { lines: { A: 2 } }),
    await anOrder(city, home(1), { lines: { B: 1 } }),
    await anOrder(city, home(3), { lines: { A: 1 } }),
    await anOrder(city, home(4), { lines: { A: 1 }, state: "needs_review" }),
  ];
  await city.owner.db.insert(gridQuotas).values({
    cycleId: city.cycleId,
    gridId: grid().id,
    packageVersionId: city.packages.A,
    quota: 10,
    reserved: 4,
  });
  await takeCash(city.workerOf(grid()), { orderId: cash.id, amountFen: 12_000, dueFen: 12_000 });
  await claimPayment(city.residentOf(said.home), { orderId: said.id });
  await city.owner.db.insert(lateRequests).values({
    idempotencyKey: randomUUID(),
    cycleId: city.cycleId,
    householdId: home(5).id,
    gridId: grid().id,
    lines: A(1),
    at: city.clock.now(),
  });
  expect(await cancel()).toMatchObject({ state: "cancelled", orders: 4 });

  for (const order of [due, cash, said, doubtful])
    expect(await orderOf(order)).toMatchObject({
      state: "cancelled",
      cancelReason: "仓库进水",
      mayChange: false,
      mayCancel: false,
      mayPay: false,
    });
  expect((await orderOf(due)).money).toMatchObject({ says: "nothing", dueFen: 0 });
  expect((await orderOf(cash)).money).toMatchObject({ says: "comes_back", backFen: 12_000, backBy: "cash" });
  expect((await orderOf(said)).money).toMatchObject({ says: "being_checked", saidFen: 5000 });
  expect((await listMoney(desk())).rows.map((r) => [r.state, r.amountFen, r.cancelled])).toEqual([
    ["refund_due", 12_000, true],
    ["claimed", 5000, true],
  ]);
  await matchOrderPayment(desk(), { orderId: said.id, amountFen: 5000 });
  expect((await orderOf(said)).money).toMatchObject({ says: "comes_back", backFen: 5000 });

  expect(await reserved()).toEqual([0, 0, 0]);
  expect((await city.owner.db.select().from(gridQuotas)).map((q) => q.reserved)).toEqual([0]);
  const lines = await city.owner.db.select().from(orderLines);
  expect(lines.every((l) => l.cancelledBeforeLock === l.wanted)).toBe(true);
  const revisions = await city.owner.db
    .select()
    .from(orderRevisions)
    .where(eq(orderRevisions.orderId, due.id))
    .orderBy(asc(orderRevisions.revision));
  expect(revisions.map((r) => [r.revision, r.act, r.reason])).toEqual([
    [1, "placed", null],
    [2, "cancelled", "仓库进水"],
  ]);
  expect((await city.owner.db.select().from(lateRequests)).map((l) => [l.state, l.reason])).toEqual([
    ["declined", "仓库进水"],
  ]);
  for (let turn = 0; turn < 2; turn += 1) await tellHomes(city.ctxFor("SYS"));
  expect((await listNotices(city.residentOf(due.home))).notices.map((n) => n.kind)).toEqual(["order.cancelled"]);
  expect((await listNotices(city.residentOf(cash.home))).notices).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ kind: "order.cancelled" }),
      expect.objectContaining({ kind: "money.comes_back", amountFen: 12_000 }),
    ]),
  );
  await expectAllAddsUp(city);
});

test("after the desk has called the round off nothing of it may be ordered, changed, said to be paid or tallied", async () => {
  const order = await anOrder(city, home(0), { lines: { A: 1 } });
  await cancel();
  const resident = city.residentOf(order.home);
  const gone = { detail: { kind: "not_from_here" } };
  await expect(changeOrder(resident, { orderId: order.id, revision: 2, lines: A(2) })).rejects.toMatchObject({
    code: "refused",
  });
  await expect(claimPayment(resident, { orderId: order.id })).rejects.toMatchObject(gone);
  await expect(cancel()).rejects.toMatchObject(gone);
  await expect(submitSheet(city.workerOf(grid()), { cycleId: city.cycleId, gridId: grid().id })).rejects.toMatchObject({
    detail: { kind: "not_open" },
  });
  await expect(
    placeOrder(resident, new OrderLanes(city.app), {
      key: "again",
      cycleId: city.cycleId,
      householdId: order.home.id,
      lines: A(1),
    }),
  ).rejects.toMatchObject({ detail: { kind: "not_open" } });
});

test("frozen sheets are thawed on the way: what was charged is taken back, and what was paid comes back", async () => {
  const [paid, other] = [await anOrder(city, home(0), { lines: { A: 2 } }), await anOrder(city, home(1))];
  await city.cutOffIn(-600, "closing");
  const { sheetId } = await submitSheet(city.workerOf(grid()), { cycleId: city.cycleId, gridId: grid().id });
  await acceptSheets(city.clerkOf(city.places[0]), { sheetIds: [sheetId] });
  await claimPayment(city.residentOf(paid.home), { orderId: paid.id });
  await matchOrderPayment(desk(), { orderId: paid.id, amountFen: 10_000 });
  await cancel();
  expect((await orderOf(paid)).money).toMatchObject({ says: "comes_back", costFen: 0, backFen: 10_000 });
  expect((await orderOf(other)).money).toMatchObject({ says: "nothing", costFen: 0 });
  expect(await reserved()).toEqual([0, 0, 0]);
  await expectAllAddsUp(city);
});

test("a round that is closed is not called off any more, and one without a reason never", async () => {
  await anOrder(city, home(0));
  await expect(cancelCycle(desk(), { cycleId: city.cycleId })).rejects.toMatchObject({
    detail: { guard: "reason_given" },
  });
  await aStore(city, { A: 5 });
  await freezeAll(city);
  await expect(cancel()).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  expect((await city.owner.db.select().from(householdOrders)).map((o) => o.state)).toEqual(["locked"]);
});

test("homes that order while the desk calls the round off are cancelled with it or told that it is not open, never in between", async () => {
  const lanes = new OrderLanes(city.app);
  const place = (i: number) =>
    placeOrder(city.residentOf(home(i)), lanes, {
      key: `k${i}`,
      cycleId: city.cycleId,
      householdId: home(i).id,
      lines: A(1),
    });
  const [called, ...placed] = await Promise.allSettled([cancel(), ...[0, 1, 2, 3, 4, 5, 6, 7].map(place)]);
  expect(called.status).toBe("fulfilled");
  for (const p of placed) if (p.status === "rejected") expect(p.reason).toMatchObject({ detail: { kind: "not_open" } });
  expect((await city.owner.db.select().from(cycles)).map((c) => c.state)).toEqual(["cancelled"]);
  const left = await city.owner.db.execute(sql`SELECT FROM household_orders WHERE state <> 'cancelled'`);
  expect(left.length).toBe(0);
  expect(await reserved()).toEqual([0, 0, 0]);
});
