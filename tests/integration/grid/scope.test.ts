import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { look } from "../../../src/server/act.ts";
import { aCity, type City } from "../../support/city.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

test("a grid worker's transaction sees the homes of the assigned grid and no other", async () => {
  const [grid] = city.places[0].grids;
  const rows = await look(city.workerOf(grid), (tx) =>
    tx.execute<{ grid_id: string }>(sql`SELECT grid_id FROM households`),
  );
  expect(rows).toHaveLength(grid.homes.length);
  expect(new Set(rows.map((r) => r.grid_id))).toEqual(new Set([grid.id]));
});

test("the builders leave a chain of custody behind", async () => {
  const [, grid] = city.places[1].grids;
  const order = await anOrder(city, grid.homes[0]!, { lines: { A: 2 }, state: "confirmed" });
  const bus = await aBusAtTheGate(city, grid, [order]);
  expect(bus.bagIds).toHaveLength(2);
  const rows = await city.owner.db.execute<{ state: string; n: number }>(
    sql`SELECT b.state, count(e.*)::int AS n FROM bags b JOIN custody_events e ON e.bag_id = b.id GROUP BY b.id`,
  );
  expect(rows).toEqual([
    { state: "in_transit", n: 4 },
    { state: "in_transit", n: 4 },
  ]);
});
