import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DoorEvent } from "../../../src/contract/grid-doors.ts";
import {
  bags,
  batches,
  custodyEvents,
  cycles,
  handovers,
  householdOrders,
  orderLines,
  stops,
  trips,
} from "../../../src/db/schema/index.ts";
import type { UserId } from "../../../src/domain/kernel/ids.ts";
import { plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { findBag } from "../../../src/server/usecases/bags/find-bag.ts";
import { reassignBag } from "../../../src/server/usecases/bags/reassign-bag.ts";
import { recordDoors } from "../../../src/server/usecases/bags/record-doors.ts";
import { sayFound } from "../../../src/server/usecases/bags/say-found.ts";
import { ruleHandover } from "../../../src/server/usecases/movement/rule-handover.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { getDriverDay } from "../../../src/server/views/driver/get-driver-day.ts";
import { getDoorWalk } from "../../../src/server/views/grid/get-door-walk.ts";
import { aPhoto } from "../../support/a-photo.ts";
import {
  allocate,
  aStore,
  aTrip,
  expectAllAddsUp,
  freezeAll,
  handOverAt,
  owedByOrder,
  someBuses,
} from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let full: TestOrder;
let short: TestOrder;
const grid = () => city.places[0].grids[0];
const worker = () => city.workerOf(grid());
const orderOf = async (o: TestOrder) =>
  (await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, o.id)))[0]!;
const lineOf = async (o: TestOrder) =>
  (await city.owner.db.select().from(orderLines).where(eq(orderLines.orderId, o.id)))[0]!;
const bagsOf = (o: TestOrder) => city.owner.db.select().from(bags).where(eq(bags.orderId, o.id)).orderBy(bags.number);
const tap = (o: TestOrder, more: Partial<DoorEvent> = {}) =>
  recordDoors(worker(), { events: [{ id: randomUUID(), orderId: o.id, act: "delivered", ...more }] });

/** Three bags of A for two homes that wanted two and two: one home has both, or one each and one over; then the bus comes. */
async function carryToTheGate(lost: number): Promise<void> {
  const fleet = await someBuses(city, 1);
  const store = await aStore(city, { A: 3 });
  const all = [
    await anOrder(city, grid().homes[0]!, { lines: { A: 2 } }),
    await anOrder(city, grid().homes[3]!, { lines: { A: 2 } }),
  ];
  await freezeAll(city);
  await allocate(city);
  const lines = await Promise.all(all.map(lineOf));
  [full, short] = lines[0]!.allocated === 2 ? [all[0]!, all[1]!] : [all[1]!, all[0]!];
  const batchIds = (await city.owner.db.select().from(batches)).map((b) => b.id);
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds });
  const tripId = await aTrip(city, store, batchIds, { depotId: fleet.depotId, driver: fleet.drivers[0]! }, "running");
  const [stop] = await city.owner.db.select().from(stops).where(eq(stops.tripId, tripId));
  await handOverAt(city, tripId, stop!.id, grid(), 3 - lost, fleet.drivers[0]!);
  await city.owner.db.update(cycles).set({ deliveryDay: toServiceDay(city.clock.now()) });
  if (lost === 0) return;
  const [open] = await city.owner.db.select().from(handovers);
  await ruleHandover(city.ctxFor("DIS"), {
    handoverId: open!.id,
    agreed: 3 - lost,
    lost,
    backOnBoard: 0,
    reason: "少一袋",
    photo: aPhoto,
  });
}

beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());

