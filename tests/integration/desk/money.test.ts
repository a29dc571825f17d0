import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { auditEvents, householdOrders } from "../../../src/db/schema/index.ts";
import { fen } from "../../../src/domain/kernel/money.ts";
import { chargeOrder, creditOrder } from "../../../src/domain/ledger/ledger.ts";
import { act } from "../../../src/server/act.ts";
import { unwrap } from "../../../src/server/app-error.ts";
import { post } from "../../../src/server/post.ts";
import { claimPayment, withdrawClaim } from "../../../src/server/usecases/money/claim-payment.ts";
import { matchOrderPayment, refundOrder, rejectPayment } from "../../../src/server/usecases/money/move-payment.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { changeOrder } from "../../../src/server/usecases/orders/change-order.ts";
import { listMoney } from "../../../src/server/views/desk/list-money.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

const open: City[] = [];
let city: City;
let order: TestOrder;
beforeEach(async () => {
  city = await aCity();
  open.push(city);
  order = await anOrder(city, city.places[0].grids[0].homes[0]!, { state: "locked", lines: { A: 2 } });
  await book(unwrap(chargeOrder(order.home.id, [{ amountFen: order.totalFen, stock: "paid" }])));
});
afterAll(async () => {
  for (const c of open) await c.close();
});

const desk = () => city.ctxFor("DESK");
const book = (posting: Parameters<typeof post>[1][number]["posting"]) => {
  const { id: householdId, gridId } = order.home;
  return act(city.ctxFor("SYS"), (tx) =>
    post(tx, [{ posting, cycleId: city.cycleId, orderId: order.id, householdId, gridId }]),
  );
};
const payment = async () =>
  (await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id)))[0]?.payment;
const owed = async () =>
  Number(
    (
      await city.owner.db.execute<{ n: string }>(
        sql`SELECT coalesce(sum(e.amount_fen), 0) AS n FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind = 'household'`,
      )
    )[0]?.n,
  );

test("a payment is said, found on the statement for just what is owed, and the home owes nothing", async () => {
  await claimPayment(city.residentOf(order.home), { orderId: order.id });
  expect((await listMoney(desk())).rows).toMatchObject([{ orderId: order.id, state: "claimed", amountFen: 10_000 }]);
  await matchOrderPayment(desk(), { orderId: order.id, amountFen: 10_000 });
  expect(await payment()).toBe("matched");
  expect(await owed()).toBe(0);
});

test("a transfer is booked as it came in: what is missing is asked for again, and what is too much is owed back", async () => {
  const resident = city.residentOf(order.home);
  const money = async () => (await getResidentOrder(resident, order.id)).money;
  await claimPayment(resident, { orderId: order.id });
  await matchOrderPayment(desk(), { orderId: order.id, amountFen: 9000 });
  expect(await money()).toMatchObject({ says: "to_pay", dueFen: 1000 });
  await claimPayment(resident, { orderId: order.id });
  expect((await listMoney(desk())).rows).toMatchObject([{ amountFen: 1000, openFen: 1000 }]);
  await matchOrderPayment(desk(), { orderId: order.id, amountFen: 1500 });
  expect(await money()).toMatchObject({ says: "comes_back", backFen: 500, backBy: "transfer" });
  await refundOrder(desk(), { orderId: order.id, amountFen: 500 });
  expect(await money()).toMatchObject({ says: "paid", backFen: 0, paidBackFen: 500 });
});

const beforeTheCutOff = async (change: (early: TestOrder) => Promise<unknown>) => {
  const early = await anOrder(city, city.places[0].grids[0].homes[3]!, { lines: { A: 1 } });
  const resident = city.residentOf(early.home);
  await claimPayment(resident, { orderId: early.id });
  await change(early);
  return { early, money: async () => (await getResidentOrder(resident, early.id)).money };
};
const cancel = ({ home, id }: TestOrder) => cancelOrder(city.residentOf(home), { orderId: id });
const twoBags = ({ home, id: orderId }: TestOrder) =>
  changeOrder(city.residentOf(home), {
    orderId,
    revision: 1,
    lines: [{ packageVersionId: city.packages.A, wanted: 2, acceptUpTo: 2 }],
  });

test("said before the cut-off, then cancelled: the desk books what came in, and it is owed back", async () => {
  const { early, money } = await beforeTheCutOff(cancel);
  expect(await money()).toMatchObject({ says: "being_checked", saidFen: 5000, dueFen: 0 });
  expect((await listMoney(desk())).rows).toMatchObject([
    { state: "claimed", amountFen: 5000, openFen: 0, cancelled: true },
  ]);
  await matchOrderPayment(desk(), { orderId: early.id, amountFen: 5000 });
  expect(await money()).toMatchObject({ says: "comes_back", backFen: 5000, backBy: "transfer" });
  await refundOrder(desk(), { orderId: early.id, amountFen: 5000 });
  expect(await money()).toMatchObject({ says: "paid_back" });
  expect((await listMoney(desk())).rows).toEqual([]);
});

