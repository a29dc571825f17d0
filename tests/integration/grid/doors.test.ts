import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DoorEvent } from "../../../src/contract/grid-doors.ts";
import { auditEvents, bags, custodyEvents, householdOrders, orderLines, photos } from "../../../src/db/schema/index.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { recordDoors } from "../../../src/server/usecases/bags/record-doors.ts";
import { getHouseholdSheet } from "../../../src/server/views/grid/get-household-sheet.ts";
import { aPhoto } from "../../support/a-photo.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { aBusAtTheGate, anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let orders: TestOrder[];
beforeAll(async () => {
  city = await aCity();
  const [grid] = city.places[0].grids;
  orders = [];
  for (const home of grid.homes.slice(0, 9))
    orders.push(await anOrder(city, home, { state: "confirmed", lines: { A: 2 } }));
  const bus = await aBusAtTheGate(city, grid, orders);
  await countSome(city.workerOf(grid), bus.handoverId, 18);
});
afterAll(() => city.close());

const worker = () => city.workerOf(city.places[0].grids[0]);
const event = (order: TestOrder, more: Partial<DoorEvent>): DoorEvent => ({
  id: randomUUID(),
  orderId: order.id,
  act: "delivered",
  ...more,
});
const stateOf = async (order: TestOrder) =>
  (await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id)))[0]?.state;
const bagsOf = (order: TestOrder) =>
  city.owner.db.select().from(bags).where(eq(bags.orderId, order.id)).orderBy(bags.number);
const lineOf = async (order: TestOrder) =>
  (await city.owner.db.select().from(orderLines).where(eq(orderLines.orderId, order.id)))[0];

test("a door event that is sent three times, twice of them at once, happens once", async () => {
  const one = event(orders[0]!, {});
  const twice = await Promise.all([recordDoors(worker(), { events: [one] }), recordDoors(worker(), { events: [one] })]);
  const third = await recordDoors(worker(), { events: [one] });
  for (const { outcomes } of [...twice, third])
    expect(outcomes).toEqual([{ id: one.id, status: "done", orderState: "delivered" }]);
  expect((await lineOf(orders[0]!))?.delivered).toBe(2);
  const chain = await city.owner.db
    .select()
    .from(custodyEvents)
    .where(sql`act = 'deliver' AND bag_id IN (SELECT id FROM bags WHERE order_id = ${orders[0]!.id})`);
  expect(chain).toHaveLength(2);
});

test("an event's id that comes again with another content is flagged, on record, and changes nothing", async () => {
  const [one, other] = [event(orders[8]!, { deviceAt: city.clock.now() }), orders[7]!];
  await recordDoors(worker(), { events: [one] });
  // The fields in another order are the same content.
  const turned = Object.fromEntries(Object.entries(one).toReversed()) as DoorEvent;
  const said = { status: "conflict", reason: "other_content", orderState: null };
  const answer = await recordDoors(worker(), {
    events: [turned, { ...one, act: "returned", reason: "不要了" }, { ...one, orderId: other.id }],
  });
  const done = { id: one.id, status: "done", orderState: "delivered" };
  expect(answer.outcomes).toEqual([done, { id: one.id, ...said }, { id: one.id, ...said }]);
  expect([await stateOf(orders[8]!), await stateOf(other)]).toEqual(["delivered", "at_gate"]);
  const twice = event(other, { act: "absent", place: "door", holdUntil: plusSeconds(city.clock.now(), 3600) });
  const { outcomes } = await recordDoors(worker(), { events: [twice, { ...twice, place: "grid" }] });
  expect(outcomes).toEqual([
    { id: twice.id, status: "done", orderState: "held" },
    { id: twice.id, ...said },
  ]);
  const flagged = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "order.door_again"));
  expect(flagged.map((e) => e.subjectId)).toEqual([orders[8]!.id, other.id, other.id]);
});

test("of two workers' taps at one door at once, one delivers and the other is flagged", async () => {
  const [a, b] = [event(orders[1]!, {}), event(orders[1]!, {})];
  const both = await Promise.all([recordDoors(worker(), { events: [a] }), recordDoors(worker(), { events: [b] })]);
  expect(both.flatMap((x) => x.outcomes.map((o) => o.status)).sort()).toEqual(["conflict", "done"]);
  expect((await lineOf(orders[1]!))?.delivered).toBe(2);
});

test("absent: held in the worker's custody, knocked at again, then delivered", async () => {
  const order = orders[2]!;
  const first = await recordDoors(worker(), {
    events: [event(order, { act: "absent", place: "gate", holdUntil: plusSeconds(city.clock.now(), 7200) })],
  });
  expect(first.outcomes[0]).toMatchObject({ status: "done", orderState: "held" });
  expect((await bagsOf(order)).map((b) => [b.state, b.place])).toEqual([
    ["with_grid", "gate"],
    ["with_grid", "gate"],
  ]);
  const again = await recordDoors(worker(), {
    events: [
      event(order, { act: "absent", place: "grid", holdUntil: plusSeconds(city.clock.now(), 7200) }),
      event(order, {}),
    ],
  });
  expect(again.outcomes).toMatchObject([{ orderState: "held" }, { orderState: "delivered" }]);
});