test("a bag that one home gives up goes to the home that came short: one less, one more, and the money with it", async () => {
  await carryToTheGate(0);
  const [bag] = await bagsOf(full);
  const walk = await getDoorWalk(worker());
  expect(walk.wanting).toMatchObject([{ orderId: short.id, missing: 1, packageVersionId: city.packages.A }]);
  expect(await owedByOrder(city)).toEqual(
    new Map([
      [full.id, 10_000],
      [short.id, 5000],
    ]),
  );
  await reassignBag(worker(), { bagId: bag!.id, toOrderId: short.id, consentBy: "黄女士" });
  expect([await lineOf(full), await lineOf(short)]).toMatchObject([{ reassignedOut: 1 }, { reassignedIn: 1 }]);
  expect(await owedByOrder(city)).toEqual(
    new Map([
      [full.id, 5000],
      [short.id, 10_000],
    ]),
  );
  const [event] = await city.owner.db
    .select()
    .from(custodyEvents)
    .where(and(eq(custodyEvents.bagId, bag!.id), eq(custodyEvents.act, "reassign")));
  expect(event?.proof).toMatchObject({ fromOrder: full.id, toOrder: short.id, consentBy: "黄女士" });
  await expectAllAddsUp(city);
  await tap(full);
  await tap(short);
  expect([(await orderOf(full)).state, (await orderOf(short)).state]).toEqual(["delivered", "delivered"]);
  expect((await lineOf(short)).delivered).toBe(2);
  await expectAllAddsUp(city);
  await expect(reassignBag(worker(), { bagId: bag!.id, toOrderId: full.id, consentBy: "x" })).rejects.toMatchObject({
    detail: { kind: "not_in_hand" },
  });
});

test("the last bag of a home leaves it returned; nobody gets more than was ordered, and no other grid's worker gives it", async () => {
  await carryToTheGate(0);
  const mine = await bagsOf(full);
  await reassignBag(worker(), { bagId: mine[0]!.id, toOrderId: short.id, consentBy: "x" });
  await expect(
    reassignBag(worker(), { bagId: mine[1]!.id, toOrderId: short.id, consentBy: "x" }),
  ).rejects.toMatchObject({ detail: { kind: "not_short" } });
  await expect(
    reassignBag(city.workerOf(city.places[0].grids[1]), { bagId: mine[1]!.id, toOrderId: short.id, consentBy: "x" }),
  ).rejects.toMatchObject({ code: "not_found" });
  await expectAllAddsUp(city);
});

test("a bag that the list has and the hands do not is missing at its door, once, and taken up again where it was lost", async () => {
  await carryToTheGate(0);
  const [first] = await bagsOf(full);
  const [only] = await bagsOf(short);
  const counted = async () => (await city.owner.db.select().from(handovers))[0];
  const before = await counted();
  city.announced.length = 0;
  const missing = { id: randomUUID(), act: "missing" } as const;
  for (const again of [missing, missing])
    expect((await tap(short, again)).outcomes).toMatchObject([{ status: "done", orderState: "failed" }]);
  expect(city.announced).toEqual(expect.arrayContaining(["desk", `home:${short.home.id}`, `grid:${grid().id}`]));
  await tap(full, { act: "missing", bagIds: [first!.id] });
  await tap(full);
  expect([await orderOf(full), await lineOf(full)]).toMatchObject([
    { state: "partly_delivered" },
    { delivered: 1, lost: 1 },
  ]);
  const walk = await getDoorWalk(worker());
  expect(walk.homes).toEqual([]);
  expect(new Set(walk.lost.map((b) => b.bagId))).toEqual(new Set([first!.id, only!.id]));
  await expectAllAddsUp(city);
  await expect(findBag(worker(), { bagId: only!.id, fitForUse: false })).rejects.toMatchObject({
    detail: { guard: "fit_for_use" },
  });
  await findBag(worker(), { bagId: only!.id, fitForUse: true });
  expect((await orderOf(short)).state).toBe("at_gate");
  expect(await counted(), "it had been counted at the gate").toEqual(before);
  await tap(short);
  expect([await orderOf(short), await lineOf(short)]).toMatchObject([
    { state: "delivered" },
    { delivered: 1, lost: 0 },
  ]);
  await expectAllAddsUp(city);
});

