import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bags, communities, households, offers, users } from "../../../src/db/schema/index.ts";
import type { CityImportId, HouseholdId, UserId } from "../../../src/domain/kernel/ids.ts";
import { OrderLanes } from "../../../src/server/ordering/order-lanes.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { recordDoors } from "../../../src/server/usecases/bags/record-doors.ts";
import { checkBook } from "../../../src/server/usecases/city/keep-book.ts";
import { takeInBook } from "../../../src/server/usecases/city/take-in-book.ts";
import { type ImportJob, workOnImport } from "../../../src/server/usecases/city/work-on-import.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { changeOrder } from "../../../src/server/usecases/orders/change-order.ts";
import { placeOrder } from "../../../src/server/usecases/orders/place-order.ts";
import { joinHome } from "../../../src/server/usecases/people/join-home.ts";
import { setHeads } from "../../../src/server/usecases/people/set-heads.ts";
import { getDoorWalk } from "../../../src/server/views/grid/get-door-walk.ts";
import { getHouseholdSheet, getProxyOrder } from "../../../src/server/views/grid/get-household-sheet.ts";
import { getSheet } from "../../../src/server/views/grid/get-sheet.ts";
import { csvOf } from "../../support/a-book.ts";
import { expectAllAddsUp } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";

// A unit orders as one customer for all its people: the limit of a home counts once for each of them.

const HEADS = 40;
let city: City;
let most: number;
beforeEach(async () => {
  city = await aCity({ offered: 500 });
  await city.owner.db.update(households).set({ heads: HEADS }).where(eq(households.id, unit().id));
  const [offer] = await city.owner.db.select().from(offers).where(eq(offers.packageVersionId, city.packages.A));
  most = offer!.householdLimit;
});
afterEach(() => city.close());

const grid = () => city.places[0].grids[0];
const unit = () => grid().homes[0]!;
const home = () => grid().homes[1]!;
const head = () => city.workerOf(grid());
const of = (wanted: number) => [{ packageVersionId: city.packages.A, wanted, acceptUpTo: wanted }];
const place = (wanted: number, key = randomUUID() as string, at = unit()) =>
  placeOrder(head(), new OrderLanes(city.app), { key, cycleId: city.cycleId, householdId: at.id, lines: of(wanted) });
const heads = (n: number, at: { id: HouseholdId } = unit()) => setHeads(head(), { householdId: at.id, heads: n });
const refusedAs = (detail: object) =>
  expect.objectContaining({ code: "refused", detail: expect.objectContaining(detail) });

test("a unit may have a home's limit as often as it counts heads, and its neighbour who is a home may not", async () => {
  await expect(place(HEADS * most + 1)).rejects.toEqual(refusedAs({ kind: "over_limit", left: HEADS * most }));
  await expect(place(most + 1, randomUUID(), home())).rejects.toEqual(refusedAs({ kind: "over_limit", left: most }));
  const key = randomUUID();
  const { orderId, totalFen } = await place(HEADS, key);
  expect(await place(HEADS, key)).toEqual({ orderId, totalFen, replayed: true });
  await expect(place(1)).rejects.toEqual(refusedAs({ kind: "already_ordered" }));
  expect(await getSheet(head())).toMatchObject({ homes: 1, heads: HEADS, bags: HEADS, totalFen });
  const { heads: shown, offers: card } = await getProxyOrder(head(), unit().id);
  expect([shown, card.find((o) => o.letter === "A")?.householdLimit]).toEqual([HEADS, HEADS * most]);
});

test("heads follow the people of the day: more at once, fewer once the order is lowered, and the same again changes nothing", async () => {
  const { orderId } = await place(HEADS * most);
  const change = (revision: number, wanted: number) => changeOrder(head(), { orderId, revision, lines: of(wanted) });
  await expect(change(1, HEADS * most + 1)).rejects.toEqual(refusedAs({ kind: "over_limit" }));
  expect(await heads(HEADS + 1)).toEqual({ heads: HEADS + 1 });
  expect(await heads(HEADS + 1)).toEqual({ heads: HEADS + 1 });
  expect(await change(1, HEADS * most + 1)).toMatchObject({ revision: 2 });
  await expect(heads(HEADS)).rejects.toEqual(refusedAs({ kind: "too_few_heads", heads: HEADS + 1 }));
  expect(await change(2, 10)).toMatchObject({ revision: 3 });
  expect(await heads(10)).toEqual({ heads: 10 });
  // Taken back it binds no longer.
  await cancelOrder(head(), { orderId, reason: "转走了" });
  expect(await heads(1)).toEqual({ heads: 1 });
  const kept = await city.owner.db.execute<{ data: object }>(
    sql`SELECT data FROM audit_events WHERE kind = 'household.heads_set' ORDER BY seq`,
  );
  expect(kept.map((e) => e.data)).toEqual([
    { was: HEADS, is: HEADS + 1 },
    { was: HEADS + 1, is: 10 },
    { was: 10, is: 1 },
  ]);
});

