import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditEvents, householdOrders, offers } from "../../../src/db/schema/index.ts";
import { tellHomes } from "../../../src/server/jobs/turn-clock.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { findOrder } from "../../../src/server/views/desk/find-order.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { listNotices } from "../../../src/server/views/resident/list-notices.ts";
import { freezeAll } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let order: TestOrder;
beforeEach(async () => {
  city = await aCity();
  order = await anOrder(city, city.places[0].grids[0].homes[0]!, { lines: { A: 2, H: 1 } });
});
afterEach(() => city.close());

const desk = () => city.ctxFor("DESK", { userId: city.places[0].clerk });
const row = async () =>
  (await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id)))[0]!;
const found = async () => findOrder(desk(), { cycleId: city.cycleId, number: (await row()).number });
const reserved = async () =>
  (await city.owner.db.select({ n: offers.reserved }).from(offers).orderBy(offers.position)).map((o) => o.n);

test("the desk finds an order by its number, with what is wanted and where and without its home", async () => {
  const seen = await found();
  expect(seen).toEqual({
    orderId: order.id,
    number: (await row()).number,
    deliveryDayMs: expect.any(Number),
    place: { "zh-CN": "火炬社区", en: "Huoju Community" },
    gridNumber: 1,
    totalFen: order.totalFen,
    lines: [
      { letter: "A", name: { "zh-CN": "蔬菜包", en: "Vegetables" }, wanted: 2 },
      { letter: "H", name: { "zh-CN": "清真包", en: "Halal" }, wanted: 1 },
    ],
    stands: "cancellable",
  });
  await expect(findOrder(desk(), { cycleId: city.cycleId, number: 999_999 })).rejects.toMatchObject({
    code: "not_found",
    detail: { kind: "no_such_order" },
  });
});

test("the desk cancels after the cut-off and before the lock, with a reason that the home is told and reads", async () => {
  const me = await livesIn(city, order.home);
  await city.cutOffIn(-3 * 3600, "closing");
  await expect(cancelOrder(desk(), { orderId: order.id })).rejects.toMatchObject({
    detail: { kind: "guard_failed", guard: "reason_given" },
  });
  expect(await reserved()).toEqual([2, 0, 1]);
  await cancelOrder(desk(), { orderId: order.id, reason: "这一批的豆腐召回" });
  expect([(await row()).state, await reserved()]).toEqual(["cancelled", [0, 0, 0]]);
  expect((await found()).stands).toBe("cancelled");

  expect(await getResidentOrder(me, order.id)).toMatchObject({ state: "cancelled", cancelReason: "这一批的豆腐召回" });
  await tellHomes(city.ctxFor("SYS"));
  await tellHomes(city.ctxFor("SYS"));
  expect((await listNotices(me)).notices.map((n) => [n.kind, n.orderId])).toEqual([["order.cancelled", order.id]]);
  const [event] = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "order.cancel"));
  expect(event).toMatchObject({ role: "DESK", actor: city.places[0].clerk, reason: "这一批的豆腐召回" });
  await expect(cancelOrder(desk(), { orderId: order.id, reason: "again" })).rejects.toMatchObject({
    detail: { kind: "not_from_here", from: "cancelled" },
  });
});

test("a home that takes its own order back is not told so", async () => {
  const me = await livesIn(city, order.home);
  await cancelOrder(me, { orderId: order.id });
  await tellHomes(city.ctxFor("SYS"));
  expect((await listNotices(me)).notices).toEqual([]);
  expect(await getResidentOrder(me, order.id)).toMatchObject({ state: "cancelled", cancelReason: null });
});

test("a locked order is found as such and stays as it is", async () => {
  await freezeAll(city);
  expect((await found()).stands).toBe("locked");
  await expect(cancelOrder(desk(), { orderId: order.id, reason: "x" })).rejects.toMatchObject({
    detail: { kind: "not_from_here", from: "locked" },
  });
  expect([(await row()).state, await reserved()]).toEqual(["locked", [2, 0, 1]]);
});