test("of a delivery and a reassignment of the same bag at once, exactly one happens", async () => {
  await carryToTheGate(0);
  const [bag] = await bagsOf(full);
  await Promise.allSettled([
    tap(full, { bagIds: [bag!.id] }),
    reassignBag(worker(), { bagId: bag!.id, toOrderId: short.id, consentBy: "x" }),
  ]);
  const [now] = await city.owner.db.select().from(bags).where(eq(bags.id, bag!.id));
  expect(["delivered", "reassigned"]).toContain(now?.state);
  expect((await lineOf(full)).reassignedOut).toBe(now?.state === "reassigned" ? 1 : 0);
  await expectAllAddsUp(city);
});

test("a lost bag that turns up is taken over with custody from where it was lost, and the handover's counts say so", async () => {
  await carryToTheGate(1);
  const walk = await getDoorWalk(worker());
  expect(walk.lost).toHaveLength(1);
  const [lost] = await city.owner.db.select().from(bags).where(eq(bags.state, "lost"));
  await findBag(worker(), { bagId: lost!.id, fitForUse: true });
  const chain = await city.owner.db.select().from(custodyEvents).where(eq(custodyEvents.bagId, lost!.id));
  expect(chain.slice(-4).map((e) => e.act)).toEqual(["find", "put_back", "arrive", "take_over"]);
  expect((await city.owner.db.select().from(handovers))[0]).toMatchObject({ agreed: 3, lost: 0 });
  await expectAllAddsUp(city);
  await tap(full);
  await tap(short);
  expect([(await orderOf(full)).state, (await orderOf(short)).state]).toEqual(["delivered", "delivered"]);
  await expect(findBag(worker(), { bagId: lost!.id, fitForUse: true })).rejects.toMatchObject({ code: "refused" });
  await expectAllAddsUp(city);
});

test("a lost bag is found by its driver or by dispatch, and is the grid worker's once he has it in hand", async () => {
  await carryToTheGate(1);
  const [lost] = await city.owner.db.select().from(bags).where(eq(bags.state, "lost"));
  const bagId = lost!.id;
  const [trip] = await city.owner.db.select().from(trips);
  const driver = (userId: UserId | null) => city.ctxFor("DRV", { userId });
  await expect(sayFound(driver(grid().worker), { bagId })).rejects.toMatchObject({ code: "not_found" });
  expect((await getDriverDay(driver(trip!.driverId))).trip?.lost).toMatchObject([{ bagId, found: false }]);
  const both = await Promise.allSettled([
    sayFound(driver(trip!.driverId), { bagId }),
    sayFound(city.ctxFor("DIS"), { bagId }),
  ]);
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  await expectAllAddsUp(city);
  expect((await getPublish(city.ctxFor("DIS"), undefined, "road")).lost).toMatchObject([{ bagId, found: true }]);
  expect((await getDoorWalk(worker())).lost).toMatchObject([{ bagId, onTheWay: true }]);
  await findBag(worker(), { bagId, fitForUse: true });
  const chain = await city.owner.db.select().from(custodyEvents).where(eq(custodyEvents.bagId, bagId));
  expect(chain.slice(-4).map((e) => [e.act, e.place])).toEqual([
    ["find", "bus"],
    ["put_back", "gate"],
    ["arrive", "gate"],
    ["take_over", "grid"],
  ]);
  expect((await getDriverDay(driver(trip!.driverId))).trip?.lost).toEqual([]);
  await expect(sayFound(city.ctxFor("DIS"), { bagId })).rejects.toMatchObject({ code: "refused" });
  await expectAllAddsUp(city);
  await tap(full);
  await tap(short);
  await expectAllAddsUp(city);
});

test("bags of an absent home wait until the time that was named, and without one they do not wait", async () => {
  await carryToTheGate(0);
  const without = await tap(full, { act: "absent", place: "gate" });
  expect(without.outcomes).toMatchObject([{ status: "conflict" }]);
  const holdUntil = plusSeconds(city.clock.now(), 7200);
  await tap(full, { act: "absent", place: "gate", holdUntil });
  expect(await orderOf(full)).toMatchObject({ state: "held", holdUntil });
  expect((await getDoorWalk(worker())).homes.find((h) => h.orderId === full.id)).toMatchObject({
    held: "gate",
    holdUntilMs: holdUntil,
  });
});
