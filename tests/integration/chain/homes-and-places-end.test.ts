import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  auditEvents,
  gridQuotas,
  gridSheets,
  householdOrders,
  households,
  lateRequests,
  offers,
  orderRevisions,
  persons,
} from "../../../src/db/schema/index.ts";
import type { ServiceDay } from "../../../src/domain/kernel/time.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { tellHomes } from "../../../src/server/jobs/turn-clock.ts";
import { OrderLanes } from "../../../src/server/ordering/order-lanes.ts";
import { takeCommunityOut } from "../../../src/server/usecases/cycles/take-community-out.ts";
import { placeOrder } from "../../../src/server/usecases/orders/place-order.ts";
import { moveIn, moveOut } from "../../../src/server/usecases/people/move-home.ts";
import { getCash } from "../../../src/server/views/grid/get-cash.ts";
import { getHouseholdSheet } from "../../../src/server/views/grid/get-household-sheet.ts";
import { getPackageForResident } from "../../../src/server/views/resident/get-package-for-resident.ts";
import { getResidentHome } from "../../../src/server/views/resident/get-resident-home.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { listNotices } from "../../../src/server/views/resident/list-notices.ts";
import { expectAllAddsUp, freezeAll } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

// A household and a community end: what becomes of their orders, money, wishes and people. The others: parents-end.test.ts.

let city: City;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());

const grid = () => city.places[0].grids[0];
const home = (i: number) => grid().homes[i]!;
const worker = () => city.workerOf(grid());
const desk = () => city.ctxFor("DESK");
const reserved = async () =>
  (await city.owner.db.select().from(offers).where(eq(offers.cycleId, city.cycleId))).reduce(
    (n, o) => n + o.reserved,
    0,
  );
const wish = (i: number) => ({
  key: randomUUID(),
  cycleId: city.cycleId,
  householdId: home(i).id,
  lines: [{ packageVersionId: city.packages.A, wanted: 1, acceptUpTo: 1 }],
});
const place = (ctx: Ctx, i: number) => placeOrder(ctx, new OrderLanes(city.app, 1), wish(i));
const eventsOf = async (kind: string) =>
  (await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, kind))).map((e) => e.reason);

test("a household that moves out has its order cancelled and told, its cash owed back, its wish declined, and orders no more", async () => {
  const me = await livesIn(city, home(0));
  const order = await anOrder(city, home(0), { lines: { A: 2 } });
  await takeCash(worker(), { orderId: order.id, amountFen: order.totalFen, dueFen: order.totalFen });
  await city.owner.db.insert(lateRequests).values({
    idempotencyKey: randomUUID(),
    cycleId: city.cycleId,
    householdId: home(0).id,
    gridId: grid().id,
    lines: [{ packageVersionId: city.packages.A, wanted: 1, acceptUpTo: 1 }],
    at: city.clock.now(),
  });
  expect(await moveOut(worker(), { householdId: home(0).id, reason: "搬去厦门" })).toEqual({ cancelled: 1, coming: 0 });

  const page = await getResidentOrder(me, order.id);
  expect(page).toMatchObject({
    state: "cancelled",
    money: { says: "comes_back", backFen: order.totalFen, backBy: "cash" },
  });
  expect((await getCash(worker())).back).toMatchObject([{ orderId: order.id, amountFen: order.totalFen, by: "cash" }]);
  await tellHomes(city.ctxFor("SYS"));
  expect((await listNotices(me)).notices.map((n) => n.kind).toSorted()).toEqual([
    "money.comes_back",
    "order.cancelled",
  ]);
  expect((await city.owner.db.select().from(lateRequests)).map((l) => [l.state, l.reason])).toEqual([
    ["declined", "搬去厦门"],
  ]);
  expect((await city.owner.db.select().from(orderRevisions)).at(-1)).toMatchObject({
    act: "cancelled",
    reason: "搬去厦门",
  });
  expect(await reserved()).toBe(0);
  await expect(place(me, 0)).rejects.toMatchObject({ detail: { kind: "unknown_home" } });
  await expectAllAddsUp(city);

  // Told twice, it is the same: nothing more is cancelled, and one event is on record.
  expect(await moveOut(worker(), { householdId: home(0).id, reason: "再说一次" })).toEqual({ cancelled: 0, coming: 0 });
  expect(await eventsOf("household.moved_out")).toEqual(["搬去厦门"]);
});

test("what is locked comes all the same to a household that moves out", async () => {
  const order = await anOrder(city, home(0), { state: "submitted" });
  await freezeAll(city);
  expect(await moveOut(worker(), { householdId: home(0).id, reason: "搬走" })).toEqual({ cancelled: 0, coming: 1 });
  expect((await getResidentOrder(await livesIn(city, home(0)), order.id)).state).toBe("locked");
  await expectAllAddsUp(city);
});

test("another grid's worker cannot move a household out, nor in, and nobody moves in where somebody lives", async () => {
  const other = city.workerOf(city.places[1].grids[0]);
  const there = { householdId: home(0).id };
  await expect(moveOut(other, { ...there, reason: "?" })).rejects.toMatchObject({ code: "not_found" });
  await expect(moveIn(other, { ...there, size: 2 })).rejects.toMatchObject({ code: "not_found" });
  await expect(moveIn(worker(), { ...there, size: 2 })).rejects.toMatchObject({ detail: { kind: "home_lived_in" } });
});

