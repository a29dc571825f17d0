import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bags, batches, handovers, stops } from "../../../src/db/schema/index.ts";
import type { TripId } from "../../../src/domain/kernel/ids.ts";
import { actAtStop } from "../../../src/server/usecases/movement/drive-trip.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { until } from "../../support/until.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

/** Bags that belong to a trip, by their state. */
async function bagsOf(tripId: TripId): Promise<string[]> {
  const rows = await city.owner.db
    .select({ state: bags.state })
    .from(bags)
    .innerJoin(stops, eq(stops.id, bags.stopId))
    .where(eq(stops.tripId, tripId));
  return rows.map((b) => b.state);
}

test("a batch on two buses: the second, published when the first is loaded, takes the bags that the first left", async () => {
  const store = await aStore(city, { A: 10 });
  const [grid] = city.places[0].grids;
  for (const at of [0, 1]) await anOrder(city, grid.homes[at]!, { lines: { A: 2 } });
  await freezeAll(city);
  await allocate(city);
  const [batch] = await city.owner.db.select().from(batches);
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds: [batch!.id] });
  const { depotId, drivers } = await someBuses(city, 2);
  const first = await aTrip(city, store, [batch!.id], { depotId, driver: drivers[0]! }, "loading", 3);
  const second = await aTrip(city, store, [batch!.id], { depotId, driver: drivers[1]! }, "published", 1);
  expect(await bagsOf(first)).toEqual(["loaded", "loaded", "loaded"]);
  expect(await bagsOf(second)).toEqual(["staged"]);
  await expectAllAddsUp(city);
});

test("a batch on two buses that are counted at the same moment is delivered by the later of the two", async () => {
  const here = await aCity();
  const store = await aStore(here, { A: 10 });
  const { grids } = here.places[0];
  for (const grid of grids.slice(0, 2)) await anOrder(here, grid.homes[0]!, { lines: { A: 2 } });
  await freezeAll(here);
  await allocate(here);
  const [batch] = await here.owner.db.select().from(batches);
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds: [batch!.id] });
  const { depotId, drivers } = await someBuses(here, 2);
  const open: { pile: typeof handovers.$inferSelect; grid: (typeof grids)[number] }[] = [];
  for (const driver of drivers.slice(0, 2)) {
    const tripId = await aTrip(here, store, [batch!.id], { depotId, driver }, "running", 2);
    const [stop] = await here.owner.db.select().from(stops).where(eq(stops.tripId, tripId));
    const stopId = stop!.id;
    for (const act of ["arrive", "unload"] as const)
      await actAtStop(here.ctxFor("DRV", { userId: driver }), { stopId, act });
    const piles = await here.owner.db
      .select()
      .from(handovers)
      .where(and(eq(handovers.stopId, stopId), inArray(handovers.state, ["offered"])));
    open.push(...piles.map((pile) => ({ pile, grid: grids.find((g) => g.id === pile.gridId)! })));
  }
  // Held here until both have closed their stop and wait for the batch.
  const { sql } = here.owner;
  const counts = await sql.begin(async (tx) => {
    await tx`SELECT FROM batches FOR NO KEY UPDATE`;
    const counting = open.map(({ pile, grid }) => countSome(here.workerOf(grid), pile.id, pile.offered));
    await until(async () => {
      const [row] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%batches%'`;
      return row?.n === 2;
    }, "both counts wait for the batch");
    return { counting };
  });
  await Promise.all(counts.counting);
  const [after] = await here.owner.db.select().from(batches);
  expect(after?.state).toBe("delivered");
  await expectAllAddsUp(here);
  await here.close();
});
