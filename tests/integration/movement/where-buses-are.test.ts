import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BusPosition } from "../../../src/contract/dispatch.ts";
import { connect } from "../../../src/db/client.ts";
import { busPositions, trips, vehicles } from "../../../src/db/schema/index.ts";
import { look } from "../../../src/server/act.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { thinCycles } from "../../../src/server/jobs/thin-cycles.ts";
import { openLive } from "../../../src/server/live.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { takeTracked, tellWhere } from "../../../src/server/usecases/movement/tell-where.ts";
import { getLive, readPositions } from "../../../src/server/views/dispatch/get-live.ts";
import { aCity, type City } from "../../support/city.ts";
import { aBusAtTheGate, anOrder, type TestBus } from "../../support/orders-and-bus.ts";

let city: City;
let bus: TestBus;
let name: string;
beforeAll(async () => {
  city = await aCity();
  const grid = city.places[0].grids[0];
  bus = await aBusAtTheGate(city, grid, [await anOrder(city, grid.homes[0]!)]);
  const [row] = await city.owner.db
    .select({ name: vehicles.name })
    .from(trips)
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .where(eq(trips.id, bus.tripId));
  name = row!.name;
});
afterAll(() => city.close());

const driver = () => city.ctxFor("DRV", { userId: bus.driver });
const known = (who: Ctx) => look(who, readPositions);
const QUANZHOU = { lat: 24.90763, lng: 118.58632 };
const COARSE = { lat: 24.908, lng: 118.586 };

test("where a bus is comes coarse from its driver alone, and dispatch and the desk alone see it", async () => {
  const tell = { tripId: bus.tripId, ...QUANZHOU };
  await tellWhere(driver(), tell);
  await expect(tellWhere(city.ctxFor("DRV", { userId: city.places[0].clerk }), tell)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(tellWhere(city.ctxFor("DIS"), tell)).rejects.toThrow();
  const told = { tripId: bus.tripId, ...COARSE, by: "driver", atMs: city.clock.now() };
  for (const role of ["DIS", "DESK"] as const) expect(await known(city.ctxFor(role))).toEqual([told]);
  for (const who of [city.workerOf(city.places[0].grids[0]), city.ctxFor("SUPM"), city.ctxFor("DEP")])
    expect(await known(who)).toEqual([]);
  const live = await getLive(city.ctxFor("DIS"), city.cycleId, estimateOnly([]).label);
  expect(live.positions).toEqual([told]);
  expect(live.buses).toMatchObject([{ tripId: bus.tripId, leg: 1, isThere: true, brokeDownMs: null }]);
});

test("trackers tell of a whole fleet: a bus that nobody knows, or that is not out, is named and harms no other", async () => {
  const positions = [
    { bus: "没有这辆车", ...QUANZHOU },
    { bus: name, lat: 24.9, lng: 118.6 },
  ];
  expect(await takeTracked(city.ctxFor("SYS"), { positions })).toEqual({ taken: 1, unknown: ["没有这辆车"] });
  expect(await known(city.ctxFor("DIS"))).toMatchObject([{ lat: 24.9, lng: 118.6, by: "tracker" }]);
});

test("every process hears where buses are, the last place of each once per beat", async () => {
  const [one, two] = [connect(city.url, { max: 2 }), connect(city.url, { max: 2 })];
  const [here, there] = [await openLive(one.sql), await openLive(two.sql)];
  const stop = new AbortController();
  const heard = there.positions(stop.signal)[Symbol.asyncIterator]();
  const at = (lat: number): BusPosition => ({ tripId: bus.tripId, lat, lng: 118.6, by: "driver", atMs: 1 });
  await here.tellPositions(at(24.1));
  await here.tellPositions(at(24.2));
  expect((await heard.next()).value).toEqual([at(24.2)]);
  stop.abort();
  await Promise.all([here.close(), there.close()]);
  await Promise.all([one.close(), two.close()]);
});

test("once the bus is back its place is refused, shown to nobody, and taken away within the hour", async () => {
  await city.pastTheGate.db.update(trips).set({ state: "returned" }).where(eq(trips.id, bus.tripId));
  await expect(tellWhere(driver(), { tripId: bus.tripId, ...QUANZHOU })).rejects.toMatchObject({
    detail: { kind: "not_from_here" },
  });
  expect(await known(city.ctxFor("DIS"))).toEqual([]);
  await thinCycles(city.ctxFor("SYS"));
  expect(await city.owner.db.select().from(busPositions)).toEqual([]);
});
