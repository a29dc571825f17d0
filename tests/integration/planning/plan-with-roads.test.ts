import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { desc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { LeftOut, PlanSummary, ProposedTrip } from "../../../src/contract/movement.ts";
import {
  auditEvents,
  communities,
  plans,
  roadMatrices,
  stops,
  tripRoutes,
  trips,
  vehicleTypes,
} from "../../../src/db/schema/index.ts";
import type { PlanId } from "../../../src/domain/kernel/ids.ts";
import { atServiceDay, plusSeconds } from "../../../src/domain/kernel/time.ts";
import { decodeLine } from "../../../src/domain/places/polyline.ts";
import { look } from "../../../src/server/act.ts";
import { configuredRoads } from "../../../src/server/planning/configured-roads.ts";
import { listMisplaced } from "../../../src/server/planning/misplaced.ts";
import { DISINFECT_SECONDS } from "../../../src/server/planning/plan-day.ts";
import { readDay } from "../../../src/server/planning/read-day.ts";
import { readyMatrices } from "../../../src/server/planning/ready-matrices.ts";
import { estimateOnly, type OpenRoads, openRoads } from "../../../src/server/planning/roads-in-use.ts";
import { addClosure, endClosure } from "../../../src/server/usecases/movement/close-roads.ts";
import { drawClosures } from "../../../src/server/usecases/movement/draw-closures.ts";
import { drawTrips } from "../../../src/server/usecases/movement/draw-trips.ts";
import { acceptPlan, requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { publishTrips } from "../../../src/server/usecases/movement/publish-trips.ts";
import { solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { getPlan } from "../../../src/server/views/dispatch/get-plan.ts";
import { getDriverDay } from "../../../src/server/views/driver/get-driver-day.ts";
import { allocate, aStore, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { cornerAt, importGridTown } from "../../support/grid-town.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let dir: string;
let city: City;
beforeAll(() => {
  dir = importGridTown(45);
});
afterAll(() => rmSync(dirname(dir), { recursive: true }));
beforeEach(async () => {
  city = await aCity();
  await aStore(city, { A: 20 });
  await someBuses(city, 2);
  for (const place of city.places) await anOrder(city, place.grids[0].homes[0]!, { lines: { A: 2 } });
  await freezeAll(city);
  await allocate(city);
});
afterEach(() => city.close());

const dispatch = () => city.ctxFor("DIS");
const streets = () => ({ CITY_DIR: dir, ROADS_ENGINE: undefined, ROADS_URL: undefined });
const elsewhere = () => ({ ...streets(), CITY_DIR: "/nowhere" });
const view = () => getPlan(dispatch(), city.cycleId, configuredRoads(streets()));

type Made = PlanSummary & { readonly proposed: readonly ProposedTrip[]; readonly leftOut: readonly LeftOut[] };
async function plan(open: OpenRoads, from?: PlanId): Promise<Made & { planId: PlanId }> {
  city.clock.pass(1);
  const { planId } = await requestPlan(
    dispatch(),
    { cycleId: city.cycleId, seconds: 1, seed: 1, ...(from && { from }) },
    (job) => solvePlan(city.ctxFor("SYS"), job, open),
  );
  const [row] = await city.owner.db.select().from(plans).where(eq(plans.id, planId));
  expect(row?.state).toBe("proposed");
  return { ...(row?.summary as Made), leftOut: row?.leftOut as LeftOut[], planId };
}

/** A square around a point, `degrees` to each side, as GeoJSON counts. */
function around(lat: number, lng: number, degrees: number): [number, number][] {
  return [
    [lng - degrees, lat - degrees],
    [lng + degrees, lat - degrees],
    [lng + degrees, lat + degrees],
    [lng - degrees, lat + degrees],
  ];
}
const close = (corners: [number, number][], seconds = 10 * 86_400) =>
  addClosure(
    dispatch(),
    {
      shape: { kind: "corners", corners },
      from: city.clock.now(),
      until: plusSeconds(city.clock.now(), seconds),
      reason: "桥面检修",
      orderNumber: "指挥部〔2026〕12号",
    },
    async () => {},
  );

test("an imported city's streets take the place of straight lines, and the screen names them", async () => {
  const straight = await plan(estimateOnly);
  expect(straight.roads).toMatchObject({ by: "estimate", notes: [], kept: false });
  expect((await view()).roadsChanged).toBe(true);
  const { roads, ...made } = await plan(openRoads(streets()));
  expect(roads).toMatchObject({ by: "embedded", city: "quanzhou", notes: [], far: [] });
  expect([made.trips, made.leftOut]).toEqual([1, []]);
  expect(made.metres).not.toBe(straight.metres);
  const shown = await view();
  expect([shown.roadsChanged, shown.plan?.roads?.by]).toEqual([false, "embedded"]);
});

test("the second plan finds its matrix; a closure makes another one, and a longer plan", async () => {
  const open = openRoads(streets());
  const first = await plan(open);
  expect(first.roads.kept).toBe(false);
  expect((await plan(open)).roads.kept).toBe(true);
  // The store and both gates lie on one street from south to north: it is cut between the gates.
  await close(around(24.915, 118.6, 0.002));
  expect(await view()).toMatchObject({ roadsChanged: true, closures: [{ reason: "桥面检修", ways: [] }] });
  const round = await plan(open, first.planId);
  expect(round.roads.kept).toBe(false);
  expect(round.metres).toBeGreaterThan(first.metres);
  expect(round.roads.stamp).not.toBe(first.roads.stamp);
  expect((await view()).roadsChanged).toBe(false);
  expect(await city.owner.db.select().from(roadMatrices)).toHaveLength(2);
});

test("low bridges bind the bus that is too high for them: it goes round, and its times are its own", async () => {
  // All streets to the north pass under a bridge of 3 m, but for those in the east.
  const low = importGridTown(
    45,
    "quanzhou",
    (column): Record<string, string> => (column < 40 ? { maxheight: "3" } : {}),
  );
  try {
    const open = openRoads({ ...streets(), CITY_DIR: low });
    const ofHeight = async (heightCm: number) => {
      await city.owner.db.update(vehicleTypes).set({ heightCm });
      return plan(open);
    };
    const flat = await ofHeight(290);
    const high = await ofHeight(320);
    expect([flat.leftOut, high.leftOut, high.roads.kept]).toEqual([[], [], false]);
    expect(high.metres).toBeGreaterThan(flat.metres + 2_000);
    expect((await ofHeight(290)).roads.kept).toBe(true);
    expect(await city.owner.db.select().from(roadMatrices)).toHaveLength(2);
  } finally {
    rmSync(dirname(low), { recursive: true });
  }
});

test("weak bridges bind the loaded bus: where none else leads to a gate, it is left out", async () => {
  const weak = importGridTown(45, "quanzhou", () => ({ maxweight: "10" }));
  try {
    await city.owner.db.update(vehicleTypes).set({ grossWeightKg: 16_500 });
    const { leftOut } = await plan(openRoads({ ...streets(), CITY_DIR: weak }));
    expect(leftOut.map((l) => l.reason)).toContain("no_access");
  } finally {
    rmSync(dirname(weak), { recursive: true });
  }
});

test("a closure is ended by order: the day is as before, and its matrix is still there", async () => {
  const open = openRoads(streets());
  const before = await plan(open);
  const { closureId } = await close(around(24.915, 118.6, 0.002));
  await endClosure(dispatch(), { closureId, orderNumber: "指挥部〔2026〕13号" }, async () => {});
  expect(await view()).toMatchObject({ roadsChanged: false, closures: [] });
  const after = await plan(open);
  expect([after.roads.kept, after.metres]).toEqual([true, before.metres]);
  await expect(endClosure(dispatch(), { closureId, orderNumber: "x1" }, async () => {})).rejects.toMatchObject({
    detail: { kind: "closure_over" },
  });
  const told = await city.owner.db
    .select({ kind: auditEvents.kind, reason: auditEvents.reason })
    .from(auditEvents)
    .where(eq(auditEvents.subject, "closure"))
    .orderBy(auditEvents.seq);
  expect(told).toEqual([
    { kind: "closure.added", reason: "桥面检修" },
    { kind: "closure.ended", reason: "指挥部〔2026〕13号" },
  ]);
});

test("after a closure the worker has the matrix of the coming day before anybody asks for a plan", async () => {
  const open = openRoads(streets());
  await addClosure(
    dispatch(),
    {
      shape: { kind: "corners", corners: around(24.915, 118.6, 0.002) },
      from: city.clock.now(),
      reason: "x",
      orderNumber: "12",
    },
    () => readyMatrices(city.ctxFor("SYS"), open),
  );
  expect(await city.owner.db.select().from(roadMatrices)).toHaveLength(1);
  expect((await plan(open)).roads.kept).toBe(true);
});

test("a closure of another day changes nothing, with streets and without", async () => {
  const open = openRoads(streets());
  const before = await plan(open);
  await close(around(24.915, 118.6, 0.002), 3600);
  expect(await view()).toMatchObject({ roadsChanged: false, closures: [] });
  expect((await plan(open)).metres).toBe(before.metres);
});

test.each([
  ["streets", () => openRoads(streets())],
  ["the estimate", () => estimateOnly],
])("by %s, a gate inside a closed area is left out as such, and the other is served", async (_, open) => {
  await close(around(24.92, 118.6, 0.001));
  const { leftOut, trips, roads } = await plan(open());
  expect(leftOut).toMatchObject([{ communityId: city.places[1].id, bags: 2, reason: "in_closure" }]);
  expect(trips).toBe(1);
  expect(roads.notes.map((note) => note.kind)).toEqual(roads.by === "estimate" ? ["closures_not_minded"] : []);
});

test("a place that no road leads to is left out with its reason, and one far from its road is told", async () => {
  await city.owner.db.update(communities).set({ lat: 25.3 }).where(eq(communities.id, city.places[1].id));
  // The westernmost street is at 118.58.
  await city.owner.db.update(communities).set({ lng: 118.577 }).where(eq(communities.id, city.places[0].id));
  const { leftOut, roads, proposed } = await plan(openRoads(streets()));
  expect(leftOut).toMatchObject([{ communityId: city.places[1].id, reason: "no_access" }]);
  expect(roads.far).toMatchObject([{ placeId: city.places[0].id }]);
  expect(roads.far[0]!.metres).toBeGreaterThan(250);
  expect(proposed.flatMap((t) => t.stops.map((s) => s.communityId))).toEqual([city.places[0].id]);
});

test("at their import, places far from every street are told, the worst first; without streets nothing is", async () => {
  const [good, off, gone] = [cornerAt(5, 5), { ...cornerAt(5, 0), lng: 118.577 }, { lat: 25.3, lng: 118.6 }];
  const told = await listMisplaced(openRoads(streets()), [good, off, gone]);
  expect(told).toEqual([
    { place: gone, metres: null },
    { place: off, metres: 303 },
  ]);
  expect(await listMisplaced(openRoads(elsewhere()), [off, gone])).toEqual([]);
});

test("a city that holds none of the places is not used, and the screen says so", async () => {
  await city.owner.db.execute("UPDATE communities SET lat = lat + 5");
  await city.owner.db.execute("UPDATE supermarkets SET lat = lat + 5");
  await city.owner.db.execute("UPDATE depots SET lat = lat + 5");
  const { roads, leftOut } = await plan(openRoads(streets()));
  expect(roads).toMatchObject({ by: "estimate", city: null, notes: [{ kind: "other_city", city: "quanzhou" }] });
  expect(leftOut).toEqual([]);
});

test("a road server that fails is told, the imported streets answer, and nothing of it is kept", async () => {
  const server = createServer((_, res) => res.writeHead(500).end());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const ROADS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { roads } = await plan(openRoads({ ...streets(), ROADS_ENGINE: "osrm", ROADS_URL }));
  expect(roads).toMatchObject({ by: "embedded", notes: [{ kind: "fell_back", from: "osrm", to: "embedded" }] });
  const bare = await plan(openRoads({ ...elsewhere(), ROADS_ENGINE: "valhalla", ROADS_URL }));
  expect(bare.roads).toMatchObject({
    by: "estimate",
    notes: [{ kind: "fell_back", from: "valhalla", to: "estimate" }],
  });
  server.close();
  expect(await city.owner.db.select().from(roadMatrices)).toHaveLength(0);
});

test("trips are drawn along their streets once, and again when the streets change", async () => {
  const open = openRoads(streets());
  const { planId } = await plan(open);
  await acceptPlan(dispatch(), { planId }, async (job) => void (await drawTrips(city.ctxFor("SYS"), job, open)));
  const [route] = await city.owner.db.select().from(tripRoutes);
  const { lines, trips: shown } = await view();
  const legs = lines[shown[0]!.id]!;
  expect(legs).toHaveLength(3);
  const way = legs.slice(1).flatMap((line) => decodeLine(line!));
  expect(way.length).toBeGreaterThan(15);
  // The places lie beside column 22, where the buses stop.
  expect(way.at(-1)!.lng).toBeCloseTo(cornerAt(0, 22).lng, 4);
  expect(await drawTrips(city.ctxFor("SYS"), {}, open)).toEqual({ drawn: 0 });
  await close(around(24.915, 118.6, 0.002));
  expect(await drawTrips(city.ctxFor("SYS"), {}, open)).toEqual({ drawn: 1 });
  const [again] = await city.owner.db.select().from(tripRoutes);
  expect(again?.key).not.toBe(route?.key);
  expect(await drawTrips(city.ctxFor("SYS"), {}, estimateOnly)).toEqual({ drawn: 0 });
});

test("the driver reads the way to his next stop in both languages, and nothing where streets are not known", async () => {
  const open = openRoads(streets());
  const { planId } = await plan(open);
  await acceptPlan(dispatch(), { planId }, async () => {});
  const [trip] = await city.owner.db.select().from(trips);
  const driver = city.ctxFor("DRV", { userId: trip!.driverId });
  const asked = () => getDriverDay(driver, trip!.id);
  await publishTrips(dispatch(), { tripIds: [trip!.id] });
  await city.pastTheGate.db.update(trips).set({ state: "sealed", sealNumber: "Q-1" }).where(eq(trips.id, trip!.id));
  expect((await asked()).trip?.nextLeg).toBeNull();
  await drawTrips(city.ctxFor("SYS"), {}, open);
  const leg = (await asked()).trip!.nextLeg!;
  expect(leg.to).toEqual((await asked()).trip!.list[0]!.name);
  expect(leg.steps[0]!.kind).toBe("depart");
  expect(leg.steps.at(-1)!.kind).toBe("arrive");
  await city.pastTheGate.db.update(stops).set({ state: "skipped" }).where(eq(stops.sequence, 1));
  expect((await asked()).trip!.nextLeg).toBeNull();
  await drawTrips(city.ctxFor("SYS"), {}, open);
  expect((await asked()).trip!.nextLeg!.to).toEqual((await asked()).trip!.list[1]!.name);
});

test("a plan made again leaves a published trip as it is and plans the rest around it", async () => {
  const open = openRoads(streets());
  // Two gates that no bus can reach in one trip: the first opens when the second has closed.
  await city.owner.db.execute(
    `UPDATE communities SET gate_opens_seconds = 28800, gate_closes_seconds = 32400 WHERE id = '${city.places[0].id}'`,
  );
  await city.owner.db.execute(
    `UPDATE communities SET gate_opens_seconds = 57600, gate_closes_seconds = 61200 WHERE id = '${city.places[1].id}'`,
  );
  const first = await plan(open);
  expect(first.trips).toBe(2);
  await acceptPlan(dispatch(), { planId: first.planId }, async () => {});
  const [morning] = await city.owner.db.select().from(trips).orderBy(trips.dockAt);
  expect(await publishTrips(dispatch(), { tripIds: [morning!.id] })).toMatchObject({ published: 1, held: [] });
  await close(around(24.915, 118.6, 0.002));
  expect(await view()).toMatchObject({ canSolve: true, roadsChanged: true });
  const second = await plan(open, first.planId);
  expect(second.proposed.map((t) => t.stops.map((s) => s.communityId))).toEqual([[city.places[1].id]]);
  const both = await view();
  expect(both.trips.map((t) => [t.number, t.state])).toEqual([
    [morning!.number, "published"],
    [morning!.number + 1, null],
  ]);
  await acceptPlan(dispatch(), { planId: second.planId }, async () => {});
  const rows = await city.owner.db.select().from(trips).orderBy(trips.dockAt);
  expect(rows.map((t) => t.state)).toEqual(["published", "planned"]);
  expect(rows[0]).toEqual({ ...morning, state: "published" });
});

test.each([
  ["in the afternoon, is free from then on", 15 * 3600, [15 * 3600 + DISINFECT_SECONDS]],
  ["after midnight, does nothing more that day", 86_400 + 1800, []],
])("a bus that comes back %s", async (_, back, freeFrom) => {
  const made = await plan(estimateOnly);
  await acceptPlan(dispatch(), { planId: made.planId }, async () => {});
  const rows = await city.owner.db.select().from(trips);
  await publishTrips(dispatch(), { tripIds: rows.map((t) => t.id) });
  const { deliveryDay } = await look(city.ctxFor("SYS"), (tx) => readDay(tx, city.cycleId));
  await city.owner.db.update(trips).set({ backAt: atServiceDay(deliveryDay, back) });
  const { day } = await look(city.ctxFor("SYS"), (tx) => readDay(tx, city.cycleId));
  const out = new Set(rows.map((t) => t.vehicleId));
  expect(day.vehicles.filter((v) => out.has(v.id)).map((v) => v.freeFromSeconds)).toEqual(freeFrom);
});

test("a plan that was asked for before a trip went out is not taken over it", async () => {
  const open = openRoads(streets());
  const first = await plan(open);
  await acceptPlan(dispatch(), { planId: first.planId }, async () => {});
  const late = await plan(open);
  const rows = await city.owner.db.select().from(trips);
  await publishTrips(dispatch(), { tripIds: rows.map((t) => t.id) });
  await expect(acceptPlan(dispatch(), { planId: late.planId }, async () => {})).rejects.toMatchObject({
    detail: { guard: "same_trips_out" },
  });
  expect((await view()).canSolve).toBe(false);
});

test("a plan starts from another of its own cycle, and from no other", async () => {
  const open = openRoads(streets());
  const { planId, cost } = await plan(open);
  const [last] = await city.owner.db.select().from(plans).orderBy(desc(plans.requestedAt)).limit(1);
  expect((await plan(open, planId)).cost).toBeLessThanOrEqual(cost);
  await expect(
    requestPlan(
      dispatch(),
      { cycleId: city.cycleId, seconds: 1, seed: 1, from: last!.cycleId as never },
      async () => {},
    ),
  ).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ['{"type":"Point","coordinates":[1,2]}', "bad_closure"],
  ["no JSON", "bad_closure"],
])("a text that closes nothing is refused with what is wrong: %s", async (text, kind) => {
  const from = city.clock.now();
  const asked = { shape: { kind: "geojson" as const, text }, from, reason: "x", orderNumber: "12" };
  await expect(addClosure(dispatch(), asked, async () => {})).rejects.toMatchObject({ detail: { kind } });
  await expect(addClosure(dispatch(), { ...asked, until: from }, async () => {})).rejects.toMatchObject({
    detail: { kind: "times_out_of_order" },
  });
});

test("ways close streets too and are drawn, and only dispatch and the desk may close any", async () => {
  const open = openRoads(streets());
  const before = await plan(open);
  // Way 2k + 2 runs north along column k; the places lie on column 22.
  const text = JSON.stringify({ type: "Feature", properties: { ways: [46] }, geometry: null });
  const asked = {
    shape: { kind: "geojson" as const, text },
    from: city.clock.now(),
    reason: "x",
    orderNumber: "12",
  };
  await addClosure(city.ctxFor("DESK"), asked, async () => {});
  expect((await plan(open)).metres).toBeGreaterThan(before.metres);
  // On the map stands every piece of that street, read once from the roads of now.
  const draw = (roads: OpenRoads) => drawClosures(city.ctxFor("SYS"), roads);
  expect(await draw(estimateOnly)).toEqual({ drawn: 0 });
  expect((await view()).closures[0]?.lines).toEqual([]);
  expect([await draw(open), await draw(open)]).toEqual([{ drawn: 1 }, { drawn: 0 }]);
  const lines = (await view()).closures[0]?.lines.map(decodeLine) ?? [];
  expect(lines).toHaveLength(44);
  expect(new Set(lines.flat().map((at) => at.lng))).toEqual(new Set([cornerAt(0, 22).lng]));
  expect(Math.max(...lines.flat().map((at) => at.lat))).toBeCloseTo(cornerAt(44, 22).lat, 4);
  await expect(addClosure(city.ctxFor("DRV"), asked, async () => {})).rejects.toThrow();
});