test("who moves in orders again, and whoever lived there before reads nothing of the home any more", async () => {
  const before = await livesIn(city, home(0));
  await city.owner.db
    .update(households)
    .set({ tags: ["dialysis"], needsFrom: "said", needsSaidOn: "2026-04-01" as ServiceDay })
    .where(eq(households.id, home(0).id));
  await moveOut(worker(), { householdId: home(0).id, reason: "搬走" });
  const { userIds } = await moveIn(worker(), { householdId: home(0).id, size: 4 });
  expect(userIds).toEqual([before.actor.userId]);
  expect(
    (
      await city.owner.db
        .select()
        .from(persons)
        .where(eq(persons.householdId, home(0).id))
    ).map((p) => p.state),
  ).toEqual(["left"]);
  const [row] = await city.owner.db
    .select()
    .from(households)
    .where(eq(households.id, home(0).id));
  expect(row).toMatchObject({ vacant: false, size: 4, tags: [], needsFrom: null, needsSaidOn: null });
  await place(city.residentOf(home(0)), 0);
  expect(await reserved()).toBe(1);
});

test("an order that is placed while its household moves out is either cancelled with it or refused", async () => {
  for (let i = 0; i < 6; i++) {
    const [out, placed] = await Promise.allSettled([
      moveOut(worker(), { householdId: home(i).id, reason: "搬走" }),
      place(city.residentOf(home(i)), i),
    ]);
    expect([out.status, placed.status]).toContain("fulfilled");
  }
  const left = await city.owner.db
    .select()
    .from(householdOrders)
    .innerJoin(households, eq(households.id, householdOrders.householdId))
    .where(and(eq(households.vacant, true)));
  expect(left.filter((r) => r.household_orders.state !== "cancelled")).toEqual([]);
});

test("a community taken out of a round has its orders cancelled, frozen or not, its money owed back, and no order after; its neighbour stands", async () => {
  const me = await livesIn(city, home(0));
  const mine = await anOrder(city, home(0), { lines: { A: 2 } });
  const neighbour = city.places[1].grids[0].homes[0]!;
  const theirs = await anOrder(city, neighbour, { lines: { B: 1 } });
  await takeCash(worker(), { orderId: mine.id, amountFen: mine.totalFen, dueFen: mine.totalFen });
  await freezeAll(city);
  const out = { cycleId: city.cycleId, communityId: city.places[0].id, reason: "封路，进不去" };
  expect(await takeCommunityOut(desk(), out)).toEqual({ orders: 1 });
  expect(await getResidentOrder(me, mine.id)).toMatchObject({
    state: "cancelled",
    money: { says: "comes_back", costFen: 0, backFen: mine.totalFen },
  });
  await tellHomes(city.ctxFor("SYS"));
  expect((await listNotices(me)).notices.map((n) => n.kind).toSorted()).toEqual([
    "money.comes_back",
    "order.cancelled",
  ]);
  expect((await getResidentOrder(await livesIn(city, neighbour), theirs.id)).state).toBe("locked");
  expect((await city.owner.db.select().from(orderRevisions)).at(-1)).toMatchObject({ reason: out.reason });
  expect(await reserved()).toBe(1);
  const sheets = await city.owner.db.select().from(gridSheets).where(eq(gridSheets.communityId, city.places[0].id));
  expect(sheets.every((s) => s.state !== "frozen")).toBe(true);
  await expectAllAddsUp(city);
  // The same again finds nothing left to do.
  expect(await takeCommunityOut(desk(), out)).toEqual({ orders: 0 });
});

test("a home of a community that is out cannot order, in the round it was taken out of", async () => {
  await takeCommunityOut(desk(), { cycleId: city.cycleId, communityId: city.places[0].id, reason: "封路" });
  await expect(place(city.residentOf(home(0)), 0)).rejects.toMatchObject({ detail: { kind: "over_quota" } });
  expect(await eventsOf("community.taken_out")).toEqual(["封路"]);
});

test("its home reads that the community is not in this round, and why; its grid worker is offered no order there; one package that is not for it is another thing", async () => {
  const me = await livesIn(city, home(0));
  expect((await getResidentHome(me)).round?.notHere).toBeNull();
  await city.owner.db.insert(gridQuotas).values({
    cycleId: city.cycleId,
    packageVersionId: city.packages.A,
    gridId: home(0).gridId,
    quota: 0,
  });
  expect((await getResidentHome(me)).round?.notHere, "one package alone").toBeNull();
  expect((await getHouseholdSheet(worker(), home(0).id)).mayOrder.length).toBe(1);
  await takeCommunityOut(desk(), { cycleId: city.cycleId, communityId: city.places[0].id, reason: "封路" });
  expect((await getResidentHome(me)).round).toMatchObject({ open: true, notHere: { why: "封路" } });
  const pack = await getPackageForResident(me, city.packages.A, city.cycleId);
  expect(pack).toMatchObject({ homes: [], notHere: { why: "封路" } });
  expect((await getHouseholdSheet(worker(), home(0).id)).mayOrder).toEqual([]);
  const neighbour = await livesIn(city, city.places[1].grids[0].homes[0]!);
  expect((await getResidentHome(neighbour)).round?.notHere).toBeNull();
});
