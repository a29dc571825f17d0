import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bagSubstitutions, batches, items, packageLines } from "../../../src/db/schema/index.ts";
import type { BatchId, ItemId } from "../../../src/domain/kernel/ids.ts";
import { fen } from "../../../src/domain/kernel/money.ts";
import { declareShort } from "../../../src/server/usecases/supply/declare-short.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { allocate, aStore, expectAllAddsUp, freezeAll, owedByOrder } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
let order: TestOrder;
let batchId: BatchId;
const [tomato, cabbage] = [randomUUID(), randomUUID()] as [ItemId, ItemId];

beforeAll(async () => {
  city = await aCity();
  store = await aStore(city, { A: 3 });
  const item = (id: ItemId, code: string, priceFen: number) => ({
    id,
    code,
    name: { "zh-CN": code, en: code },
    unit: "斤",
    unitKind: "weight" as const,
    priceFen: fen(priceFen),
    costFen: fen(100),
    shelfLifeHours: 48,
  });
  await city.owner.db.insert(items).values([item(tomato, "tomato", 400), item(cabbage, "cabbage", 300)]);
  await city.owner.db
    .insert(packageLines)
    .values({ packageVersionId: city.packages.A, itemId: tomato, position: 1, tenths: 20, lineFen: fen(800) });
  order = await anOrder(city, city.places[0].grids[0].homes[0]!, { lines: { A: 3 }, state: "confirmed" });
  await freezeAll(city);
  await allocate(city);
  batchId = (await city.owner.db.select().from(batches))[0]!.id;
  for (const act of ["accept", "start_picking"] as const)
    await moveBatches(store.manager, { act, batchIds: [batchId] });
});
afterAll(() => city.close());

const swap = (bags: number) =>
  declareShort(store.manager, {
    kind: "item",
    batchId,
    packageVersionId: city.packages.A,
    bags,
    itemId: tomato,
    substituteItemId: cabbage,
    reason: "out_of_stock",
  });
const owed = async () => (await owedByOrder(city)).get(order.id);

test("an item is exchanged and credited once for each bag, however often the store declares it", async () => {
  // Two 斤 of a bag cost ¥1 a 斤 less: ¥2 back for each bag.
  expect(await swap(2)).toEqual({ homes: 1, refundFen: 400 });
  await expect(swap(2)).rejects.toMatchObject({ code: "refused", detail: { kind: "more_than_open", left: 1 } });
  expect(await swap(1)).toEqual({ homes: 1, refundFen: 200 });
  await expect(swap(1)).rejects.toMatchObject({ detail: { kind: "more_than_open", left: 0 } });
  expect(await owed()).toBe(15_000 - 600);
  expect(await city.owner.db.select().from(bagSubstitutions)).toHaveLength(3);
  await expectAllAddsUp(city);
});

test("a bag that is short after all gives back its price and not the exchange a second time", async () => {
  await declareShort(store.manager, {
    kind: "bags",
    batchId,
    packageVersionId: city.packages.A,
    bags: 1,
    reason: "out_of_stock",
  });
  expect(await owed()).toBe(10_000 - 400);
  await expectAllAddsUp(city);
});

test("of two stores' clerks who declare the same item at once, the bags go to one of them", async () => {
  await city.owner.db.delete(bagSubstitutions);
  const both = await Promise.allSettled([swap(2), swap(2)]);
  expect(both.map((b) => b.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("another store's batch answers like a missing one", async () => {
  const other = await aStore(city, {});
  await expect(
    declareShort(other.manager, {
      kind: "bags",
      batchId,
      packageVersionId: city.packages.A,
      bags: 1,
      reason: "out_of_stock",
    }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect((await city.owner.db.select().from(batches).where(eq(batches.id, batchId)))[0]?.state).toBe("picking");
});
