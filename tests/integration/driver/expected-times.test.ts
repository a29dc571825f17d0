import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handovers, stops, trips } from "../../../src/db/schema/index.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { getDriverDay } from "../../../src/server/views/driver/get-driver-day.ts";
import { listDepotTrips } from "../../../src/server/views/driver/list-depot-trips.ts";
import { getReceive } from "../../../src/server/views/grid/get-receive.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { press } from "../../support/drive.ts";
import { livesIn } from "../../support/lives-in.ts";
import { aBusAtTheGate, anOrder, type TestBus, type TestOrder } from "../../support/orders-and-bus.ts";

/** One bus: it stands at the first gate, and the second is half an hour further on, by the plan twenty minutes from now. */
let city: City;
let bus: TestBus;
let waits: TestOrder;
beforeAll(async () => {
  city = await aCity();
  const [here, there] = [city.places[0].grids[0], city.places[1].grids[0]];
  bus = await aBusAtTheGate(city, here, [await anOrder(city, here.homes[0]!)]);
  waits = await anOrder(city, there.homes[0]!);
  const other = await aBusAtTheGate(city, there, [waits]);
  const { db } = city.owner;
  const now = city.clock.now();
  await db.delete(handovers).where(eq(handovers.id, other.handoverId));
  await city.pastTheGate.db
    .update(stops)
    .set({ arrivedAt: plusSeconds(now, -600), plannedLeaveAt: now })
    .where(eq(stops.id, bus.stopId));
  await city.pastTheGate.db
    .update(stops)
    .set({
      tripId: bus.tripId,
      sequence: 2,
      state: "planned",
      arrivedAt: null,
      plannedArriveAt: plusSeconds(now, 1800),
      plannedLeaveAt: plusSeconds(now, 2400),
    })
    .where(eq(stops.id, other.stopId));
  await db
    .update(trips)
    .set({ backAt: plusSeconds(now, 3600) })
    .where(eq(trips.id, bus.tripId));
  await db.execute("UPDATE communities SET gate_opens_seconds = 0, gate_closes_seconds = 86399");
});
afterAll(() => city.close());

const there = () => city.places[1].grids[0];

/** What each of those who wait reads about the second gate, and about the trip. */
async function hours() {
  const driver = await getDriverDay(city.ctxFor("DRV", { userId: bus.driver }));
  const grid = city.ctxFor("GW", { grids: [there().id], communities: [there().communityId] });
  const [seen] = (await getReceive(grid)).buses;
  const dispatch = (await getPublish(city.ctxFor("DIS"), city.cycleId)).rows.find((r) => r.id === bus.tripId);
  const resident = await getResidentOrder(await livesIn(city, there().homes[0]!), waits.id);
  const out = (await listDepotTrips(city.ctxFor("DEP"))).out.find((t) => t.tripId === bus.tripId);
  return {
    gate: [
      driver.trip?.list[1]?.dueMs,
      seen?.dueMs,
      dispatch?.stops[1]?.dueMs,
      resident.gateMs,
      resident.stations[4]?.atMs,
    ],
    back: [driver.trip?.backMs, dispatch?.dueBackMs, out?.backMs],
    late: [seen?.lateMs, dispatch?.lateMs],
  };
}

const all = (ms: number, n: number) => Array.from({ length: n }, () => ms);

test("expected times: everyone who waits reads the same hour, and it follows what is written down at the gate before", async () => {
  const start = city.clock.now();
  expect(await hours()).toEqual({
    gate: all(start + 1_800_000, 5),
    back: all(start + 3_600_000, 3),
    late: [0, 0],
  });
  city.clock.pass(1200);
  expect(await hours(), "the bus still stands at the first gate").toEqual({
    gate: all(start + 3_000_000, 5),
    back: all(start + 4_800_000, 3),
    late: [1_200_000, 1_200_000],
  });
  const giver = city.ctxFor("GW", { grids: [city.places[0].grids[0].id] });
  await countSome(giver, bus.handoverId, 1);
  city.clock.pass(600);
  expect((await hours()).gate, "it left after twenty minutes").toEqual(all(start + 3_000_000, 5));
  const [, ahead] = await city.owner.db
    .select()
    .from(stops)
    .where(eq(stops.tripId, bus.tripId))
    .orderBy(stops.sequence);
  await press(city.ctxFor("DRV", { userId: bus.driver }), { act: "late", stopId: ahead!.id, minutes: 45 });
  expect(await hours(), "the driver says three quarters of an hour").toEqual({
    gate: all(start + 4_500_000, 5),
    back: all(start + 6_300_000, 3),
    late: [2_700_000, 2_700_000],
  });
  city.clock.pass(10_800);
  expect((await hours()).gate, "the word of the driver stands when it has passed").toEqual(all(start + 4_500_000, 5));
  city.clock.pass(86_400);
  expect((await hours()).gate, "and past midnight, while the bus is out").toEqual(all(start + 4_500_000, 5));
});
