import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bags, batches, custodyEvents, stops, trips, vehicles } from "../../../src/db/schema/index.ts";
import type { BatchId, StopId, TripId } from "../../../src/domain/kernel/ids.ts";
import { divertTrip, resumeTrip } from "../../../src/server/usecases/movement/divert-trip.ts";
import { actAtStop } from "../../../src/server/usecases/movement/drive-trip.ts";
import { disinfectTrips, returnTrip } from "../../../src/server/usecases/movement/end-trip.ts";
import { loadBags, sealTrip } from "../../../src/server/usecases/movement/load-trip.ts";
import { offloadBatch } from "../../../src/server/usecases/movement/offload-batch.ts";
import { rePlanStop } from "../../../src/server/usecases/movement/re-plan-stop.ts";
import { breakDown, transferTrip } from "../../../src/server/usecases/movement/relieve-trip.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { setZones } from "../../../src/server/usecases/zones/set-zones.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, handOverAt, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
let fleet: Awaited<ReturnType<typeof someBuses>>;
let batchIds: BatchId[];
const dispatch = () => city.ctxFor("DIS");
const driver = (n: number) => city.ctxFor("DRV", { userId: fleet.drivers[n]! });
const bus = (n: number) => ({ depotId: fleet.depotId, driver: fleet.drivers[n]! });
const stopsOf = (tripId: TripId) =>
  city.owner.db.select().from(stops).where(eq(stops.tripId, tripId)).orderBy(stops.sequence);
const tripState = async (id: TripId) => (await city.owner.db.select().from(trips).where(eq(trips.id, id)))[0]?.state;

beforeEach(async () => {
  city = await aCity();
  store = await aStore(city, { A: 10 });
  fleet = await someBuses(city, 3);
  await anOrder(city, city.places[0].grids[0].homes[0]!, { lines: { A: 2 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 1 } });
  await freezeAll(city);
  await allocate(city);
  const rows = await city.owner.db.select().from(batches);
  batchIds = rows.toSorted((a) => (a.communityId === city.places[0].id ? -1 : 1)).map((b) => b.id);
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds });
});
afterEach(() => city.close());

const handOver = (tripId: TripId, stopId: StopId, place: 0 | 1, n: number, by: number) =>
  handOverAt(city, tripId, stopId, city.places[place].grids[0], n, fleet.drivers[by]!);

test("at a shut gate the driver waits, then skips with a reason; dispatch plans the stop at the end of the same trip", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [first, second] = await stopsOf(tripId);
  await actAtStop(driver(0), { stopId: first!.id, act: "arrive" });
  await expect(actAtStop(driver(0), { stopId: first!.id, act: "skip", reason: "x" })).rejects.toMatchObject({
    detail: { kind: "not_your_act" },
  });
  await expect(actAtStop(driver(0), { stopId: first!.id, act: "wait" })).rejects.toMatchObject({
    detail: { guard: "gate_closed" },
  });
  await actAtStop(driver(0), { stopId: first!.id, act: "wait", reason: "门锁着" });
  await actAtStop(driver(0), { stopId: first!.id, act: "skip", reason: "没人开门" });
  expect((await stopsOf(tripId)).map((s) => s.state)).toEqual(["skipped", "approaching"]);
  const view = await getPublish(dispatch(), city.cycleId, "road");
  expect(view.rows[0]?.stops[0]?.left).toEqual({ bags: 2, riding: true, countedAt: null });
  const planned = await rePlanStop(dispatch(), { stopId: first!.id, tripId });
  expect((await stopsOf(tripId)).map((s) => [s.state, s.carriedOnBy])).toEqual([
    ["re_planned", planned.stopId],
    ["approaching", null],
    ["planned", null],
  ]);
  await handOver(tripId, second!.id, 1, 1, 0);
  await handOver(tripId, planned.stopId, 0, 2, 0);
  await expectAllAddsUp(city);
  await returnTrip(driver(0), { tripId });
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [tripId] })).toEqual({ closed: 1 });
  expect((await city.owner.db.select().from(batches)).every((b) => b.state === "delivered")).toBe(true);
});

test("a spare bus takes over a broken one: stops move over, every bag changes bus with its custody, both trips end even", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [first] = await stopsOf(tripId);
  await handOver(tripId, first!.id, 0, 2, 0);
  await breakDown(driver(0), { tripId });
  expect(await tripState(tripId)).toBe("broken_down");
  const view = await getPublish(dispatch(), city.cycleId, "road");
  const { rescues } = view.rows.find((r) => r.id === tripId)!;
  expect(rescues.map((b) => [b.name, b.wrong])).toEqual([
    ["城东 02", null],
    ["城东 03", null],
  ]);
  const { vehicleId } = rescues[0]!;
  const wish = { tripId, vehicleId, sealNumber: "Q-9", disinfected: true, driverWell: true } as const;
  const relief = await transferTrip(dispatch(), wish);
  expect(relief.bags).toBe(1);
  expect([await tripState(tripId), await tripState(relief.tripId)]).toEqual(["transferred", "running"]);
  expect((await stopsOf(tripId)).map((s) => s.state)).toEqual(["handed_over", "re_planned"]);
  const [last] = await stopsOf(relief.tripId);
  expect(last?.state).toBe("approaching");
  const moved = await city.owner.db.select().from(custodyEvents).where(eq(custodyEvents.act, "change_bus"));
  expect(moved.map((e) => [e.from, e.to, e.proof])).toEqual([
    ["in_transit", "in_transit", { fromTrip: tripId, toTrip: relief.tripId }],
  ]);
  await expectAllAddsUp(city);
  await expect(transferTrip(dispatch(), wish)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await handOver(relief.tripId, last!.id, 1, 1, 1);
  await returnTrip(driver(1), { tripId: relief.tripId });
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [relief.tripId] })).toEqual({ closed: 1 });
  await expectAllAddsUp(city);
});

