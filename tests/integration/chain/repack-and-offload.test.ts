import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bags, batches, householdOrders, stops, trips } from "../../../src/db/schema/index.ts";
import type { BatchId } from "../../../src/domain/kernel/ids.ts";
import { offloadBatch } from "../../../src/server/usecases/movement/offload-batch.ts";
import { declareShort } from "../../../src/server/usecases/supply/declare-short.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { repackBatch } from "../../../src/server/usecases/supply/repack-batch.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
let batchIds: BatchId[];
const state = async (id: BatchId) => (await city.owner.db.select().from(batches).where(eq(batches.id, id)))[0]?.state;

beforeEach(async () => {
  city = await aCity();
  store = await aStore(city, { A: 10, B: 10 });
  await anOrder(city, city.places[0].grids[0].homes[0]!, { lines: { A: 2, B: 1 } });
  await anOrder(city, city.places[0].grids[1].homes[0]!, { lines: { A: 1 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 1 } });
  await freezeAll(city);
  await allocate(city);
  const rows = await city.owner.db.select().from(batches);
  batchIds = rows.toSorted((a) => (a.communityId === city.places[0].id ? -1 : 1)).map((b) => b.id);
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds });
});
afterEach(() => city.close());

test("a repacked package gets new bags that name the old ones; nothing is counted twice, and it can be staged again", async () => {
  const batchId = batchIds[0]!;
  const done = await repackBatch(store.manager, { batchId, packageVersionId: city.packages.A, reason: "袋子破了" });
  expect(done.bags).toBe(3);
  expect(await state(batchId)).toBe("picking");
  const rows = await city.owner.db.select().from(bags).where(eq(bags.batchId, batchId));
  const old = rows.filter((b) => b.repacked);
  const anew = rows.filter((b) => b.replaces !== null);
  expect(old.map((b) => b.state)).toEqual(["scrapped", "scrapped", "scrapped"]);
  expect(new Set(anew.map((b) => b.replaces))).toEqual(new Set(old.map((b) => b.id)));
  expect(anew.every((b) => b.state === "created" && b.number > 4)).toBe(true);
  expect(rows.filter((b) => b.packageVersionId === city.packages.B).map((b) => b.state)).toEqual(["staged"]);
  await expectAllAddsUp(city);
  for (const act of ["finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds: [batchId] });
  expect((await city.owner.db.select().from(householdOrders)).every((o) => o.state === "packed")).toBe(true);
  await expectAllAddsUp(city);
});

test("a bag that cannot be packed anew goes short, and the scrapped one is not missing from the counts", async () => {
  const batchId = batchIds[1]!;
  await repackBatch(store.manager, { batchId, reason: "烂了" });
  await declareShort(store.manager, {
    kind: "bags",
    batchId,
    packageVersionId: city.packages.A,
    bags: 1,
    reason: "quality_reject",
  });
  await expectAllAddsUp(city);
  for (const act of ["finish_picking", "pack"] as const) await moveBatches(store.manager, { act, batchIds: [batchId] });
  const [order] = await city.owner.db
    .select()
    .from(householdOrders)
    .where(eq(householdOrders.communityId, city.places[1].id));
  expect(order?.state).toBe("shorted_out");
  await expectAllAddsUp(city);
});

test("an offloaded batch stands at the dock, its stop waits to be planned again, and the bus has a new seal", async () => {
  const { depotId, drivers } = await someBuses(city, 1);
  const tripId = await aTrip(city, store, batchIds, { depotId, driver: drivers[0]! }, "sealed");
  const done = await offloadBatch(store.manager, {
    tripId,
    batchId: batchIds[0]!,
    sealNumber: "Q-1b",
    reason: "装错车",
  });
  expect(done.bags).toBe(4);
  expect(await state(batchIds[0]!)).toBe("staged");
  expect(await state(batchIds[1]!)).toBe("loaded");
  const rows = await city.owner.db.select().from(stops).where(eq(stops.tripId, tripId)).orderBy(stops.sequence);
  expect(rows.map((s) => [s.state, s.reason])).toEqual([
    ["skipped", "装错车"],
    ["planned", null],
  ]);
  expect((await city.owner.db.select().from(trips))[0]?.sealNumber).toBe("Q-1b");
  const staged = await city.owner.db
    .select()
    .from(bags)
    .where(and(eq(bags.batchId, batchIds[0]!), eq(bags.state, "staged")));
  expect(staged).toHaveLength(4);
  await expectAllAddsUp(city);
});

test("another store can neither repack nor offload", async () => {
  const other = await aStore(city, {});
  await expect(repackBatch(other.manager, { batchId: batchIds[0]!, reason: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
});
