import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bankCash } from "../../../src/server/usecases/money/bank-cash.ts";
import { receiveCash } from "../../../src/server/usecases/money/receive-cash.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let orders: TestOrder[];
beforeAll(async () => {
  city = await aCity();
  orders = [];
  for (const home of city.places[0].grids[0].homes.slice(0, 3))
    orders.push(await anOrder(city, home, { lines: { A: 1, B: 1 } }));
});
afterAll(() => city.close());

const worker = () => city.workerOf(city.places[0].grids[0]);
const balances = async () =>
  Object.fromEntries(
    (
      await city.owner.db.execute<{ kind: string; fen: string }>(
        sql`SELECT a.kind, sum(e.amount_fen) AS fen FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id GROUP BY 1`,
      )
    ).map((r) => [r.kind, Number(r.fen)]),
  );

test("cash must be exactly what is due", async () => {
  await expect(receiveCash(worker(), { orderId: orders[0]!.id, amountFen: 100 })).rejects.toMatchObject({
    code: "refused",
    detail: { guard: "amount_fits" },
  });
  expect(await balances()).toEqual({});
});

test("of two receipts for one order at once, one is booked", async () => {
  const both = await Promise.allSettled(
    [1, 2].map(() => receiveCash(worker(), { orderId: orders[0]!.id, amountFen: 17_000 })),
  );
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await balances()).toEqual({ cash_box: 17_000, household: -17_000 });
});

test("another grid's worker cannot take cash for the home", async () => {
  await expect(
    receiveCash(city.workerOf(city.places[0].grids[1]), { orderId: orders[1]!.id, amountFen: 17_000 }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("the box is banked whole, once, and nothing is left over", async () => {
  await receiveCash(worker(), { orderId: orders[1]!.id, amountFen: 17_000 });
  await expect(bankCash(worker(), { amountFen: 33_000 })).rejects.toMatchObject({
    detail: { guard: "cash_counted", boxFen: 34_000 },
  });
  const both = await Promise.allSettled([1, 2].map(() => bankCash(worker(), { amountFen: 34_000 })));
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await balances()).toEqual({ cash_box: 0, escrow: 34_000, household: -34_000 });
  const states = await city.owner.db.execute<{ payment: string; n: number }>(
    sql`SELECT payment, count(*)::int AS n FROM household_orders GROUP BY 1 ORDER BY 1`,
  );
  expect(states).toEqual([
    { payment: "due", n: 1 },
    { payment: "banked", n: 2 },
  ]);
});
