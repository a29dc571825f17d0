import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReceiveLotInput } from "../../../src/contract/goods.ts";
import {
  auditEvents,
  bags,
  batches,
  items,
  lots,
  packageLines,
  photos,
  pickLots,
} from "../../../src/db/schema/index.ts";
import type { BatchId, ItemId, LotId } from "../../../src/domain/kernel/ids.ts";
import { plusDays, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { look } from "../../../src/server/act.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { receiveLot, takeBackLot } from "../../../src/server/usecases/supply/receive-lot.ts";
import { recordPick } from "../../../src/server/usecases/supply/record-pick.ts";
import { traceLot } from "../../../src/server/usecases/supply/trace-lot.ts";
import { getGoods } from "../../../src/server/views/store/get-goods.ts";
import { getStoreDay } from "../../../src/server/views/store/get-store-day.ts";
import { aPhoto } from "../../support/a-photo.ts";
import { allocate, aStore, freezeAll } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
let other: typeof store;
let itemId: ItemId;
let batchIds: BatchId[];
let soon: ReceiveLotInput;
let late: ReceiveLotInput;
beforeAll(async () => {
  city = await aCity();
  store = await aStore(city, { A: 10 });
  other = await aStore(city, {});
  const [line] = await city.owner.db
    .select()
    .from(packageLines)
    .where(eq(packageLines.packageVersionId, city.packages.A));
  itemId = line!.itemId;
  // 1 kg of something weighed in each bag.
  await city.owner.db.update(items).set({ unitKind: "weight", unit: "斤" }).where(eq(items.id, itemId));
  [soon, late] = [receipt("soon", 2, 10, { photo: aPhoto }), receipt("late", 9, 100)];
  await anOrder(city, city.places[0].grids[0].homes[0]!, { lines: { A: 3 } });
  await freezeAll(city);
  await allocate(city);
  batchIds = (await city.owner.db.select({ id: batches.id }).from(batches)).map((b) => b.id);
  for (const act of ["accept", "start_picking"] as const) await moveBatches(store.manager, { act, batchIds });
});
afterAll(() => city.close());

const today = () => toServiceDay(city.clock.now());
const receipt = (code: string, days: number, tenths: number, more: Partial<ReceiveLotInput> = {}): ReceiveLotInput => ({
  lotId: randomUUID() as LotId,
  supermarketId: store.id,
  itemId,
  code,
  quantityTenths: tenths,
  expiresOn: plusDays(today(), days),
  maker: "安溪菜场",
  licence: "SC10635052400000",
  shelf: "A1",
  paid: "paid",
  ...more,
});
const kindOf = (kind: string) => expect.objectContaining({ detail: expect.objectContaining({ kind }) });
const pick = (lotId: LotId | undefined, pickedTenths: number, reason?: string) =>
  recordPick(store.manager, { cycleId: city.cycleId, supermarketId: store.id, itemId, pickedTenths, lotId, reason });

test("goods come in once, with maker, licence and the photo of their paper, however often they are sent", async () => {
  for (const wish of [soon, soon, late]) await receiveLot(store.manager, wish);
  const { lots: ledger } = await getGoods(store.manager, {});
  expect(ledger.map((l) => [l.code, l.quantityTenths, l.pickedTenths, l.maker, l.licence, l.photoId !== null])).toEqual(
    [
      ["soon", 10, 0, "安溪菜场", "SC10635052400000", true],
      ["late", 100, 0, "安溪菜场", "SC10635052400000", false],
    ],
  );
  expect(await city.owner.db.select().from(photos)).toHaveLength(1);
  expect(await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "lot.received"))).toHaveLength(2);
});

