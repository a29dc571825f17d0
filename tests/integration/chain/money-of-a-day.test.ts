import fc from "fast-check";
import { expect, test } from "vitest";
import { MONEY_ROWS } from "../../../src/contract/desk.ts";
import { readPlaceMoney } from "../../../src/db/queries/place-money.ts";
import type { MoneySays } from "../../../src/domain/ledger/order-money.ts";
import { look } from "../../../src/server/act.ts";
import { listMoney } from "../../../src/server/views/desk/list-money.ts";
import { readBoard } from "../../../src/server/views/desk/read-board.ts";
import { getCash } from "../../../src/server/views/grid/get-cash.ts";
import { getGridToday } from "../../../src/server/views/grid/get-grid-today.ts";
import { getHouseholdSheet } from "../../../src/server/views/grid/get-household-sheet.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { aCity } from "../../support/city.ts";
import { MONEY_ACTS, type MoneyAct, MoneyDay, type Step } from "../../support/money-day.ts";

const anyStep: fc.Arbitrary<Step> = fc.record({
  // The day goes on, and money moves, more often than an order is taken back.
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<MoneyAct>("on", "say", "find", "cash", "cash_together") },
    { weight: 2, arbitrary: fc.constantFrom<MoneyAct>("door", "hand_back", "send_back", "complain", "take_back") },
    { weight: 1, arbitrary: fc.constantFrom<MoneyAct>(...MONEY_ACTS) },
  ),
  home: fc.nat({ max: 2 }),
  yuan: fc.constantFrom(1, 30, 50, 80, 100, 120),
});

/** What random days need not come by in their few steps: said and found, paid by a neighbour, taken back, and on. */
const PLAIN_DAY = (
  [
    ["say", 0, 50],
    ["find", 0, 50],
    ["cash", 1, 50],
    ["cash_together", 2, 120],
    ["take_back", 0, 1],
    ["on", 0, 1],
  ] as const
).map(([act, home, yuan]): Step => ({ act, home, yuan }));

const SAYS_EVEN: readonly MoneySays[] = ["paid", "paid_back", "nothing"];

/** What each home reads, and what its grid worker and the desk read of it, is what the test's own books say. */
async function expectAllSayTheSame(day: MoneyDay): Promise<void> {
  const cash = await getCash(day.worker);
  const today = await getGridToday(day.worker);
  const { rows, sums } = await listMoney(day.desk);
  const totals = { to_pay: 0, being_checked: 0, comes_back: 0 };
  for (const mine of day.homes) {
    const { order } = mine;
    const owed = await day.owedOf(mine);
    const { money } = await getResidentOrder(day.city.residentOf(order.home), order.id);
    expect(money.openFen - money.backFen, "the home reads what it owes").toBe(owed);
    if (SAYS_EVEN.includes(money.says)) expect(owed, money.says).toBe(0);
    if (money.says === "to_pay") expect(owed).toBeGreaterThan(0);
    if (money.says === "comes_back") expect(owed).toBeLessThan(0);
    const payment = await day.paymentOf(order);
    expect(payment === "claimed", "said to be paid").toBe(money.says === "being_checked");
    const sheet = (await getHouseholdSheet(day.worker, order.home.id)).orders.find((o) => o.orderId === order.id);
    expect(sheet?.money, "the grid worker reads what the home reads").toMatchObject({
      says: money.says,
      dueFen: money.dueFen,
      backFen: money.backFen,
    });
    expect(cash.owed.find((o) => o.orderId === order.id)?.amountFen ?? 0, "the cash page").toBe(money.dueFen);
    const back = money.saidFen > 0 ? 0 : money.backFen;
    expect(cash.back.find((o) => o.orderId === order.id)?.amountFen ?? 0, "money to give back").toBe(back);
    const row = rows.find((r) => r.orderId === order.id);
    const atDesk = money.saidFen > 0 ? money.saidFen : money.backFen;
    expect(row?.amountFen ?? 0, "the desk's row").toBe(atDesk);
    totals.to_pay += money.dueFen;
    totals.being_checked += money.saidFen;
    totals.comes_back += back;
  }
  expect(today.back).toEqual(cash.back);
  expect(today.cashFen).toBe(cash.boxFen);
  expect(cash.inBox.reduce((n, c) => n + c.amountFen, 0)).toBe(cash.boxFen);
  for (const total of ["to_pay", "being_checked", "comes_back"] as const)
    expect(sums.find((s) => s.total === total)?.totalFen, total).toBe(totals[total]);
  const { lines } = await look(day.city.ctxFor("SYS"), async (tx) =>
    readBoard(tx, day.city.cycleId, [], await readPlaceMoney(tx, day.city.cycleId)),
  );
  for (const row of MONEY_ROWS) expect(lines[row], `the board's ${row}`).toBeUndefined();
}

test("on any day of orders, payments, changes, cancels, shortages, doors and refunds, in any order, every screen says after every step what the books say", async () => {
  const done = new Map<MoneyAct, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 25, maxLength: 35 }), async (steps) => {
      const city = await aCity();
      try {
        const day = new MoneyDay(city);
        await day.begin();
        await expectAllSayTheSame(day);
        for (const step of steps) {
          await day.step(step);
          await expectAllSayTheSame(day);
        }
        for (const [act, n] of day.done) done.set(act, (done.get(act) ?? 0) + n);
      } finally {
        await city.close();
      }
    }),
    { numRuns: 4, examples: [[PLAIN_DAY]], endOnFailure: true },
  );
  // A day of refusals alone would prove nothing.
  for (const act of ["on", "say", "find", "cash", "cash_together", "take_back"] as const)
    expect(done.get(act) ?? 0, act).toBeGreaterThan(0);
}, 300_000);