test("a bus that broke down with a gate open is unloaded there first; a bus that is on the road is no spare", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [first] = await stopsOf(tripId);
  await actAtStop(driver(0), { stopId: first!.id, act: "arrive" });
  await breakDown(dispatch(), { tripId });
  const all = await city.owner.db.select().from(vehicles).orderBy(vehicles.name);
  const wish = { tripId, sealNumber: "Q-9", disinfected: true, driverWell: true } as const;
  await expect(transferTrip(dispatch(), { ...wish, vehicleId: all[1]!.id })).rejects.toMatchObject({
    detail: { kind: "stop_in_hand", sequence: 1 },
  });
  await handOver(tripId, first!.id, 0, 2, 0);
  await expect(transferTrip(dispatch(), { ...wish, vehicleId: all[0]!.id })).rejects.toMatchObject({
    detail: { kind: "not_spare" },
  });
  expect((await transferTrip(dispatch(), { ...wish, vehicleId: all[1]!.id })).bags).toBe(1);
  await expectAllAddsUp(city);
});

test("of two transfers of one broken bus at once, exactly one takes custody", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  await breakDown(driver(0), { tripId });
  const all = await city.owner.db.select().from(vehicles).orderBy(vehicles.name);
  const both = await Promise.allSettled(
    [1, 2].map((n) =>
      transferTrip(dispatch(), {
        tripId,
        vehicleId: all[n]!.id,
        sealNumber: "Q-9",
        disinfected: true,
        driverWell: true,
      }),
    ),
  );
  expect(both.map((b) => b.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expectAllAddsUp(city);
});

test("a stop that was skipped on one bus is taken over by another on the road, but never after a stricter zone", async () => {
  const one = await aTrip(city, store, [batchIds[0]!], bus(0), "running");
  const two = await aTrip(city, store, [batchIds[1]!], bus(1), "running");
  const [stop] = await stopsOf(one);
  await actAtStop(dispatch(), { stopId: stop!.id, act: "skip", reason: "路封了" });
  await setZones(city.ctxFor("DESK"), {
    areas: [{ communityId: city.places[1].id }],
    level: "lockdown",
    from: city.clock.now(),
    orderNumber: "令 1",
  });
  await expect(rePlanStop(dispatch(), { stopId: stop!.id, tripId: two })).rejects.toMatchObject({
    detail: { kind: "not_fit", finding: "zone_order" },
  });
  expect((await stopsOf(two)).length).toBe(1);
  await city.pastTheGate.db.update(trips).set({ state: "sealed" }).where(eq(trips.id, two));
  await expect(rePlanStop(dispatch(), { stopId: stop!.id, tripId: two })).rejects.toMatchObject({
    detail: { kind: "not_on_the_road" },
  });
  await expectAllAddsUp(city);
});

test("an offloaded batch rides on another bus of its store that is being loaded", async () => {
  const full = await aTrip(city, store, [batchIds[0]!], bus(0), "sealed");
  await offloadBatch(store.manager, { tripId: full, batchId: batchIds[0]!, sealNumber: "Q-1b", reason: "车小" });
  const other = await aTrip(city, store, [batchIds[1]!], bus(1), "loading");
  const [stop] = await stopsOf(full);
  const planned = await rePlanStop(dispatch(), { stopId: stop!.id, tripId: other });
  expect(planned.bags).toBe(2);
  await loadBags(store.manager, { tripId: other, bagNumbers: "all" });
  await sealTrip(store.manager, { tripId: other, sealNumber: "Q-2" });
  expect((await city.owner.db.select().from(batches)).map((b) => b.state)).toEqual(["loaded", "loaded"]);
  const riding = await city.owner.db.select().from(bags).where(eq(bags.stopId, planned.stopId));
  expect(riding.map((b) => b.state)).toEqual(["loaded", "loaded"]);
  await expectAllAddsUp(city);
});

test("a diverted bus drives its stops in the new order once the driver has taken it", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [, second] = await stopsOf(tripId);
  const [third] = await city.owner.db
    .insert(stops)
    .values({ ...second!, id: randomUUID() as StopId, sequence: 3 })
    .returning();
  await expect(divertTrip(dispatch(), { tripId, stopIds: [third!.id], reason: "桥断了" })).rejects.toMatchObject({
    detail: { guard: "new_stop_list" },
  });
  await divertTrip(dispatch(), { tripId, stopIds: [third!.id, second!.id], reason: "桥断了" });
  expect(await tripState(tripId)).toBe("diverted");
  await resumeTrip(driver(0), { tripId });
  expect((await stopsOf(tripId)).map((s) => s.id)).toEqual([expect.any(String), third!.id, second!.id]);
  expect(await tripState(tripId)).toBe("running");
  await expectAllAddsUp(city);
});
