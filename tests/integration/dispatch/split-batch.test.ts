import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bags, batches, stops } from "../../../src/db/schema/index.ts";
import type { TripId } from "../../../src/domain/kernel/ids.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

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
