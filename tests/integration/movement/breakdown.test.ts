import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bags, batches, stops, trips, vehicles, vehicleTypes } from "../../../src/db/schema/index.ts";
import type { BatchId, TripId } from "../../../src/domain/kernel/ids.ts";
import { countBack } from "../../../src/server/usecases/movement/count-back.ts";
import { actAtStop } from "../../../src/server/usecases/movement/drive-trip.ts";
import { disinfectTrips, returnTrip } from "../../../src/server/usecases/movement/end-trip.ts";
import { clearTrips, startLoading } from "../../../src/server/usecases/movement/load-trip.ts";
import { breakDown, goOn, transferTrip } from "../../../src/server/usecases/movement/relieve-trip.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { setZones } from "../../../src/server/usecases/zones/set-zones.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { getManifest } from "../../../src/server/views/store/get-manifest.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, handOverAt, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
let fleet: Awaited<ReturnType<typeof someBuses>>;
let batchIds: BatchId[];
beforeEach(async () => {
  city = await aCity();
  store = await aStore(city, { A: 10 });
  fleet = await someBuses(city, 3);
  await anOrder(city, home(0), { lines: { A: 2 } });
  await anOrder(city, home(1), { lines: { A: 1 } });
  await freezeAll(city);
  await allocate(city);
  const rows = await city.owner.db.select().from(batches);
  batchIds = rows.toSorted((a) => (a.communityId === city.places[0].id ? -1 : 1)).map((b) => b.id);
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds });
});
afterEach(() => city.close());

const home = (place: 0 | 1) => city.places[place].grids[0].homes[0]!;
const dispatch = () => city.ctxFor("DIS");
const driver = (n: number) => city.ctxFor("DRV", { userId: fleet.drivers[n]! });
const bus = (n: number) => ({ depotId: fleet.depotId, driver: fleet.drivers[n]! });
const stopsOf = (tripId: TripId) =>
  city.owner.db.select().from(stops).where(eq(stops.tripId, tripId)).orderBy(stops.sequence);
const tripState = async (id: TripId) => (await city.owner.db.select().from(trips).where(eq(trips.id, id)))[0]?.state;
const rescuesOf = async (tripId: TripId) =>
  (await getPublish(dispatch(), city.cycleId, "road")).rows.find((r) => r.id === tripId)!.rescues;
const fit = { sealNumber: "Q-9", disinfected: true, driverWell: true } as const;

test("a breakdown is told to every gate and home that waits, and taken back while nobody has acted on it", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  city.announced.length = 0;
  await breakDown(driver(0), { tripId });
  const waiting = [
    `trip:${tripId}`,
    ...[0, 1].flatMap((p) => [`home:${home(p as 0 | 1).id}`, `grid:${city.places[p as 0 | 1].grids[0].id}`]),
  ];
  expect(city.announced).toEqual(expect.arrayContaining(waiting));
  await expect(breakDown(driver(0), { tripId })).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await expect(goOn(driver(1), { tripId })).rejects.toMatchObject({ code: "not_found" });
  city.announced.length = 0;
  await goOn(driver(0), { tripId });
  expect(await tripState(tripId)).toBe("running");
  expect(city.announced).toEqual(expect.arrayContaining(waiting));
  await expect(goOn(driver(0), { tripId })).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  const [first, second] = await stopsOf(tripId);
  await handOverAt(city, tripId, first!.id, city.places[0].grids[0], 2, fleet.drivers[0]!);
  await handOverAt(city, tripId, second!.id, city.places[1].grids[0], 1, fleet.drivers[0]!);
  await returnTrip(driver(0), { tripId });
  await expectAllAddsUp(city);
});