test("said, cancelled and not found: it leaves the desk's list, and nothing is owed either way", async () => {
  const { early, money } = await beforeTheCutOff(cancel);
  await rejectPayment(desk(), { orderId: early.id, reason: "账上没有" });
  expect((await listMoney(desk())).rows).toEqual([]);
  expect(await money()).toMatchObject({ says: "nothing", dueFen: 0, backFen: 0 });
});

test("said by a slip of the finger, it is taken back by the home, of a cancelled order too, and not after the desk has answered", async () => {
  const { early, money } = await beforeTheCutOff(cancel);
  await expect(
    withdrawClaim(city.residentOf(city.places[0].grids[0].homes[4]!), { orderId: early.id }),
  ).rejects.toMatchObject({ code: "not_found" });
  await withdrawClaim(city.residentOf(early.home), { orderId: early.id });
  expect(await money()).toMatchObject({ says: "nothing" });
  expect((await listMoney(desk())).rows).toEqual([]);
  await expect(matchOrderPayment(desk(), { orderId: early.id, amountFen: 5000 })).rejects.toMatchObject({
    code: "refused",
  });
});

test("¥50 said, changed to ¥100: ¥50 are found and ¥50 stay open; cancelled then, ¥50 come back", async () => {
  const { early, money } = await beforeTheCutOff(twoBags);
  expect(await money()).toMatchObject({ says: "being_checked", saidFen: 5000, dueFen: 5000, openFen: 10_000 });
  await matchOrderPayment(desk(), { orderId: early.id, amountFen: 5000 });
  expect(await money()).toMatchObject({ says: "to_pay", receivedFen: 5000, dueFen: 5000 });
  await cancel(early);
  expect(await money()).toMatchObject({ says: "comes_back", dueFen: 0, backFen: 5000 });
});

test("what was not found may be said again, is found then, and each step is on record with its reason", async () => {
  const resident = city.residentOf(order.home);
  await claimPayment(resident, { orderId: order.id });
  await expect(claimPayment(resident, { orderId: order.id })).rejects.toMatchObject({ code: "refused" });
  await rejectPayment(desk(), { orderId: order.id, reason: "账上没有" });
  expect(await payment()).toBe("rejected");
  expect((await listMoney(desk())).rows).toEqual([]);
  await expect(matchOrderPayment(desk(), { orderId: order.id, amountFen: 10_000 })).rejects.toMatchObject({
    code: "refused",
  });
  expect(await owed()).toBe(10_000);
  expect((await claimPayment(resident, { orderId: order.id })).payment).toBe("claimed");
  await matchOrderPayment(desk(), { orderId: order.id, amountFen: 10_000 });
  expect([await payment(), await owed()]).toEqual(["matched", 0]);
  const said = (await city.owner.db.select().from(auditEvents).orderBy(asc(auditEvents.seq)))
    .filter((e) => e.subjectId === order.id && e.kind.startsWith("payment."))
    .map((e) => [e.kind, e.reason]);
  expect(said).toEqual([
    ["payment.claim", null],
    ["payment.reject", "账上没有"],
    ["payment.ask_again", null],
    ["payment.claim", null],
    ["payment.match", null],
  ]);
});

test("a neighbour's order answers like a missing one", async () => {
  const neighbour = city.residentOf(city.places[0].grids[0].homes[1]!);
  await expect(claimPayment(neighbour, { orderId: order.id })).rejects.toMatchObject({ code: "not_found" });
});

test("a refund pays back just what the books owe, once, and the books stay at zero", async () => {
  await claimPayment(city.residentOf(order.home), { orderId: order.id });
  await matchOrderPayment(desk(), { orderId: order.id, amountFen: 10_000 });
  await book(creditOrder(order.home.id, fen(5_000)));
  await city.pastTheGate.db
    .update(householdOrders)
    .set({ payment: "refund_due" })
    .where(eq(householdOrders.id, order.id));
  await expect(refundOrder(desk(), { orderId: order.id, amountFen: 4_000 })).rejects.toMatchObject({
    detail: { guard: "amount_is_owed_back" },
  });
  const both = await Promise.allSettled([1, 2].map(() => refundOrder(desk(), { orderId: order.id, amountFen: 5_000 })));
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await owed()).toBe(0);
  expect((await city.owner.db.select().from(auditEvents)).map((e) => e.kind)).toContain("payment.refund");
});
