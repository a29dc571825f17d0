import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countImbalances } from "../../../src/db/queries/count-imbalances.ts";
import { householdOrders, orderLines } from "../../../src/db/schema/index.ts";
import { BAG_ENDS, BAG_STATES, WHEREABOUTS } from "../../../src/domain/supply/bag.ts";
import { look } from "../../../src/server/act.ts";
import { readBoard } from "../../../src/server/views/desk/read-board.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

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
    const { lines } = await readBoard(tx, city.cycleId, []);
    expect(lines.wanted ?? lines.locked ?? lines.allocated).toBeUndefined();
  });
});
