import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrderId } from "../../../src/domain/kernel/ids.ts";
import { aCity, type City } from "../../support/city.ts";
import { dyingApi } from "../../support/dying.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { until } from "../../support/until.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

test("of two who wait for each other the one whom the database undoes goes again by itself", async () => {
  const [grid] = city.places[0].grids;
  const orders = await Promise.all([0, 1].map((at) => anOrder(city, grid.homes[at]!, { lines: { A: 1 } })));
  const [first, second] = orders.map((o) => o.id).toSorted() as [OrderId, OrderId];
  const api = dyingApi(city);
  const parts = orders.map((o) => ({ orderId: o.id, amountFen: o.totalFen, dueFen: o.totalFen }));
  const { sql } = city.owner;
  const pay = await sql.begin(async (tx) => {
    await tx`SELECT FROM household_orders WHERE id = ${second} FOR UPDATE`;
    const paying = api.call("grid.receiveCash", city.workerOf(grid), { receiptId: randomUUID(), parts });
    await until(async () => {
      const [row] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return row?.n === 1;
    }, "the payment has locked one order and waits for the other");
    // It waited first, so it is the one that finds the two waiting for each other.
    await tx`SELECT FROM household_orders WHERE id = ${first} FOR UPDATE`;
    return { paying };
  });
  await pay.paying;
  const [booked] = await sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM household_orders WHERE id = ANY (${orders.map((o) => o.id)}) AND payment <> 'due'`;
  expect(booked?.n).toBe(2);
  const [deadlocks] = await sql<
    { n: number }[]
  >`SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()`;
  expect(deadlocks?.n).toBe(1);
  await api.close();
});