test("a home is not made a unit, and nobody counts the heads of another grid's", async () => {
  await expect(heads(50, home())).rejects.toEqual(refusedAs({ kind: "not_by_heads" }));
  const other = city.workerOf(city.places[1].grids[0]);
  await expect(setHeads(other, { householdId: unit().id, heads: 50 })).rejects.toMatchObject({ code: "not_found" });
  expect(await getHouseholdSheet(head(), unit().id)).toMatchObject({ heads: HEADS });
});

test("a workbook names who orders by heads, without a door for anybody, and a later one says how many anew", async () => {
  const desk = city.ctxFor("DESK", { userId: city.places[0].clerk });
  const work = (job: ImportJob) => workOnImport(city.ctxFor("SYS"), job, estimateOnly);
  const [place] = await city.owner.db.select().from(communities).where(eq(communities.id, grid().communityId));
  const before = await city.owner.db.$count(households);
  const ward = { place: place!.code, building: "1", unit: "0", room: "全楼", heads: "120" };
  const read = () => checkBook(desk, { datum: "wgs84", files: [csvOf("homes", [ward])] }, work);
  const { importId } = (await read()) as { importId: CityImportId };
  await takeInBook(desk, { importId }, work);
  expect(await city.owner.db.$count(households)).toBe(before + 1);
  const [made] = await city.owner.db.select().from(households).where(eq(households.room, "全楼"));
  expect(made).toMatchObject({ heads: 120, size: null });
  await heads(118, { id: made!.id });
  const again = (await read()) as { importId: CityImportId };
  await takeInBook(desk, { importId: again.importId }, work);
  expect(await getHouseholdSheet(head(), made!.id)).toMatchObject({ heads: 120 });
});

test("nobody joins a unit to order on its head count", async () => {
  const userId = randomUUID() as UserId;
  await city.owner.db.insert(users).values({ id: userId, name: "林女士", email: `${userId}@test.invalid` });
  const { communityId, room } = unit();
  const ask = { communityId, building: "1", unit: 1, room, name: "林女士", kind: "member" } as const;
  await expect(joinHome(city.ctxFor("RES", { userId }), ask)).rejects.toEqual(refusedAs({ kind: "no_such_door" }));
});

test("an order and fewer heads at the same moment: whichever comes second is judged by the first", async () => {
  for (let i = 0; i < 3; i++) {
    await heads(HEADS);
    const [placed, set] = await Promise.allSettled([place(HEADS * most), heads(HEADS - 1)]);
    expect([placed.status, set.status].sort()).toEqual(["fulfilled", "rejected"]);
    if (placed.status === "fulfilled") await cancelOrder(head(), { orderId: placed.value.orderId, reason: "再来" });
  }
});

test("after the cut-off the unit's head counts and changes until his grace ends, and no longer", async () => {
  const { orderId } = await place(HEADS);
  await city.cutOffIn(-60, "closing");
  expect(await heads(HEADS + 5)).toEqual({ heads: HEADS + 5 });
  expect(await changeOrder(head(), { orderId, revision: 1, lines: of(HEADS + 5) })).toMatchObject({ revision: 2 });
  await city.cutOffIn(-7200, "closing");
  await expect(changeOrder(head(), { orderId, revision: 2, lines: of(1) })).rejects.toMatchObject({ code: "refused" });
  // What can no longer be lowered binds nobody's count of tomorrow.
  expect(await heads(3)).toEqual({ heads: 3 });
});

test("what comes for a unit is one pile at the walk, and one tap takes all of it in", async () => {
  const order = await anOrder(city, unit(), { state: "confirmed", lines: { A: 12 } });
  const bus = await aBusAtTheGate(city, grid(), [order]);
  await countSome(head(), bus.handoverId, 12);
  const { homes } = await getDoorWalk(head());
  expect(homes).toMatchObject([{ heads: HEADS, orderId: order.id }]);
  expect(homes[0]!.bags).toHaveLength(12);
  const tap = { id: randomUUID(), orderId: order.id, act: "delivered" } as const;
  for (let i = 0; i < 2; i++)
    expect((await recordDoors(head(), { events: [tap] })).outcomes).toMatchObject([
      { status: "done", orderState: "delivered" },
    ]);
  const states = await city.owner.db.select({ state: bags.state }).from(bags).where(eq(bags.orderId, order.id));
  expect(states.every((b) => b.state === "delivered")).toBe(true);
  await expectAllAddsUp(city);
});
