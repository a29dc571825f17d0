import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  assignments,
  communities,
  cycles,
  householdOrders,
  households,
  notices,
  offers,
  orderLines,
  persons,
  users,
  zoneVersions,
} from "../../../src/db/schema/index.ts";
import type { GridId, UserId, ZoneVersionId } from "../../../src/domain/kernel/ids.ts";
import { plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { getResidentHome } from "../../../src/server/views/resident/get-resident-home.ts";
import { getResidentHousehold } from "../../../src/server/views/resident/get-resident-household.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { listNotices } from "../../../src/server/views/resident/list-notices.ts";
import { listResidentOrders } from "../../../src/server/views/resident/list-resident-orders.ts";
import { aCity, type City, inAnotherProcess, type TestHome } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let me: Ctx;
const grid = () => city.places[0].grids[0];
const own = () => grid().homes[0] as TestHome;
const neighbour = () => grid().homes[3] as TestHome;
const helped = () => grid().homes[1] as TestHome;

beforeEach(async () => {
  city = await aCity();
  me = await livesIn(city, own());
});
afterEach(() => city.close());

test("home: the round with what is left of each package, the own order in it, the grid worker, and no neighbour's order", async () => {
  await anOrder(city, neighbour(), { lines: { A: 3 } });
  const before = await getResidentHome(me);
  expect(before).toMatchObject({
    home: { householdId: own().id, kind: "member" },
    waitingToJoin: false,
    underWay: [],
  });
  expect(before.round).toMatchObject({ cycleId: city.cycleId, open: true, mine: null, minimum: null, usual: null });
  expect(before.round?.packages.map((p) => [p.letter, p.left])).toEqual([
    ["A", 497],
    ["B", 500],
    ["H", 500],
  ]);
  expect(before.gridWorker?.name).toBe("陈美珍1");
  const order = await anOrder(city, own(), { lines: { A: 2 } });
  const { round } = await getResidentHome(inAnotherProcess(me));
  expect(round?.mine).toMatchObject({ orderId: order.id, totalFen: 10_000, state: "submitted" });
  expect(round?.packages[0]?.left).toBe(495);
});

test("home: how many bags the grid has come to is told as a number; the last order again is offered, as far as there is enough", async () => {
  await city.owner.db.update(cycles).set({ gridMinimumBags: 50 }).where(eq(cycles.id, city.cycleId));
  const last = await anOrder(city, own(), { state: "delivered", lines: { A: 2, B: 1 } });
  const earlier = { id: randomUUID() as typeof city.cycleId, number: 2, state: "settled" as const };
  const [round] = await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId));
  const yesterday = plusDays(toServiceDay(city.clock.now()), -1);
  await city.owner.db.insert(cycles).values({ ...round!, ...earlier, deliveryDay: yesterday });
  const card = await city.owner.db.select().from(offers).where(eq(offers.cycleId, city.cycleId));
  await city.owner.db.insert(offers).values(card.map((o) => ({ ...o, cycleId: earlier.id })));
  await city.owner.db.update(orderLines).set({ cycleId: earlier.id }).where(eq(orderLines.orderId, last.id));
  await city.owner.db.update(householdOrders).set({ cycleId: earlier.id }).where(eq(householdOrders.id, last.id));
  await city.owner.db.execute(
    sql`UPDATE offers SET offered = reserved WHERE cycle_id = ${city.cycleId} AND package_version_id = ${city.packages.B}`,
  );
  await anOrder(city, neighbour(), { lines: { A: 3 } });
  await anOrder(city, city.places[0].grids[1].homes[0]!, { lines: { A: 3 } });
  const home = await getResidentHome(me);
  expect(home.round?.minimum).toEqual({ have: 3, need: 50 });
  expect(home.round?.usual).toMatchObject({
    lines: [{ packageVersionId: city.packages.A, wanted: 2 }],
    totalFen: 10_000,
  });
  expect(home.underWay).toEqual([]);
});

test("home: today's bags on the bus stand on top, and an order that came days ago does not", async () => {
  const order = await anOrder(city, own(), { state: "confirmed", lines: { A: 1 } });
  const bus = await aBusAtTheGate(city, grid(), [order]);
  const home = await getResidentHome(me);
  expect(home.round).toBeNull();
  expect(home.underWay).toMatchObject([
    { orderId: order.id, state: "in_transit", progress: { station: 3, ended: null } },
  ]);
  const view = await getResidentOrder(me, order.id);
  expect(view).toMatchObject({ bus: { number: 1 }, gateBags: null, mayChange: false, mayCancel: false, gridNumber: 1 });
  expect(view.bags).toHaveLength(bus.bagIds.length);
  expect(view.stations[3]).toMatchObject({ about: false });
  city.clock.pass(3 * 86_400);
  await city.pastTheGate.db.update(householdOrders).set({ state: "delivered" }).where(eq(householdOrders.id, order.id));
  expect((await getResidentHome(me)).underWay).toEqual([]);
});