test("a stop that dispatch took off before does not stand in the way of going on; one taken off since does", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [first, second] = await stopsOf(tripId);
  await actAtStop(dispatch(), { stopId: first!.id, act: "skip", reason: "路封了" });
  city.clock.pass(60);
  await breakDown(dispatch(), { tripId });
  await goOn(dispatch(), { tripId });
  city.clock.pass(60);
  await breakDown(driver(0), { tripId });
  city.clock.pass(60);
  await actAtStop(dispatch(), { stopId: second!.id, act: "skip", reason: "换车送" });
  await expect(goOn(driver(0), { tripId })).rejects.toMatchObject({
    detail: { guard: "nobody_acted", stopsTakenOff: 1 },
  });
});

test("once another bus has taken over, the old one does not go on", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  await breakDown(driver(0), { tripId });
  const [best] = await rescuesOf(tripId);
  await transferTrip(dispatch(), { tripId, vehicleId: best!.vehicleId, ...fit });
  await expect(goOn(driver(0), { tripId })).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await expectAllAddsUp(city);
});

test("a bus that is stuck at a gate where nobody counts is skipped there by dispatch, and then relieved with all its bags", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [first] = await stopsOf(tripId);
  await actAtStop(driver(0), { stopId: first!.id, act: "arrive" });
  await actAtStop(driver(0), { stopId: first!.id, act: "unload" });
  await breakDown(driver(0), { tripId });
  const [best] = await rescuesOf(tripId);
  const wish = { tripId, vehicleId: best!.vehicleId, ...fit };
  await expect(transferTrip(dispatch(), wish)).rejects.toMatchObject({ detail: { kind: "stop_in_hand", sequence: 1 } });
  await actAtStop(dispatch(), { stopId: first!.id, act: "skip", reason: "没人来接，换车再送" });
  expect((await transferTrip(dispatch(), wish)).bags).toBe(3);
  await expectAllAddsUp(city);
});

test("rescues are ranked by what they can carry and how near they are; those that cannot come say why", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const { db } = city.owner;
  const [type] = await db.select().from(vehicleTypes);
  await db.insert(vehicleTypes).values({ ...type!, code: "tiny", maxBags: 2 });
  const [near] = (await someBuses(city, 1)).vehicles;
  await db.update(vehicles).set({ typeCode: "tiny" }).where(eq(vehicles.id, near!));
  await breakDown(driver(0), { tripId });
  const rescues = await rescuesOf(tripId);
  expect(rescues.map((b) => b.name)).toEqual(["城东 02", "城东 03", "城东 04"]);
  expect(rescues[2]?.wrong).toEqual({ kind: "over_bags", value: 3, limit: 2 });
  expect(rescues.every((b) => b.seconds >= 0)).toBe(true);
});

test("a bus that is out, or back and not disinfected, is neither offered to relieve one nor cleared nor loaded again", async () => {
  const tripId = await aTrip(city, store, [batchIds[0]!], bus(0), "running");
  const again = await aTrip(city, store, [batchIds[1]!], bus(0), "published");
  const tick = { tripIds: [again], disinfected: true as const, driverWell: true as const };
  const keeper = city.ctxFor("DEP");
  await expect(clearTrips(keeper, tick)).rejects.toMatchObject({ detail: { guard: "bus_is_in", outOnTrip: 1 } });
  // Cleared in the morning with the first trip, its tick is no word for what the bus has been through since.
  await city.pastTheGate.db.update(trips).set({ state: "ready" }).where(eq(trips.id, again));
  await expect(startLoading(store.manager, { tripId: again })).rejects.toMatchObject({
    detail: { guard: "bus_is_in" },
  });
  await city.pastTheGate.db.update(trips).set({ state: "published" }).where(eq(trips.id, again));
  const [first] = await stopsOf(tripId);
  await handOverAt(city, tripId, first!.id, city.places[0].grids[0], 2, fleet.drivers[0]!);
  await returnTrip(driver(0), { tripId });
  await expect(clearTrips(keeper, tick)).rejects.toMatchObject({ detail: { guard: "bus_is_in" } });
  const other = await aTrip(city, store, [batchIds[1]!], bus(1), "published");
  await city.pastTheGate.db.update(trips).set({ state: "broken_down" }).where(eq(trips.id, other));
  expect((await rescuesOf(other)).map((b) => b.name)).toEqual(["城东 03"]);
  await disinfectTrips(keeper, { tripIds: [tripId] });
  expect(await clearTrips(keeper, tick)).toEqual({ ready: 1 });
  await startLoading(store.manager, { tripId: again });
});