test("the same id with other goods, a number that is taken, expired goods and another's store are refused by name", async () => {
  const wish = soon;
  await expect(receiveLot(store.manager, { ...wish, quantityTenths: 20 })).rejects.toEqual(kindOf("key_taken"));
  await expect(receiveLot(store.manager, { ...wish, lotId: randomUUID() as LotId })).rejects.toEqual(
    kindOf("lot_known"),
  );
  await expect(receiveLot(store.manager, receipt("old", -1, 10))).rejects.toEqual(kindOf("lot_expired"));
  await expect(receiveLot(other.manager, receipt("theirs", 3, 10))).rejects.toMatchObject({ code: "not_found" });
  await expect(takeBackLot(other.manager, { lotId: wish.lotId, reason: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await getGoods(other.manager, {})).lots).toEqual([]);
});

test("a photo of a paper is its store's: another store and a resident see none", async () => {
  const seen = async (who: typeof store.manager) => look(who, (tx) => tx.select().from(photos));
  expect(await seen(store.manager)).toHaveLength(1);
  expect(await seen(other.manager)).toEqual([]);
  expect(await seen(city.residentOf(city.places[0].grids[0].homes[0]!))).toEqual([]);
});

test("the lot that expires first is picked from until it is used up, then the next; a later one before that asks why", async () => {
  const [first, second] = [soon.lotId, late.lotId];
  await expect(pick(second, 5)).rejects.toEqual(kindOf("not_first_expiring"));
  await expect(pick(first, 30)).rejects.toEqual(kindOf("lot_short"));
  await pick(second, 5, "先到的压在下面");
  await pick(first, 15);
  await pick(first, 15);
  // Nothing is left of the first: the second is the first to expire now.
  expect((await getStoreDay(store.manager, {})).wave).toMatchObject({
    now: { lot: { code: "late" }, pickedTenths: 15 },
    lots: [{ code: "late", leftTenths: 95 }],
  });
  await pick(second, 30);
  await expect(pick(second, 9)).rejects.toEqual(kindOf("less_than_lots"));
  const bound = await city.owner.db.select().from(pickLots);
  expect(bound.map((b) => [b.lotId, b.tenths, b.reason])).toEqual(
    expect.arrayContaining([
      [first, 10, null],
      [second, 20, "先到的压在下面"],
    ]),
  );
  await expect(takeBackLot(store.manager, { lotId: first, reason: "写错了" })).rejects.toEqual(kindOf("lot_in_use"));
});

test("a lot that was written down wrongly is taken back with its reason, and picked from no more", async () => {
  const wrong = receipt("wrong", 1, 10);
  await receiveLot(store.manager, wrong);
  const back = { lotId: wrong.lotId, reason: "写错了" };
  await takeBackLot(store.manager, back);
  await takeBackLot(store.manager, back);
  await expect(pick(wrong.lotId, 31)).rejects.toEqual(kindOf("unknown_lot"));
  const { lots: ledger } = await getGoods(store.manager, {});
  expect(ledger.find((l) => l.code === "wrong")).toMatchObject({ takenBack: "写错了" });
});

test("packed bags know the lots that they may hold; what expired meanwhile is not packed", async () => {
  await moveBatches(store.manager, { act: "finish_picking", batchIds });
  await city.owner.db
    .update(lots)
    .set({ expiresOn: plusDays(today(), -1) })
    .where(eq(lots.code, "soon"));
  await expect(moveBatches(store.manager, { act: "pack", batchIds })).rejects.toMatchObject({
    detail: { guard: "lots_fit_for_use" },
  });
  await city.owner.db
    .update(lots)
    .set({ expiresOn: plusDays(today(), 2) })
    .where(eq(lots.code, "soon"));
  await moveBatches(store.manager, { act: "pack", batchIds });
  const known = await city.owner.db.execute<{ bag: string; codes: string }>(
    sql`SELECT b.bag_id AS bag, string_agg(l.code, ' ' ORDER BY l.code) AS codes FROM bag_lots b JOIN lots l ON l.id = b.lot_id GROUP BY 1`,
  );
  const packed = await city.owner.db.select({ id: bags.id }).from(bags);
  expect(known.map((k) => k.codes)).toEqual(["late soon", "late soon", "late soon"]);
  expect(known.map((k) => k.bag).sort()).toEqual(packed.map((b) => b.id).sort());
  const { lots: ledger } = await getGoods(store.manager, {});
  expect(ledger.map((l) => [l.code, l.bags])).toEqual(
    expect.arrayContaining([
      ["soon", 3],
      ["late", 3],
      ["wrong", 0],
    ]),
  );
});

test("the desk finds the homes of a lot by its number, is told what is sure of each bag, and leaves that it looked on record", async () => {
  const desk = city.ctxFor("DESK");
  const found = await traceLot(desk, "soon");
  expect(found.lots).toMatchObject([{ lotId: soon.lotId, maker: "安溪菜场", unsaidBags: 0 }]);
  expect(found.bags.map((b) => [b.oneOf, b.partUnsaid, b.at])).toEqual(Array(3).fill([2, false, "in_store"]));
  expect(new Set(found.bags.map((b) => b.bagId)).size).toBe(3);
  expect(await traceLot(desk, "wrong"), "taken back, so nothing was picked from it").toMatchObject({
    lots: [],
    bags: [],
  });
  const looks = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "lot.viewed"));
  expect(looks).toMatchObject([{ subjectId: soon.lotId, role: "DESK", data: { bags: 3 } }]);
  // Part of it was picked and no lot said: nobody can be sure any more.
  await city.owner.db.execute(sql`UPDATE picks SET picked_tenths = picked_tenths + 10 WHERE item_id = ${itemId}`);
  expect((await traceLot(desk, "soon")).bags.map((b) => b.partUnsaid)).toEqual([true, true, true]);
  // None at all was said: the bags are counted, as any of them may hold it.
  await city.owner.db.execute(sql`DELETE FROM batch_lots`);
  expect(await traceLot(desk, "soon")).toMatchObject({ bags: [], lots: [{ unsaidBags: 3 }] });
});