test("home: the zone comes with the order behind it, that of the grid before that of its community", async () => {
  const now = city.clock.now();
  const order = (level: "lockdown" | "control", orderNumber: string, gridId: GridId | null) => ({
    id: randomUUID() as ZoneVersionId,
    communityId: city.places[0].id,
    gridId,
    level,
    state: "effective" as const,
    from: plusSeconds(now, -60),
    orderNumber,
    setAt: now,
  });
  await city.owner.db.insert(zoneVersions).values(order("control", "11", null));
  expect((await getResidentHome(me)).zone).toEqual({
    level: "control",
    fromMs: plusSeconds(now, -60),
    untilMs: null,
    orderNumber: "11",
    wholeCommunity: true,
  });
  await city.owner.db.insert(zoneVersions).values(order("lockdown", "12", own().gridId));
  expect((await getResidentHome(me)).zone).toMatchObject({
    level: "lockdown",
    orderNumber: "12",
    wholeCommunity: false,
  });
});

test("home: whoever has asked to belong to a home reads that it waits; a home that is not his is passed over", async () => {
  const userId = randomUUID() as UserId;
  await city.owner.db.insert(users).values({ id: userId, name: "", email: `${userId}@test.invalid` });
  const newcomer = city.ctxFor("RES", { userId });
  expect(await getResidentHome(newcomer)).toMatchObject({ home: null, waitingToJoin: false, unread: 0 });
  const { id: householdId, gridId } = own();
  await city.owner.db
    .insert(persons)
    .values({ id: randomUUID() as never, householdId, gridId, userId, name: "陈", state: "requested" });
  expect(await getResidentHome(newcomer)).toMatchObject({ home: null, homes: [], waitingToJoin: true });
  expect((await getResidentHome(me, neighbour().id)).home?.householdId).toBe(own().id);
});

test("two homes: the helped one can be picked, its people stay masked and its code unsaid", async () => {
  const both = await livesIn(city, own(), helped());
  await city.owner.db.update(households).set({ joinCode: "4729" });
  await anOrder(city, own());
  await anOrder(city, helped());
  expect((await listResidentOrders(both)).orders.map((o) => o.householdId).sort()).toEqual(
    [own().id, helped().id].sort(),
  );
  expect((await getResidentHome(both)).homes.map((h) => h.kind)).toEqual(["member", "helper"]);
  expect(await getResidentHome(both, helped().id)).toMatchObject({
    home: { householdId: helped().id, kind: "helper", contact: "黄*" },
    needs: ["no_phone", "elder_alone"],
  });
  const mine = await getResidentHousehold(both);
  expect(mine).toMatchObject({ joinCode: "4729", members: [{ name: "黄101", me: true }] });
  const theirs = await getResidentHousehold(both, helped().id);
  expect(theirs.joinCode).toBeNull();
  expect(theirs.members.map((m) => m.name)).not.toContain("黄102");
});

test("at an isolation site home, orders and notices name the site head, unless the place says another word", async () => {
  const { communityId } = city.places[0].grids[0];
  const order = await anOrder(city, own());
  await city.owner.db.insert(notices).values({
    id: randomUUID(),
    dedupeKey: `failed:${order.id}`,
    householdId: own().id,
    kind: "order.failed",
    values: { orderId: order.id },
    at: city.clock.now(),
  });
  const called = async (set: Partial<typeof communities.$inferInsert>) => {
    await city.owner.db.update(communities).set(set).where(eq(communities.id, communityId));
    const { home, gridWorker } = await getResidentHome(me);
    return new Set([
      home?.aggregator,
      gridWorker?.aggregator,
      (await getResidentOrder(me, order.id)).aggregator,
      ...(await listNotices(me)).notices.map((n) => n.aggregator),
    ]);
  };
  expect(await called({ kind: "isolation_site" })).toEqual(new Set(["site_head"]));
  expect(await called({ aggregator: "property_manager" })).toEqual(new Set(["property_manager"]));
  expect(await called({ kind: "community", aggregator: null })).toEqual(new Set(["grid_worker"]));
});

test("the grid worker who stands in is the one to turn to", async () => {
  const standIn = randomUUID() as UserId;
  await city.owner.db.insert(users).values({ id: standIn, name: "郑丽", email: `${standIn}@test.invalid` });
  const [from, to] = [plusSeconds(city.clock.now(), -60), plusSeconds(city.clock.now(), 3600)];
  await city.owner.db.insert(assignments).values({
    id: randomUUID() as never,
    userId: standIn,
    role: "GW",
    gridId: grid().id,
    from,
    to,
    standsInFor: grid().worker,
  });
  expect((await getResidentHome(me)).gridWorker?.name).toBe("郑丽");
  city.clock.pass(3601);
  expect((await getResidentHome(me)).gridWorker?.name).toBe("陈美珍1");
});
