import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batches, stops, zoneVersions } from "../../../src/db/schema/index.ts";
import type { BatchId, TripId } from "../../../src/domain/kernel/ids.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { turnClock } from "../../../src/server/jobs/turn-clock.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { setZones } from "../../../src/server/usecases/zones/set-zones.ts";
import { listPlacesWithin } from "../../../src/server/views/desk/list-places-within.ts";
import { readZoneEffect } from "../../../src/server/views/desk/read-zone-effect.ts";
import { allocate, aStore, aTrip, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let tripId: TripId;
beforeAll(async () => {
  city = await aCity();
  const store = await aStore(city, { A: 10 });
  const fleet = await someBuses(city, 1);
  for (const place of city.places) await anOrder(city, place.grids[0].homes[0]!, { lines: { A: 1 } });
  await freezeAll(city);
  await allocate(city);
  const rows = await city.owner.db.select().from(batches);
  const batchIds = rows.toSorted((a) => (a.communityId === city.places[0].id ? -1 : 1)).map((b) => b.id) as BatchId[];
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds });
  // First to the first place, then to the second.
  tripId = await aTrip(city, store, batchIds, { depotId: fleet.depotId, driver: fleet.drivers[0]! }, "published");
});
afterAll(() => city.close());

const desk = () => city.ctxFor("DESK");
const [here, there] = [() => city.places[0], () => city.places[1]];

test("before an order is given the desk reads whom it touches, how goods reach them then, and which trip it breaks", async () => {
  const from = city.clock.now();
  const effect = await readZoneEffect(desk(), { areas: [{ communityId: here().id }], level: "lockdown", from });
  const homes = here().grids.reduce((n, g) => n + g.homes.length, 0);
  expect(effect).toMatchObject({
    homes,
    orders: 1,
    changes: [{ before: null, after: "lockdown", homes, orders: 1, mode: "to_door" }],
    trips: [{ tripId, stops: 1, bags: 1, state: "published", breaks: true }],
  });
  // The last gate of a trip may be closed: nothing clean comes behind it.
  const last = await readZoneEffect(desk(), { areas: [{ communityId: there().id }], level: "lockdown", from });
  expect(last.trips).toMatchObject([{ tripId, breaks: false }]);
  expect(await city.owner.db.select().from(zoneVersions)).toEqual([]);
  await expect(
    readZoneEffect(desk(), { areas: [{ communityId: here().id, gridNumbers: [1, 77] }], level: "control", from }),
  ).rejects.toMatchObject({ detail: { kind: "no_such_grid" } });
});

test("an order is judged by its own time: a trip that is done before it is not touched", async () => {
  const [stop] = await city.owner.db.select().from(stops).where(eq(stops.tripId, tripId));
  const from = plusSeconds(stop!.plannedLeaveAt, 3600);
  const effect = await readZoneEffect(desk(), { areas: [{ communityId: here().id }], level: "lockdown", from });
  expect(effect.trips).toEqual([]);
});

test("one order sets many places at once, all or none, and what it did is what was told before", async () => {
  const areas = [{ communityId: here().id, gridNumbers: [2] }, { communityId: there().id }];
  const term = { areas, level: "control", from: plusSeconds(city.clock.now(), -1) } as const;
  const told = await readZoneEffect(desk(), term);
  const stranger = { communityId: city.cycleId as never };
  await expect(setZones(desk(), { ...term, areas: [...areas, stranger], orderNumber: "1 号" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await city.owner.db.select().from(zoneVersions)).toEqual([]);
  const { zoneIds } = await setZones(desk(), { ...term, orderNumber: "1 号" });
  expect(zoneIds).toHaveLength(2);
  await turnClock(city.ctxFor("SYS"));
  const now = await readZoneEffect(desk(), { ...term, from: city.clock.now() });
  expect(now.changes.map((c) => [c.before, c.homes])).toEqual(told.changes.map((c) => [c.after, c.homes]));
});

test("GeoJSON chooses the places inside it; one that cannot be read is refused by name", async () => {
  const [place] = [here()];
  const [row] = await city.owner.sql<
    { lat: number; lng: number }[]
  >`SELECT lat, lng FROM communities WHERE id = ${place.id}`;
  const { lat, lng } = row!;
  const d = 0.0005;
  const ring = [
    [lng - d, lat - d],
    [lng + d, lat - d],
    [lng + d, lat + d],
    [lng - d, lat + d],
    [lng - d, lat - d],
  ];
  const geojson = JSON.stringify({ type: "Polygon", coordinates: [ring] });
  expect(await listPlacesWithin(desk(), { geojson })).toEqual([place.id]);
  for (const bad of ["{", '{"type":"Polygon"}', '{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}'])
    await expect(listPlacesWithin(desk(), { geojson: bad })).rejects.toMatchObject({ detail: { kind: "bad_closure" } });
});