test("a bus whose way leads on after a lockdown gate is told by name why another cannot take it over", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  await setZones(city.ctxFor("DESK"), {
    areas: [{ communityId: city.places[0].id }],
    level: "lockdown",
    from: city.clock.now(),
    orderNumber: "令 1",
  });
  await breakDown(driver(0), { tripId });
  const rescues = await rescuesOf(tripId);
  expect(new Set(rescues.map((b) => b.wrong?.kind))).toEqual(new Set(["zone_order"]));
});

test("a manifest shows what is planned before the bags have their bus, never zeros", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "published");
  await city.owner.db.update(bags).set({ stopId: null });
  const before = await getManifest(store.manager, tripId);
  expect(before).toMatchObject({ bags: 3, loaded: false });
  expect(before.stops.map((s) => [s.bags, s.grids.map((g) => [g.number, g.byLetter])])).toEqual([
    [2, [[1, { A: 2 }]]],
    [1, [[1, { A: 1 }]]],
  ]);
});

test("of a batch that rides in parts a manifest knows the number before it knows the bags", async () => {
  const [one] = batchIds;
  const tripId = await aTrip(city, store, [one!], bus(0), "published", 1);
  await aTrip(city, store, [one!], bus(1), "published", 1);
  await city.owner.db.update(bags).set({ stopId: null });
  const manifest = await getManifest(store.manager, tripId);
  expect(manifest.bags).toBe(1);
  expect(manifest.stops[0]?.grids).toEqual([{ number: null, bags: 1, byLetter: {} }]);
});

test("what a bus has brought home rides again with a spare bus once it is counted, and never before", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [first, second] = await stopsOf(tripId);
  await handOverAt(city, tripId, first!.id, city.places[0].grids[0], 2, fleet.drivers[0]!);
  await actAtStop(dispatch(), { stopId: second!.id, act: "skip", reason: "路封了" });
  await returnTrip(driver(0), { tripId });
  const again = { tripId, vehicleId: fleet.vehicles[1]!, ...fit };
  await expect(transferTrip(dispatch(), again)).rejects.toMatchObject({
    detail: { kind: "not_counted_back", bags: 1 },
  });
  await countBack(dispatch(), { stopId: second!.id, place: "depot", counted: 1 });
  expect((await rescuesOf(tripId)).map((b) => b.vehicleId)).toContain(fleet.vehicles[1]);
  const relief = await transferTrip(dispatch(), again);
  expect(relief.bags).toBe(1);
  expect(await tripState(tripId)).toBe("returned");
  await expect(transferTrip(dispatch(), { ...again, vehicleId: fleet.vehicles[2]! })).rejects.toMatchObject({
    detail: { kind: "nothing_left" },
  });
  await expectAllAddsUp(city);
  const [next] = await stopsOf(relief.tripId);
  await handOverAt(city, relief.tripId, next!.id, city.places[1].grids[0], 1, fleet.drivers[1]!);
  await returnTrip(driver(1), { tripId: relief.tripId });
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [tripId, relief.tripId] })).toEqual({ closed: 2 });
  await expectAllAddsUp(city);
});

test("a broken bus whose stops are all done offers no rescue and is noted as home", async () => {
  const tripId = await aTrip(city, store, batchIds, bus(0), "running");
  const [first, second] = await stopsOf(tripId);
  await handOverAt(city, tripId, first!.id, city.places[0].grids[0], 2, fleet.drivers[0]!);
  await handOverAt(city, tripId, second!.id, city.places[1].grids[0], 1, fleet.drivers[0]!);
  await breakDown(driver(0), { tripId });
  expect(await rescuesOf(tripId)).toEqual([]);
  await returnTrip(dispatch(), { tripId });
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [tripId] })).toEqual({ closed: 1 });
  await expectAllAddsUp(city);
});
