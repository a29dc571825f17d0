import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MONEY_ROWS } from "../../../src/contract/desk.ts";
import { countImbalances } from "../../../src/db/queries/count-imbalances.ts";
import { countMoneyImbalances, readPlaceMoney } from "../../../src/db/queries/place-money.ts";
import { householdOrders, orderLines } from "../../../src/db/schema/index.ts";
import { BAG_ENDS, BAG_STATES, WHEREABOUTS } from "../../../src/domain/supply/bag.ts";
import { look } from "../../../src/server/act.ts";
import { bankCash } from "../../../src/server/usecases/money/bank-cash.ts";
import { claimPayment } from "../../../src/server/usecases/money/claim-payment.ts";
import { handBackCash } from "../../../src/server/usecases/money/hand-back-cash.ts";
import { matchOrderPayment, refundOrder } from "../../../src/server/usecases/money/move-payment.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { readBoard } from "../../../src/server/views/desk/read-board.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

test("the database counts a bag in the column that the domain names for its state", async () => {
  const rows = await city.owner.db.execute<{ state: string; counts: string | null }>(
    sql`SELECT state::text, line_column(state) AS counts FROM unnest(enum_range(NULL::bag_state)) AS state`,
  );
  const ends: readonly (string | undefined)[] = BAG_ENDS;
  expect(Object.fromEntries(rows.map((r) => [r.state, r.counts]))).toEqual(
    Object.fromEntries(BAG_STATES.map((s) => [s, ends.includes(WHEREABOUTS[s]) ? WHEREABOUTS[s] : null])),
  );
});

test("a home that was given more than it ordered, so that cases are whole, is no imbalance", async () => {
  const order = await anOrder(city, city.places[0].grids[0].homes[0]!, { state: "locked", lines: { A: 2 } });
  await city.pastTheGate.db.update(householdOrders).set({ state: "delivered" }).where(eq(householdOrders.id, order.id));
  await city.owner.db
    .update(orderLines)
    .set({ locked: 2, extraAlloc: 1, allocated: 3, shortedAlloc: 0, packed: 3, shortedPick: 0, delivered: 3 })
    .where(eq(orderLines.orderId, order.id));
  await look(city.ctxFor("SYS"), async (tx) => {
    expect(await countImbalances(tx, city.cycleId)).toBe(0);
    const { lines } = await readBoard(tx, city.cycleId, [], []);
    expect(lines.wanted ?? lines.locked ?? lines.allocated).toBeUndefined();
  });
});

const board = () =>
  look(city.ctxFor("SYS"), async (tx) => readBoard(tx, city.cycleId, [], await readPlaceMoney(tx, city.cycleId)));

test("the board's rows of money come to zero on a day of cash, transfers, refunds and a short box, and tell when one is lost sight of", async () => {
  const grid = city.places[1].grids[0];
  const worker = city.workerOf(grid);
  const lay = (i: number) => anOrder(city, grid.homes[i]!, { lines: { A: 1 } });
  const [kept, cancelled, handed, sent, sought] = [
    await lay(0),
    await lay(1),
    await lay(3),
    await lay(4),
    await lay(5),
  ];
  for (const o of [kept, cancelled, handed]) await takeCash(worker, { orderId: o.id, amountFen: 5000, dueFen: 5000 });
  for (const o of [sent, sought]) await claimPayment(city.residentOf(o.home), { orderId: o.id });
  await matchOrderPayment(city.ctxFor("DESK"), { orderId: sent.id, amountFen: 6000 });
  for (const o of [cancelled, handed]) await cancelOrder(city.residentOf(o.home), { orderId: o.id });
  await handBackCash(worker, { orderId: handed.id, amountFen: 5000 });
  await refundOrder(city.ctxFor("DESK"), { orderId: sent.id, amountFen: 1000 });
  await bankCash(worker, { amountFen: 9000, boxFen: 10_000, reason: "一张破了" });
  const place = await look(city.ctxFor("SYS"), (tx) => readPlaceMoney(tx, city.cycleId));
  expect(place.find((p) => p.communityId === city.places[1].id)?.count).toMatchObject({
    ...{ cashTaken: 15_000, banked: 9000, inBoxes: 0, handedBack: 5000, missing: 1000 },
    ...{ said: 10_000, found: 6000, notFound: -1000, beingChecked: 5000 },
    ...{ owedBack: 11_000, paidBack: 6000, toPayBack: 5000 },
    ...{ open: 5000, asked: 0, openWhileChecked: 5000 },
  });
  const even = (await board()).lines;
  for (const row of MONEY_ROWS) expect(even[row], row).toBeUndefined();
  // What the desk found on the demo: a cancelled order that was paid, and said so.
  await city.pastTheGate.db
    .update(householdOrders)
    .set({ payment: "matched" })
    .where(inArray(householdOrders.id, [cancelled.id, sought.id]));
  const { lines } = await board();
  expect(lines.refunds).toMatchObject([{ left: 11_000, difference: -5000 }]);
  expect(lines.claims).toMatchObject([{ left: 10_000, difference: -5000 }]);
  expect(lines.dues).toMatchObject([{ left: 5000, difference: -5000 }]);
  const facts = await look(city.ctxFor("SYS"), (tx) => countMoneyImbalances(tx, city.cycleId));
  expect(facts, "and the books of the round cannot be closed").toBe(3);
});
