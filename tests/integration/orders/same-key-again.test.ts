import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditEvents, householdOrders } from "../../../src/db/schema/index.ts";
import { OrderLanes } from "../../../src/server/ordering/order-lanes.ts";
import { changeOrder } from "../../../src/server/usecases/orders/change-order.ts";
import { placeOrder } from "../../../src/server/usecases/orders/place-order.ts";
import { aCity, type City } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

const homes = () => city.places[0].grids[0].homes;
const line = (wanted: number) => ({ packageVersionId: city.packages.A, wanted, acceptUpTo: wanted });
const wish = (home: number, wanted: number, key: string = randomUUID()) => ({
  key,
  cycleId: city.cycleId,
  householdId: homes()[home]!.id,
  lines: [line(wanted)],
});

test("a key that comes again with another content is a conflict on record, and the first order stands", async () => {
  const me = await livesIn(city, homes()[0]!, homes()[1]!);
  const lanes = new OrderLanes(city.app);
  const first = wish(0, 1);
  const placed = await placeOrder(me, lanes, first);
  expect(await placeOrder(me, lanes, first)).toEqual({ ...placed, replayed: true });
  for (const other of [wish(0, 2, first.key), wish(1, 1, first.key)])
    await expect(placeOrder(me, lanes, other)).rejects.toMatchObject({
      code: "conflict",
      detail: { kind: "key_taken" },
    });
  const orders = await city.owner.db.select().from(householdOrders);
  expect(orders.map((o) => [o.id, o.totalFen])).toEqual([[placed.orderId, 5000]]);
  const flagged = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "order.key_again"));
  expect(flagged.map((e) => [e.subjectId, e.actor])).toEqual(Array(2).fill([placed.orderId, me.actor.userId]));
});

test("of two contents under one key at the same moment, one is an order and the other is told", async () => {
  const me = await livesIn(city, homes()[2]!);
  const [one, two] = [new OrderLanes(city.app), new OrderLanes(city.app)];
  const key = randomUUID();
  for (const lanes of [one, two]) {
    const both = await Promise.allSettled([
      placeOrder(me, one, wish(2, 1, key)),
      placeOrder(me, lanes, wish(2, 2, key)),
    ]);
    expect(both.filter((x) => x.status === "rejected").map((x) => x.reason.detail.kind)).toEqual(["key_taken"]);
  }
});

test("the request of an order that was changed since is still the same request", async () => {
  const me = await livesIn(city, homes()[3]!);
  const lanes = new OrderLanes(city.app);
  const first = wish(3, 1);
  const { orderId } = await placeOrder(me, lanes, first);
  await changeOrder(me, { orderId, revision: 1, lines: [line(2)] });
  expect(await placeOrder(me, lanes, first)).toMatchObject({ orderId, replayed: true });
});
