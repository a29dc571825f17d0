import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cycles, items, lots, orderLines, packageLines, supplyCommits } from "../../../src/db/schema/index.ts";
import type { ItemId, LotId } from "../../../src/domain/kernel/ids.ts";
import { fen } from "../../../src/domain/kernel/money.ts";
import { plusDays, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { look } from "../../../src/server/act.ts";
import { computeAllocation } from "../../../src/server/usecases/supply/compute-allocation.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { getCycleDetail } from "../../../src/server/views/desk/get-cycles.ts";
import { listBatches } from "../../../src/server/views/desk/list-batches.ts";
import { getStoreDay } from "../../../src/server/views/store/get-store-day.ts";
import { aSecondRound } from "../../support/a-second-round.ts";
import { allocate, aStore, freezeAll } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());
const homes = () => city.places[0].grids[0].homes;

test("a store's room is what its day has left over all rounds: for itself, for the desk and for the next allocation", async () => {
  const store = await aStore(city, { A: 10 }, 5);
  const next = await aSecondRound(city, { state: "closed" });
  const dayAfter = await aSecondRound(city, { number: 9, state: "closed", deliveryDay: plusDays(await day(), 1) });
  await anOrder(city, homes()[0]!, { lines: { A: 3 } });
  await freezeAll(city);
  await allocate(city);
  const figures = async () => {
    const own = (await getStoreDay(store.manager, {})).capacity;
    const desk = await Promise.all(
      [city, next, dayAfter].map(
        async (c) =>
          (await listBatches(city.ctxFor("DESK"), c.cycleId)).stores.find((s) => s.id === store.id)?.capacityLeft,
      ),
    );
    return { own, desk };
  };
  expect(await figures()).toEqual({ own: { day: 5, accepted: 0, asked: 3, left: 2 }, desk: [2, 2, 5] });
  const { rows } = await listBatches(city.ctxFor("DESK"), city.cycleId);
  await moveBatches(store.manager, { batchIds: rows.map((r) => r.id as never), act: "accept" });
  expect(await figures()).toEqual({ own: { day: 5, accepted: 3, asked: 0, left: 2 }, desk: [2, 2, 5] });

  await city.owner.db
    .insert(supplyCommits)
    .values({ cycleId: next.cycleId, supermarketId: store.id, packageVersionId: city.packages.A, committed: 10 });
  const order = await anOrder(next, homes()[1]!, { state: "locked", lines: { A: 4 } });
  await city.owner.db.update(orderLines).set({ locked: 4 }).where(eq(orderLines.orderId, order.id));
  const { summary } = await look(city.ctxFor("SYS"), (tx) => computeAllocation(tx, next.cycleId, "need_first"));
  expect(summary.stores).toMatchObject([{ supermarketId: store.id, capacity: 2, bags: 2 }]);
  expect(summary.unassigned).toMatchObject([{ bags: 2, reason: "no_capacity" }]);
});

test("a lot that expires before the delivery day is told to its store and to the desk, and one that keeps until then is not", async () => {
  const store = await aStore(city, { A: 10 });
  const other = await aStore(city, {});
  const sprouts = randomUUID() as ItemId;
  const { db } = city.owner;
  await db.insert(items).values({
    id: sprouts,
    code: "sprout",
    name: { "zh-CN": "豆芽", en: "Bean sprouts" },
    unit: "斤",
    unitKind: "weight",
    priceFen: fen(300),
    costFen: fen(200),
    shelfLifeHours: 48,
    tags: [],
  });
  await db
    .insert(packageLines)
    .values({ packageVersionId: city.packages.A, itemId: sprouts, position: 1, tenths: 10, lineFen: fen(300) });
  const lot = (supermarketId: typeof store.id, code: string, expiresOn: string) => ({
    id: randomUUID() as LotId,
    supermarketId,
    itemId: sprouts,
    code,
    shelf: "A1",
    expiresOn: expiresOn as never,
  });
  const delivery = await day();
  await db
    .insert(lots)
    .values([
      lot(store.id, "early", plusDays(delivery, -1)),
      lot(store.id, "keeps", delivery),
      lot(other.id, "nobody-asks", plusDays(delivery, -1)),
    ]);
  await city.pastTheGate.db.update(cycles).set({ state: "closed" }).where(eq(cycles.id, city.cycleId));
  const told = (await getCycleDetail(city.ctxFor("DESK"), city.cycleId)).expiries;
  expect(told).toMatchObject([{ item: { "zh-CN": "豆芽" }, code: "early", expiresOn: plusDays(delivery, -1) }]);
  await city.pastTheGate.db.update(cycles).set({ state: "open" }).where(eq(cycles.id, city.cycleId));
  await anOrder(city, homes()[0]!, { lines: { A: 1 } });
  await freezeAll(city);
  await allocate(city);
  expect((await getStoreDay(store.manager, {})).expiries).toEqual(told);
  expect((await getStoreDay(other.manager, {})).expiries).toEqual([]);
});

/** The delivery day of the city's cycle; tomorrow at the earliest, so that something can expire before it. */
async function day() {
  const tomorrow = plusDays(toServiceDay(city.clock.now()), 1);
  await city.pastTheGate.db.update(cycles).set({ deliveryDay: tomorrow }).where(eq(cycles.id, city.cycleId));
  return tomorrow;
}
