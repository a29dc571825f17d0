import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readHomeCredits } from "../../../src/db/queries/home-credits.ts";
import { householdOrders } from "../../../src/db/schema/index.ts";
import { chargeOrder } from "../../../src/domain/ledger/ledger.ts";
import { act } from "../../../src/server/act.ts";
import { unwrap } from "../../../src/server/app-error.ts";
import { followMoney } from "../../../src/server/follow-money.ts";
import { post } from "../../../src/server/post.ts";
import { answerClaim } from "../../../src/server/usecases/claims/answer-claim.ts";
import { openClaim } from "../../../src/server/usecases/claims/open-claim.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { moveOut } from "../../../src/server/usecases/people/move-home.ts";
import { freezeThawedSheet, thawSheet } from "../../../src/server/usecases/sheets/thaw-sheet.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { aSecondRound } from "../../support/a-second-round.ts";
import { allocate, aStore, expectAllAddsUp, freezeAll, sheetOf } from "../../support/chain.ts";
import { aCity, type City, type TestHome } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

let city: City;
/** The round before, whose bags are at their doors. */
let before: City;
beforeEach(async () => {
  city = await aCity();
  before = await aSecondRound(city, { state: "fulfilling" });
});
afterEach(() => city.close());

const desk = () => city.ctxFor("DESK");
const grid = () => city.places[0].grids[0];
const orderOf = ({ home, id }: TestOrder) => getResidentOrder(city.residentOf(home), id);
const leftOf = async ({ id }: TestHome) => (await readHomeCredits(city.owner.db, [id])).get(id) ?? 0;
const paymentOf = async ({ id }: TestOrder) =>
  (await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, id)))[0]?.payment;

async function charge(round: City, order: TestOrder): Promise<void> {
  const { id: householdId, gridId } = order.home;
  const posting = unwrap(chargeOrder(householdId, [{ amountFen: order.totalFen, stock: "paid" }]));
  const one = { posting, cycleId: round.cycleId, orderId: order.id, householdId, gridId };
  await act(city.ctxFor("SYS"), (tx) => post(tx, [one]));
}

/** A home that has its bags of the round before and has paid for them, says that something is wrong with them. */
async function aClaim(home: TestHome, wanted = 1) {
  const order = await anOrder(before, home, { state: "delivered", lines: { A: wanted } });
  await charge(before, order);
  const amountFen = order.totalFen;
  await takeCash(city.workerOf(grid()), { orderId: order.id, amountFen, dueFen: amountFen });
  const { claimId } = await openClaim(city.residentOf(home), { orderId: order.id, kind: "rotten", words: "烂了" });
  return { order, claimId };
}
const credit = (claimId: Awaited<ReturnType<typeof aClaim>>["claimId"], amountFen: number) =>
  answerClaim(desk(), { answer: "credit", claimId, amountFen, words: "" });

test("a credit leaves its order as it is paid, and comes off the next one once that is charged", async () => {
  const home = grid().homes[0]!;
  const { order, claimId } = await aClaim(home);
  expect(await credit(claimId, 900)).toEqual({ state: "remedied" });
  expect(await orderOf(order)).toMatchObject({
    totalFen: order.totalFen,
    creditLeftFen: 900,
    money: { says: "paid", backFen: 0, creditFen: 0 },
    claims: [{ remedy: "credit", refundFen: 900 }],
  });
  const next = await anOrder(city, home, { state: "confirmed", lines: { A: 2 } });
  expect((await orderOf(next)).money, "not charged yet").toMatchObject({ dueFen: 10_000, creditFen: 0 });
  await freezeAll(city, false);
  expect(await orderOf(next)).toMatchObject({
    creditLeftFen: 0,
    money: { costFen: 10_000, creditFen: 900, dueFen: 9100 },
  });
  await expectAllAddsUp(city);
  await takeCash(city.workerOf(grid()), { orderId: next.id, amountFen: 9100, dueFen: 9100 });
  expect((await orderOf(next)).money).toMatchObject({ says: "paid", dueFen: 0, backFen: 0 });
  await expectAllAddsUp(city);
});

