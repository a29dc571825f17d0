import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PublishRow } from "../../../src/contract/dispatch.ts";
import {
  auditEvents,
  communities,
  cycles,
  driverLicences,
  packageVersions,
  stops,
  trips,
  vehicleTypes,
  zoneVersions,
} from "../../../src/db/schema/index.ts";
import type { CycleId, TripId, UserId, VehicleId } from "../../../src/domain/kernel/ids.ts";
import { plusDays, plusSeconds, secondsIntoServiceDay, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { fixTrip } from "../../../src/server/usecases/movement/fix-trip.ts";
import { acceptPlan, requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { publishTrips } from "../../../src/server/usecases/movement/publish-trips.ts";
import { solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { keepLicence } from "../../../src/server/usecases/staff/keep-licence.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { allocate, aStore, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

/** One planned trip over both places, a second bus that has nothing to do. */
let city: City;
beforeEach(async () => {
  city = await aCity();
  await aStore(city, { A: 20 });
  await someBuses(city, 2);
  for (const place of city.places) await anOrder(city, place.grids[0].homes[0]!, { lines: { A: 2 } });
  await freezeAll(city);
  await allocate(city);
  const { planId } = await requestPlan(dispatch(), { cycleId: city.cycleId, seconds: 1, seed: 1 }, (job) =>
    solvePlan(city.ctxFor("SYS"), job, estimateOnly),
  );
  await acceptPlan(dispatch(), { planId }, async () => {});
});
afterEach(() => city.close());

const dispatch = () => city.ctxFor("DIS");
const db = () => city.owner.db;
async function theTrip(): Promise<PublishRow> {
  const { rows } = await getPublish(dispatch(), city.cycleId);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}
async function takeTheFix(trip: PublishRow): Promise<void> {
  const [{ finding, fix } = { finding: undefined, fix: undefined }] = trip.fixes;
  if (!finding || !fix) throw new Error("nothing was proposed");
  await fixTrip(dispatch(), { tripId: trip.id as TripId, finding, fix: fix as never });
}

test("a trip without a driver takes the idle bus with its own, goes out, and the change is on record", async () => {
  await db().update(trips).set({ driverId: null });
  const held = await theTrip();
  expect(held.findings.map((f) => f.kind)).toEqual(["driver_not_cleared"]);
  expect(held.fixes).toMatchObject([{ finding: "driver_not_cleared", fix: { kind: "other_bus" } }]);
  await takeTheFix(held);
  const free = await theTrip();
  expect([free.findings, free.fixes, free.vehicle]).toEqual([[], [], held.fixes[0]!.bus]);
  expect((await publishTrips(dispatch(), { tripIds: [free.id as TripId] })).published).toBe(1);
  const [event] = await db().select().from(auditEvents).where(eq(auditEvents.kind, "trip.fixed"));
  expect(event?.data).toMatchObject({ finding: "driver_not_cleared" });
});

test("a bus that is out with another trip at that time holds the trip back; the idle bus with its own driver goes", async () => {
  const [trip] = await db().select().from(trips);
  const [round] = await db().select().from(cycles);
  const cycleId = randomUUID() as CycleId;
  await db()
    .insert(cycles)
    .values({ ...round!, id: cycleId, number: 99 });
  const other = { ...trip!, id: randomUUID() as TripId, cycleId, state: "published" as const };
  await db()
    .insert(trips)
    .values({ ...other, dockAt: trip!.backAt, departAt: trip!.backAt, backAt: plusSeconds(trip!.backAt, 3600) });
  const kinds = async () => (await theTrip()).findings.map((f) => f.kind);
  expect(await kinds(), "one after the other").toEqual([]);
  await db()
    .update(trips)
    .set({ dockAt: plusSeconds(trip!.backAt, -60) })
    .where(eq(trips.id, other.id));
  expect(await kinds()).toEqual(["vehicle_taken"]);
  expect((await publishTrips(dispatch(), { tripIds: [trip!.id] })).published).toBe(0);
  await takeTheFix(await theTrip());
  expect(await kinds()).toEqual([]);
  expect((await publishTrips(dispatch(), { tripIds: [trip!.id] })).published).toBe(1);
});

test("a driver whose licence has expired, or is not for the vehicle, holds the trip back; the idle bus with its own goes", async () => {
  const desk = city.ctxFor("DESK");
  const [trip] = await db().select().from(trips);
  const userId = trip!.driverId!;
  const day = toServiceDay(trip!.departAt);
  const kinds = async () => (await theTrip()).findings.map((f) => f.kind);
  expect(await kinds(), "not written down").toEqual([]);
  await keepLicence(desk, { userId, class: "B1", validTo: plusDays(day, -1) });
  expect(await kinds()).toEqual(["licence_expired"]);
  expect((await publishTrips(dispatch(), { tripIds: [trip!.id] })).held).toMatchObject([
    { findings: [{ kind: "licence_expired" }] },
  ]);
  for (const _ of ["once", "sent again"]) await keepLicence(desk, { userId, class: "B1", validTo: day });
  expect(await kinds()).toEqual([]);
  await db().update(vehicleTypes).set({ licenceClass: "A3" });
  const held = await theTrip();
  expect(held.findings.map((f) => f.kind)).toEqual(["licence_not_for_vehicle"]);
  await takeTheFix(held);
  expect(await kinds()).toEqual([]);
  const told = await db().select().from(auditEvents).where(eq(auditEvents.kind, "account.licensed"));
  expect(told.map((e) => [e.subjectId, e.role, e.data])).toEqual([
    [userId, "DESK", { class: "B1", validTo: plusDays(day, -1) }],
    [userId, "DESK", { class: "B1", validTo: day }],
  ]);
  expect(await db().select().from(driverLicences)).toEqual([{ userId, class: "B1", validTo: day }]);
  await expect(keepLicence(dispatch(), { userId, class: "A1", validTo: day })).rejects.toThrow();
  await expect(keepLicence(desk, { userId: randomUUID() as UserId, class: "A1", validTo: day })).rejects.toThrow(
    "not_found",
  );
});

test("a locked gate before a clean one is put last, and the hours are worked out along the new way", async () => {
  const before = await theTrip();
  await db()
    .insert(zoneVersions)
    .values({
      id: randomUUID() as never,
      communityId: before.stops[0]!.placeId as never,
      level: "lockdown",
      state: "effective",
      from: plusSeconds(city.clock.now(), -3600),
      orderNumber: "12",
      setAt: city.clock.now(),
    });
  const held = await theTrip();
  expect(held.findings.map((f) => f.kind)).toEqual(["zone_order"]);
  await takeTheFix(held);
  const after = await theTrip();
  expect(after.findings).toEqual([]);
  expect(after.stops.map((s) => s.placeId)).toEqual(before.stops.map((s) => s.placeId).toReversed());
  // The dock, the gates and the depot lie elsewhere than they did along the old way: no hour is a neighbour's any more.
  const [first, second] = after.stops.map((s) => s.arriveMs) as [number, number];
  expect(first).toBeGreaterThan(before.departMs);
  expect(second).toBeGreaterThan(first);
  expect(after.backMs).toBeGreaterThan(second);
  expect(after.stops.map((s) => s.arriveMs)).not.toEqual(before.stops.map((s) => s.arriveMs));
});

test("a gate that shuts before the bus comes: the whole trip loads sooner, unless the store is not open yet", async () => {
  const before = await theTrip();
  const closes = secondsIntoServiceDay(before.stops[0]!.arriveMs as never) - 100;
  await db()
    .update(communities)
    .set({ gateClosesSeconds: closes })
    .where(eq(communities.id, before.stops[0]!.placeId as never));
  await city.owner
    .sql`UPDATE supermarkets SET loading_opens_seconds = ${secondsIntoServiceDay(before.dockMs as never)}`;
  expect(await theTrip()).toMatchObject({ findings: [{ kind: "window_missed" }], fixes: [] });
  await city.owner.sql`UPDATE supermarkets SET loading_opens_seconds = 0`;
  const held = await theTrip();
  expect(held.fixes).toMatchObject([{ fix: { kind: "sooner", seconds: 120 } }]);
  await takeTheFix(held);
  const after = await theTrip();
  expect([after.findings, before.dockMs - after.dockMs, before.backMs - after.backMs]).toEqual([[], 120_000, 120_000]);
  const rows = await db().select().from(stops).orderBy(asc(stops.sequence));
  expect(rows.map((s) => s.plannedArriveAt)).toEqual(before.stops.map((s) => s.arriveMs - 120_000));
});

test("what breaks and what must stay cold hold a trip back", async () => {
  await db().update(packageVersions).set({ fragile: true, coldChain: true, shelfLifeHours: 72, coldHours: 0 });
  await db().update(vehicleTypes).set({ fragilePlaces: 3 });
  const kinds = (await theTrip()).findings.map((f) => f.kind);
  expect(new Set(kinds)).toEqual(new Set(["over_fragile", "cold_too_long"]));
});

test("a fix is taken as it was shown or not at all, and only by dispatch before the trip is out", async () => {
  await db().update(trips).set({ driverId: null });
  const held = await theTrip();
  const tripId = held.id as TripId;
  const other = { kind: "other_bus" as const, vehicleId: randomUUID() as VehicleId };
  const asked = { tripId, finding: "driver_not_cleared" as const, fix: other };
  await expect(fixTrip(dispatch(), asked)).rejects.toMatchObject({ code: "conflict" });
  const fix = held.fixes[0]!.fix as typeof other;
  const both = await Promise.allSettled([1, 2].map(() => fixTrip(dispatch(), { ...asked, fix })));
  expect(both.map((x) => x.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await publishTrips(dispatch(), { tripIds: [tripId] });
  await expect(fixTrip(dispatch(), { ...asked, fix })).rejects.toMatchObject({ code: "refused" });
});
