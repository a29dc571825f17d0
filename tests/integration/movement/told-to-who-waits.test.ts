import { pbkdf2Sync } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditEvents, cycles, handovers, stops, trips, users } from "../../../src/db/schema/index.ts";
import type { UserId } from "../../../src/domain/kernel/ids.ts";
import { plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { CODE_ROUNDS, codeSalt } from "../../../src/domain/movement/handover.ts";
import { breakDown, goOn } from "../../../src/server/usecases/movement/relieve-trip.ts";
import { showNumber } from "../../../src/server/usecases/movement/show-number.ts";
import { getDriverDay } from "../../../src/server/views/driver/get-driver-day.ts";
import { getReceive } from "../../../src/server/views/grid/get-receive.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { aBusAtTheGate, anOrder, type TestBus, type TestOrder } from "../../support/orders-and-bus.ts";

// What driver, grid worker and resident read of one bus: on its way, overdue, standing in the road, and afterwards.

let city: City;
let bus: TestBus;
let order: TestOrder;
beforeEach(async () => {
  city = await aCity();
  order = await anOrder(city, grid().homes[0]!, { state: "confirmed", lines: { A: 2 } });
  bus = await aBusAtTheGate(city, grid(), [order]);
});
afterEach(() => city.close());

const grid = () => city.places[0].grids[0];
const worker = () => city.workerOf(grid());
const driver = () => city.ctxFor("DRV", { userId: bus.driver });
const resident = () => getResidentOrder(city.residentOf(order.home), order.id);
const atGate = async () => (await getReceive(worker(), grid().id)).buses[0]!;
/** The bus is still on its way: it was due ten minutes ago, forty minutes after it left. */
const onTheWay = async () => {
  await city.owner.db.delete(handovers);
  await city.pastTheGate.db
    .update(stops)
    .set({ state: "approaching", arrivedAt: null })
    .where(eq(stops.id, bus.stopId));
};

test("an overdue bus keeps its hour on every screen, however long it takes", async () => {
  await onTheWay();
  const due = plusSeconds(city.clock.now(), -600);
  for (const minutes of [10, 30]) {
    expect(await atGate()).toMatchObject({ dueMs: due, overdueMs: minutes * 60_000, way: "moving" });
    const { trip } = await getDriverDay(driver());
    expect(trip?.list[0]).toMatchObject({ dueMs: due, overdueMs: minutes * 60_000 });
    expect(await resident()).toMatchObject({ gateMs: due, delay: "bus_overdue" });
    city.clock.pass(20 * 60);
  }
});

test("a bus that stands in the road has no hour for anybody, and has it again when it goes on", async () => {
  await onTheWay();
  await breakDown(driver(), { tripId: bus.tripId });
  expect((await atGate()).way).toBe("stands");
  expect(await resident()).toMatchObject({ gateMs: null, doorFromMs: null, doorToMs: null, delay: "bus_stands" });
  expect((await getDriverDay(driver())).trip?.state).toBe("broken_down");
  await goOn(driver(), { tripId: bus.tripId });
  expect((await atGate()).way).toBe("moving");
  expect((await resident()).delay).toBe("bus_overdue");
});

test("a sealed bus that has not left is not on the road", async () => {
  await onTheWay();
  await city.pastTheGate.db.update(trips).set({ state: "sealed", departedAt: null }).where(eq(trips.id, bus.tripId));
  expect((await atGate()).way).toBe("before");
});

test("an order of yesterday that still waits at the gate promises no hour of this morning", async () => {
  await countSome(worker(), bus.handoverId, 2);
  expect((await resident()).doorToMs).not.toBeNull();
  const { db } = city.owner;
  const yesterday = plusDays(toServiceDay(city.clock.now()), -1);
  await db.update(cycles).set({ deliveryDay: yesterday }).where(eq(cycles.id, city.cycleId));
  await db.update(stops).set({ arrivedAt: plusSeconds(city.clock.now(), -86_400) });
  expect(await resident()).toMatchObject({ state: "at_gate", doorFromMs: null, doorToMs: null, delay: "doors_passed" });
});

test("the driver's phone carries a hash of the code that his grid worker sees, and never the code", async () => {
  const { code } = await atGate();
  const { trip } = await getDriverDay(driver());
  const pile = trip!.list[0]!.piles[0]!;
  const salt = codeSalt(bus.stopId, pile.gridNumber);
  expect(pile.codeHash).toBe(pbkdf2Sync(code!, salt, CODE_ROUNDS, 32, "sha256").toString("hex"));
  expect(JSON.stringify(trip)).not.toContain(code!);
  await countSome(worker(), bus.handoverId, 2);
  expect((await atGate()).code, "what is counted needs no code").toBeNull();
});

test("whoever needs a number for a trip under way gets that one, once it is on record, and nobody gets another", async () => {
  const { db } = city.owner;
  const number = (userId: UserId, phoneNumber: string) =>
    db.update(users).set({ phoneNumber }).where(eq(users.id, userId));
  await number(worker().actor.userId!, "13900000001");
  await number(bus.driver, "13900000002");
  const receiver = { tripId: bus.tripId, whom: "receiver", gridId: grid().id } as const;
  expect((await showNumber(driver(), receiver)).phone).toBe("13900000001");
  expect((await showNumber(city.ctxFor("DIS"), receiver)).phone).toBe("13900000001");
  const theDriver = { tripId: bus.tripId, whom: "driver" } as const;
  expect((await showNumber(worker(), theDriver)).phone).toBe("13900000002");
  await city.owner.sql`INSERT INTO duty_phones (user_id, phone) VALUES (${bus.driver}, '0595-22000002')`;
  expect((await showNumber(city.ctxFor("DEP"), theDriver)).phone, "at work he has another number").toBe(
    "0595-22000002",
  );
  const looks = await db.select().from(auditEvents).where(eq(auditEvents.kind, "trip.number_shown"));
  expect(looks.map((e) => [e.role, e.subjectId, e.data])).toEqual([
    ["DRV", bus.tripId, { whom: "receiver", gridId: grid().id }],
    ["DIS", bus.tripId, { whom: "receiver", gridId: grid().id }],
    ["GW", bus.tripId, { whom: "driver" }],
    ["DEP", bus.tripId, { whom: "driver" }],
  ]);
  const none = { detail: { kind: "no_number" } };
  const [, other] = city.places[0].grids;
  const stranger = city.ctxFor("DRV", { userId: crypto.randomUUID() as UserId });
  await expect(showNumber(stranger, receiver)).rejects.toMatchObject(none);
  await expect(showNumber(city.workerOf(city.places[1].grids[0]), theDriver)).rejects.toMatchObject(none);
  await expect(showNumber(worker(), receiver), "grid workers do not look each other up").rejects.toMatchObject(none);
  await expect(showNumber(driver(), { ...receiver, gridId: other.id }), "no number on file").rejects.toMatchObject(
    none,
  );
  await countSome(worker(), bus.handoverId, 2);
  await expect(showNumber(driver(), receiver), "the gate is behind him").rejects.toMatchObject(none);
  expect((await db.select().from(auditEvents).where(eq(auditEvents.kind, "trip.number_shown"))).length).toBe(4);
});
