import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { communities, handovers, stops, trips } from "../../../src/db/schema/index.ts";
import { clearTrips } from "../../../src/server/usecases/movement/load-trip.ts";
import { getDriverDay } from "../../../src/server/views/driver/get-driver-day.ts";
import { listDepotTrips } from "../../../src/server/views/driver/list-depot-trips.ts";
import { aCity, type City } from "../../support/city.ts";
import { press } from "../../support/drive.ts";
import { aBusAtTheGate, anOrder, type TestBus } from "../../support/orders-and-bus.ts";

let city: City;
let mine: TestBus;
let other: TestBus;
beforeAll(async () => {
  city = await aCity();
  const [here, there] = [city.places[0].grids[0], city.places[1].grids[0]];
  mine = await aBusAtTheGate(city, here, [await anOrder(city, here.homes[0]!, { lines: { A: 2 } })]);
  other = await aBusAtTheGate(city, there, [await anOrder(city, there.homes[0]!, { lines: { A: 1 } })]);
});
afterAll(() => city.close());
const driver = (bus: TestBus) => city.ctxFor("DRV", { userId: bus.driver });

test("a driver reads his own trip: stop, bags by grid and who receives, and nobody's home", async () => {
  const view = await getDriverDay(driver(mine));
  expect(view.trips.map((t) => t.tripId)).toEqual([mine.tripId]);
  expect(view.trip).toMatchObject({ state: "running", sealNumber: "Q-1", bags: 2 });
  expect(view.trip?.list).toMatchObject([
    {
      stopId: mine.stopId,
      name: { "zh-CN": "火炬社区" },
      aggregator: "grid_worker",
      bags: 2,
      piles: [{ gridNumber: 1, bags: 2, receiver: "陈美珍1" }],
    },
  ]);
  const home = city.places[0].grids[0].homes[0]!;
  for (const secret of [home.id, `黄${home.room}`, "139****"]) expect(JSON.stringify(view)).not.toContain(secret);
});

test("a driver hands over to whom the place calls its own: at an isolation site to the site head", async () => {
  const called = async (aggregator: "site_head" | null) => {
    await city.owner.db.update(communities).set({ aggregator }).where(eq(communities.id, city.places[0].id));
    return (await getDriverDay(driver(mine))).trip?.list[0]?.aggregator;
  };
  expect(await called("site_head")).toBe("site_head");
  expect(await called(null)).toBe("grid_worker");
});

test("another driver's trip is passed over, whatever the address says", async () => {
  const view = await getDriverDay(driver(mine), other.tripId);
  expect(view.trip?.tripId).toBe(mine.tripId);
});

test("each pile says how its count stands", async () => {
  await city.pastTheGate.db
    .update(handovers)
    .set({ state: "disputed", counted: 1 })
    .where(eq(handovers.id, mine.handoverId));
  expect((await getDriverDay(driver(mine))).trip?.list[0]?.piles).toMatchObject([{ state: "disputed", counted: 1 }]);
});

test("a word of being late stands on the stop ahead, and only there", async () => {
  const late = (who: TestBus, at: TestBus) => press(driver(who), { act: "late", stopId: at.stopId, minutes: 20 });
  await expect(late(mine, mine)).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "no_stop_ahead" },
  });
  await city.pastTheGate.db.update(stops).set({ state: "approaching" }).where(eq(stops.id, other.stopId));
  await expect(late(mine, other)).rejects.toMatchObject({
    code: "not_found",
  });
  await late(other, other);
  expect((await getDriverDay(driver(other))).trip?.list[0]?.lateMinutes).toBe(20);
});

test("the keeper sees the buses of his depot: to clear, out, and after clearing they are out", async () => {
  const [row] = await city.owner.db.select().from(trips).where(eq(trips.id, mine.tripId));
  const keeper = city.ctxFor("DEP", { depots: [row!.depotId] });
  await city.pastTheGate.db.update(trips).set({ state: "published" }).where(eq(trips.id, mine.tripId));
  const before = await listDepotTrips(keeper);
  expect(before.toClear).toMatchObject([{ tripId: mine.tripId, driver: "何建国1" }]);
  expect(before.out).toEqual([]);
  await clearTrips(keeper, { tripIds: [mine.tripId], disinfected: true, driverWell: true });
  const after = await listDepotTrips(keeper);
  expect([after.toClear, after.out.map((t) => t.tripId)]).toEqual([[], [mine.tripId]]);
  expect((await listDepotTrips(city.ctxFor("DEP"))).out).toHaveLength(2);
});
