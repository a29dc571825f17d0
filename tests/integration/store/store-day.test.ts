import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bags, batches, items, lots, packageLines, stops, trips } from "../../../src/db/schema/index.ts";
import type { BatchId, ItemId, LotId, SupermarketId } from "../../../src/domain/kernel/ids.ts";
import { fen } from "../../../src/domain/kernel/money.ts";
import { plusDays, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { declareShort } from "../../../src/server/usecases/supply/declare-short.ts";
import { recordPick } from "../../../src/server/usecases/supply/record-pick.ts";
import { getLabels } from "../../../src/server/views/store/get-labels.ts";
import { getManifest } from "../../../src/server/views/store/get-manifest.ts";
import { getStoreDay } from "../../../src/server/views/store/get-store-day.ts";
import { aCity, type City } from "../../support/city.ts";
import { aBusAtTheGate, anOrder, type TestBus } from "../../support/orders-and-bus.ts";

let city: City;
let bus: TestBus;
let store: SupermarketId;
let otherStore: SupermarketId;
let batchId: BatchId;
const [tomato, cabbage, pork] = [randomUUID(), randomUUID(), randomUUID()] as [ItemId, ItemId, ItemId];

beforeAll(async () => {
  city = await aCity();
  const [here, there] = [city.places[0].grids[0], city.places[1].grids[0]];
  bus = await aBusAtTheGate(city, here, [await anOrder(city, here.homes[0]!, { lines: { A: 3 } })]);
  const other = await aBusAtTheGate(city, there, [await anOrder(city, there.homes[0]!, { lines: { A: 1 } })]);
  const { db } = city.owner;
  const [mine] = await db.select().from(bags).where(eq(bags.id, bus.bagIds[0]!));
  const [theirs] = await db.select().from(bags).where(eq(bags.id, other.bagIds[0]!));
  [store, batchId, otherStore] = [mine!.supermarketId, mine!.batchId, theirs!.supermarketId];
  const item = (id: ItemId, code: string, name: string, priceFen: number, tags: string[] = []) => ({
    id,
    code,
    name: { "zh-CN": name, en: code },
    unit: "斤",
    unitKind: "weight" as const,
    priceFen: fen(priceFen),
    costFen: fen(100),
    shelfLifeHours: 48,
    tags,
  });
  await db
    .insert(items)
    .values([
      item(tomato, "tomato", "番茄", 400),
      item(cabbage, "cabbage", "白菜", 300),
      item(pork, "lean", "瘦肉", 300, ["pork"]),
    ]);
  await db
    .insert(packageLines)
    .values({ packageVersionId: city.packages.A, itemId: tomato, position: 1, tenths: 20, lineFen: fen(800) });
  const today = toServiceDay(city.clock.now());
  const lot = (itemId: ItemId, code: string, days: number) => ({
    id: randomUUID() as LotId,
    supermarketId: store,
    itemId,
    code,
    shelf: "A1",
    expiresOn: plusDays(today, days),
  });
  await db
    .insert(lots)
    .values([
      lot(tomato, "late", 5),
      lot(tomato, "soon", 1),
      lot(tomato, "past", -1),
      lot(cabbage, "c", 3),
      lot(pork, "p", 3),
    ]);
  // Back to the shelf: the batch is being picked, its bags are not packed yet.
  await city.pastTheGate.db.update(batches).set({ state: "picking" }).where(eq(batches.id, batchId));
  await city.pastTheGate.db.update(bags).set({ state: "created", place: "store" }).where(eq(bags.batchId, batchId));
  await city.pastTheGate.db.update(stops).set({ state: "planned", arrivedAt: null }).where(eq(stops.id, bus.stopId));
  await city.pastTheGate.db.update(trips).set({ state: "ready", departedAt: null }).where(eq(trips.id, bus.tripId));
});
afterAll(() => city.close());
const manager = () => city.ctxFor("SUPM", { supermarkets: [store] });
const stranger = () => city.ctxFor("SUPM", { supermarkets: [otherStore] });

test("a store sees its own batches by trip, with the step that is due, against its capacity", async () => {
  const view = await getStoreDay(manager(), {});
  expect(view).toMatchObject({
    capacity: { day: 1000, accepted: 3, asked: 0, left: 997 },
    roundBags: 3,
    pending: [],
    manager: true,
  });
  expect(view.groups).toMatchObject([
    {
      trip: { tripId: bus.tripId, planned: 3, loaded: 0 },
      batches: [{ batchId, sequence: 1, bags: 3, state: "picking" }],
      next: { act: "finish_picking", batchIds: [batchId] },
    },
  ]);
  const theirs = await getStoreDay(stranger(), { store });
  expect(theirs.store.supermarketId).toBe(otherStore);
  expect(JSON.stringify(theirs)).not.toContain(batchId);
});

test("the wave is what the bags hold, from the lot that expires first and may still be sold", async () => {
  const { wave } = await getStoreDay(manager(), {});
  expect(wave.now).toMatchObject({ itemId: tomato, neededTenths: 60, pickedTenths: 0, lot: { code: "soon" } });
  expect(wave.packages).toMatchObject([{ letter: "A", bags: 3, packed: 0 }]);
  expect(wave.stops).toMatchObject([{ batchId, letters: [{ letter: "A", bags: 3 }] }]);
});

test("what is missing touches just enough bags; only the same kind at no higher price may come instead", async () => {
  const cycleId = city.cycleId;
  await recordPick(manager(), { cycleId, supermarketId: store, itemId: tomato, pickedTenths: 30 });
  const { wave } = await getStoreDay(manager(), {});
  expect(wave.short).toMatchObject({ missingTenths: 30, bags: 2, communities: 1 });
  expect(wave.short?.substitutes.map((x) => x.itemId)).toEqual([cabbage]);
  for (const step of wave.short!.steps)
    await declareShort(manager(), {
      kind: "item",
      batchId: step.batchId,
      packageVersionId: step.packageVersionId,
      bags: step.bags,
      itemId: tomato,
      substituteItemId: cabbage,
      reason: "out_of_stock",
    });
  const after = (await getStoreDay(manager(), {})).wave;
  expect(after.items.map((i) => [i.itemId, i.neededTenths])).toEqual(
    expect.arrayContaining([
      [tomato, 20],
      [cabbage, 40],
    ]),
  );
  expect(after.notices).toMatchObject([{ bags: 2, refundFenPerBag: 200, instead: { "zh-CN": "白菜" } }]);
});

test("labels and manifest say how far a bag goes and nothing about who gets it", async () => {
  const labels = await getLabels(manager(), batchId);
  expect(labels.labels).toHaveLength(3);
  expect(labels.labels[0]).toMatchObject({ letter: "A", gridNumber: 1, building: "1", unit: 1 });
  const manifest = await getManifest(manager(), bus.tripId);
  expect(manifest).toMatchObject({ bags: 3, stops: [{ grids: [{ number: 1, bags: 3, byLetter: { A: 3 } }] }] });
  const home = city.places[0].grids[0].homes[0]!;
  for (const secret of [home.id, home.room, `黄${home.room}`, "139"])
    for (const sheet of [labels.labels, manifest.stops])
      expect(JSON.stringify(sheet, (key, value) => (key === "dueMs" ? undefined : value))).not.toContain(secret);
});

test("another store's batch and trip answer like missing ones", async () => {
  await expect(getLabels(stranger(), batchId)).rejects.toMatchObject({ code: "not_found" });
  await expect(getManifest(stranger(), bus.tripId)).rejects.toMatchObject({ code: "not_found" });
});