test("a sheet that thaws and freezes again uses a credit once; an order that is taken back gives it back", async () => {
  const home = grid().homes[0]!;
  await credit((await aClaim(home)).claimId, 900);
  const next = await anOrder(city, home, { state: "confirmed", lines: { A: 2 } });
  await freezeAll(city, false);
  const { id: sheetId } = await sheetOf(city, grid().id);
  await thawSheet(desk(), { sheetId, reason: "报错一户" });
  await freezeThawedSheet(desk(), { sheetId });
  expect((await orderOf(next)).money).toMatchObject({ creditFen: 900, dueFen: 9100 });
  await thawSheet(desk(), { sheetId, reason: "又报错了" });
  await cancelOrder(city.workerOf(grid()), { orderId: next.id, reason: "重复" });
  expect((await orderOf(next)).money).toMatchObject({ says: "nothing", creditFen: 0, backFen: 0 });
  expect([await leftOf(home), await paymentOf(next)]).toEqual([900, "settled"]);
  await freezeThawedSheet(desk(), { sheetId });
  await expectAllAddsUp(city);
});

test("a credit that is more than the order pays all of it; what comes short is credit again and no money", async () => {
  const home = grid().homes[3]!;
  await credit((await aClaim(home, 2)).claimId, 7000);
  const next = await anOrder(city, home, { state: "confirmed" });
  await aStore(city, { A: 0, B: 1 });
  await freezeAll(city);
  expect([await leftOf(home), await paymentOf(next)]).toEqual([2000, "settled"]);
  expect((await orderOf(next)).money).toMatchObject({ says: "paid", creditFen: 5000, dueFen: 0 });
  await allocate(city);
  expect((await orderOf(next)).money).toMatchObject({ costFen: 0, creditFen: 0, backFen: 0 });
  expect(await leftOf(home)).toBe(7000);
  await expectAllAddsUp(city);
});

test("what a home owes already uses the credit at once, and what it says it has paid only after the desk's word", async () => {
  const home = grid().homes[4]!;
  const { order, claimId } = await aClaim(home);
  const owing = await anOrder(city, home, { state: "locked" });
  await charge(city, owing);
  await credit(claimId, 900);
  expect((await orderOf(owing)).money).toMatchObject({ creditFen: 900, dueFen: 4100 });
  expect(await paymentOf(order), "the order that was paid stays so").toBe("cash_received");
});

test("nobody is credited more than an order cost, by however many claims, nor twice by two answers at once", async () => {
  const home = grid().homes[5]!;
  const { order, claimId } = await aClaim(home);
  const both = await Promise.allSettled([credit(claimId, 4000), credit(claimId, 4000)]);
  expect(both.map((x) => x.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const again = await openClaim(city.residentOf(home), { orderId: order.id, kind: "missing", words: "" });
  await expect(credit(again.claimId, 1001)).rejects.toMatchObject({ detail: { guard: "refund_within_price" } });
  await expect(
    answerClaim(desk(), { answer: "refund", claimId: again.claimId, amountFen: 1001, words: "" }),
  ).rejects.toMatchObject({ detail: { guard: "refund_within_price" } });
  await credit(again.claimId, 1000);
  expect(await leftOf(home)).toBe(5000);
});

test("of two orders of one home that are charged at the same moment each fen of its credit pays for one", async () => {
  const home = grid().homes[6]!;
  await credit((await aClaim(home)).claimId, 4000);
  const third = await aSecondRound(city, { number: 77 });
  const orders = [await anOrder(city, home, { state: "locked" }), await anOrder(third, home, { state: "locked" })];
  await charge(city, orders[0]!);
  await charge(third, orders[1]!);
  await Promise.all(orders.map((o) => act(city.ctxFor("SYS"), (tx) => followMoney(tx, [o.id]))));
  const used = await Promise.all(orders.map(async (o) => (await orderOf(o)).money.creditFen));
  expect(used.toSorted()).toEqual([0, 4000]);
  const [sum] = await city.owner.db.execute<{ n: string }>(sql`SELECT sum(amount_fen) AS n FROM ledger_entries`);
  expect([Number(sum?.n), await leftOf(home)]).toEqual([0, 0]);
});

test("what a home has to its credit when it moves out comes back as money, and so does what it is credited afterwards", async () => {
  const home = grid().homes[7]!;
  const worker = city.workerOf(grid());
  const { order, claimId } = await aClaim(home);
  const later = await openClaim(city.residentOf(home), { orderId: order.id, kind: "missing", words: "" });
  await credit(claimId, 900);
  for (const _ of ["once", "sent again"]) await moveOut(worker, { householdId: home.id, reason: "搬走了" });
  expect((await orderOf(order)).money).toMatchObject({ says: "comes_back", backFen: 900, backBy: "cash" });
  await credit(later.claimId, 600);
  expect((await orderOf(order)).money).toMatchObject({ costFen: 3500, backFen: 1500 });
  expect([await leftOf(home), await paymentOf(order)]).toEqual([0, "refund_due"]);
  await expectAllAddsUp(before);
});
