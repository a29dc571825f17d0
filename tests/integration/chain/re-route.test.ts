import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  bags,
  batches,
  batchLines,
  cycles,
  stopLoads,
  stops,
  supplyCommits,
  trips,
} from "../../../src/db/schema/index.ts";
import { atServiceDay, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { acceptPlan, requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { reRouteBatch } from "../../../src/server/usecases/supply/re-route-batch.ts";
import { listBatches } from "../../../src/server/views/desk/list-batches.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

type Store = Awaited<ReturnType<typeof aStore>>;
let city: City;
let first: Store;
let second: Store;
let tight: Store;
const desk = () => city.ctxFor("DESK");
const committed = async (store: Store) =>
  (await city.owner.db.select().from(supplyCommits).where(eq(supplyCommits.supermarketId, store.id)))[0]?.allocated;

beforeEach(async () => {
  city = await aCity();
  // Only the first store can take all at once, so the allocation goes there.
  first = await aStore(city, { A: 6 });
  for (const home of [0, 3]) await anOrder(city, city.places[0].grids[0].homes[home]!, { lines: { A: 2 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 1 } });
  await freezeAll(city);
  await allocate(city);
  second = await aStore(city, { A: 4 });
  tight = await aStore(city, { A: 1 });
});
afterEach(() => city.close());

const biggest = async () => {
  const rows = await city.owner.db.select().from(batchLines);
  return rows.find((l) => l.allocated === 4)!.batchId;
};

test("a rejected batch goes to another store as a new batch with the same counts, bags and commits with it", async () => {
  const batchId = await biggest();
  await moveBatches(first.manager, { act: "reject", batchIds: [batchId], reason: "冷库坏了" });
  const { rows, stores } = await listBatches(desk(), city.cycleId);
  expect(rows[0]).toMatchObject({
    id: batchId,
    state: "rejected",
    reason: "冷库坏了",
    lines: [{ letter: "A", bags: 4 }],
  });
  expect(stores.find((s) => s.id === second.id)?.left[city.packages.A]).toBe(4);
  const made = await reRouteBatch(desk(), { batchId, supermarketId: second.id });
  expect(made.bags).toBe(4);
  const moved = await city.owner.db.select().from(bags).where(eq(bags.batchId, made.batchId));
  expect(moved.map((b) => [b.supermarketId, b.state])).toEqual(Array(4).fill([second.id, "created"]));
  expect([await committed(first), await committed(second)]).toEqual([1, 4]);
  await expectAllAddsUp(city);
  await expect(reRouteBatch(desk(), { batchId, supermarketId: tight.id })).rejects.toMatchObject({
    detail: { kind: "nothing_to_route" },
  });
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(second.manager, { act, batchIds: [made.batchId] });
  await expectAllAddsUp(city);
});

test("a store without enough left in its commits gets nothing, nor does the store that sent it back", async () => {
  const batchId = await biggest();
  await expect(reRouteBatch(desk(), { batchId, supermarketId: second.id })).rejects.toMatchObject({
    detail: { kind: "not_from_here", from: "pending" },
  });
  await moveBatches(desk(), { act: "recall", batchIds: [batchId], reason: "x" });
  await expect(reRouteBatch(desk(), { batchId, supermarketId: tight.id })).rejects.toMatchObject({
    detail: { kind: "commit_too_small", bags: 4 },
  });
  await expect(reRouteBatch(desk(), { batchId, supermarketId: first.id })).rejects.toMatchObject({
    detail: { kind: "same_store" },
  });
  expect(await committed(tight)).toBe(0);
  await expectAllAddsUp(city);
});

test("of two batches that are routed at once to a store with room for one, exactly one gets there", async () => {
  const all = (await city.owner.db.select().from(batches)).map((b) => b.id);
  await moveBatches(desk(), { act: "recall", batchIds: all, reason: "x" });
  const both = await Promise.allSettled(
    all.map((batchId) => reRouteBatch(desk(), { batchId, supermarketId: second.id })),
  );
  expect(both.map((b) => b.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await committed(second)).toBe(both[all.indexOf(await biggest())]?.status === "fulfilled" ? 4 : 1);
  await expectAllAddsUp(city);
});

test("a batch that goes to another store after trips went out is planned onto a new trip, and they stay as they are", async () => {
  const { db } = city.owner;
  const bus = await someBuses(city, 2);
  const batchId = await biggest();
  const [other] = (await db.select().from(batches)).filter((b) => b.id !== batchId);
  await moveBatches(first.manager, { act: "reject", batchIds: [batchId], reason: "冷库坏了" });
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(first.manager, { act, batchIds: [other!.id] });
  // The day that is planned starts while its docks can still be reached.
  city.clock.set(atServiceDay(toServiceDay(city.clock.now()), 6 * 3600));
  await db.update(cycles).set({ deliveryDay: toServiceDay(city.clock.now()) });
  const out = await aTrip(city, first, [other!.id], { depotId: bus.depotId, driver: bus.drivers[0]! }, "published");
  const rowsOf = async (tripId: string) => {
    const loads = sql`${stopLoads.stopId} IN (SELECT id FROM stops WHERE trip_id = ${tripId})`;
    return [
      await db.select().from(trips).where(sql`${trips.id} = ${tripId}`),
      await db.select().from(stops).where(sql`${stops.tripId} = ${tripId}`),
      await db.select().from(stopLoads).where(loads),
    ];
  };
  const before = await rowsOf(out);
  const made = await reRouteBatch(desk(), { batchId, supermarketId: second.id });

  const dispatch = city.ctxFor("DIS");
  const { planId } = await requestPlan(dispatch, { cycleId: city.cycleId, seconds: 1, seed: 1 }, (job) =>
    solvePlan(city.ctxFor("SYS"), job, estimateOnly),
  );
  await acceptPlan(dispatch, { planId }, async () => {});
  expect(await rowsOf(out)).toEqual(before);
  const all = await db.select().from(trips).orderBy(trips.number);
  expect(all.map((t) => [t.state, t.supermarketId])).toEqual([
    ["published", first.id],
    ["planned", second.id],
  ]);
  const loads = await db.select().from(stopLoads);
  expect(loads.map((l) => [l.batchId, l.planned])).toEqual(
    expect.arrayContaining([
      [other!.id, 1],
      [made.batchId, 4],
    ]),
  );
  expect(loads).toHaveLength(2);
});