test("a neighbour's name is the proof of the delivery", async () => {
  const order = orders[3]!;
  await recordDoors(worker(), { events: [event(order, { act: "neighbour", neighbourDoor: "1-1-104" })] });
  const [last] = await city.owner.db
    .select()
    .from(custodyEvents)
    .where(sql`act = 'deliver' AND bag_id IN (SELECT id FROM bags WHERE order_id = ${order.id})`);
  expect(last?.proof).toMatchObject({ neighbour: "1-1-104" });
  expect(await stateOf(order)).toBe("delivered");
});

test("one bag of two is delivered in part, the rest follows", async () => {
  const order = orders[4]!;
  const [one, two] = await bagsOf(order);
  const { outcomes } = await recordDoors(worker(), {
    events: [event(order, { bagIds: [one!.id] }), event(order, { bagIds: [two!.id] })],
  });
  expect(outcomes).toMatchObject([{ orderState: "partly_delivered" }, { orderState: "delivered" }]);
});

test("a damaged bag and a sent-back one leave the order's numbers in balance", async () => {
  const order = orders[5]!;
  const [one] = await bagsOf(order);
  const { outcomes } = await recordDoors(worker(), {
    events: [
      event(order, { act: "damaged", bagIds: [one!.id], reason: "wet" }),
      event(order, { act: "returned", reason: "refused" }),
    ],
  });
  expect(outcomes).toMatchObject([{ orderState: "at_gate" }, { orderState: "returned" }]);
  expect(await lineOf(order)).toMatchObject({ packed: 2, delivered: 0, damaged: 1, returned: 1 });
});

test("what cannot be is flagged and loses none of the others", async () => {
  const [, other] = city.places[0].grids;
  const elsewhere = await anOrder(city, other.homes[0]!);
  const neverPlaced = event(orders[6]!, { orderId: elsewhere.id });
  const { outcomes } = await recordDoors(worker(), {
    events: [
      neverPlaced,
      event(orders[0]!, {}),
      event(orders[6]!, { act: "absent" }),
      event(orders[6]!, { bagIds: [(await bagsOf(orders[7]!))[0]!.id] }),
      event(orders[6]!, {}),
    ],
  });
  expect(outcomes.map((o) => (o.status === "conflict" ? o.reason : o.status))).toEqual([
    "unknown_order",
    "nothing_in_hand",
    "not_from_here",
    "wrong_bag",
    "done",
  ]);
  const again = await recordDoors(worker(), { events: [neverPlaced] });
  expect(again.outcomes[0]).toEqual(outcomes[0]);
});

const moneyOf = async (order: TestOrder) =>
  (await getHouseholdSheet(worker(), order.home.id)).orders.find((o) => o.orderId === order.id)?.money;

test("cash taken with the bags is booked in the same step, once, also when the event is sent again", async () => {
  const order = orders[7]!;
  const delivered = event(order, { cashFen: order.totalFen });
  const { outcomes } = await recordDoors(worker(), { events: [delivered] });
  expect(outcomes[0]).toMatchObject({ status: "done", orderState: "delivered" });
  await recordDoors(worker(), { events: [delivered] });
  expect(await moneyOf(order)).toMatchObject({ says: "paid", receivedFen: order.totalFen, backFen: 0 });
});

test("cash that differs is booked as it was given; with bags that are gone only what is due still is, and the worker reads so", async () => {
  const order = orders[8]!;
  await recordDoors(worker(), { events: [event(order, { cashFen: 3000, cashWords: "只有三十" })] });
  expect(await moneyOf(order)).toMatchObject({ says: "to_pay", dueFen: order.totalFen - 3000 });
  const [rest, again] = [7000, 7000].map((cashFen) => event(order, { cashFen }));
  const { outcomes } = await recordDoors(worker(), { events: [rest!, again!] });
  expect(outcomes).toMatchObject([
    { status: "conflict", reason: "nothing_in_hand", cashBooked: true },
    { status: "conflict", reason: "nothing_in_hand", cashBooked: false },
  ]);
  expect(await moneyOf(order)).toMatchObject({ says: "paid", receivedFen: order.totalFen });
});

test("a photo is kept once with its door, and what is none is told and stops nothing else", async () => {
  const home = city.places[0].grids[0].homes[9]!;
  const order = await anOrder(city, home, { state: "confirmed", lines: { A: 1 } });
  const bus = await aBusAtTheGate(city, city.places[0].grids[0], [order]);
  await countSome(worker(), bus.handoverId, 1);
  const no = event(order, { photo: { ...aPhoto, base64: "bm9uZQ==" } });
  const yes = event(order, { photo: aPhoto });
  const first = await recordDoors(worker(), { events: [no, yes] });
  expect(first.outcomes).toMatchObject([{ reason: "bad_photo" }, { status: "done" }]);
  expect(await recordDoors(worker(), { events: [no, yes] })).toMatchObject({ outcomes: first.outcomes });
  const kept = await city.owner.db.select().from(photos).where(eq(photos.subjectId, order.id));
  expect(kept.map((p) => [p.subject, p.householdId, p.mediaType])).toEqual([["door", home.id, "image/jpeg"]]);
  const seen = async (by: ReturnType<typeof worker>) =>
    (await getHouseholdSheet(by, home.id)).orders.find((o) => o.orderId === order.id)?.doorPhotos;
  expect(await seen(worker())).toEqual(kept.map((p) => ({ id: p.id, atMs: p.at })));
  await expect(seen(city.workerOf(city.places[0].grids[1]!))).rejects.toMatchObject({ code: "not_found" });
});
