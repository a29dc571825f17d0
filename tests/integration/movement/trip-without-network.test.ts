import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  auditEvents,
  bags,
  batches,
  clientEvents,
  custodyEvents,
  handovers,
  stops,
  trips,
  vehicles,
} from "../../../src/db/schema/index.ts";
import type { TripId, UserId } from "../../../src/domain/kernel/ids.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { actAtStop } from "../../../src/server/usecases/movement/drive-trip.ts";
import { disinfectTrips } from "../../../src/server/usecases/movement/end-trip.ts";
import { breakDown, transferTrip } from "../../../src/server/usecases/movement/relieve-trip.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { type Press, press, send } from "../../support/drive.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

// A driver without a network: what his phone has kept comes in later, twice, in parts, or after dispatch has ruled.

let city: City;
let tripId: TripId;
let fleet: Awaited<ReturnType<typeof someBuses>>;
let list: (typeof stops.$inferSelect)[];
beforeEach(async () => {
  city = await aCity();
  const store = await aStore(city, { A: 10 });
  fleet = await someBuses(city, 2);
  await anOrder(city, city.places[0].grids[0].homes[0]!, { lines: { A: 2 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 1 } });
  await freezeAll(city);
  await allocate(city);
  const batchIds = (await city.owner.db.select().from(batches)).map((b) => b.id);
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds });
  tripId = await aTrip(city, store, batchIds, { depotId: fleet.depotId, driver: fleet.drivers[0]! }, "sealed");
  list = await stopsOf();
  city.clock.pass(3600);
});
afterEach(() => city.close());

const driver = () => city.ctxFor("DRV", { userId: fleet.drivers[0]! });
const dispatch = () => city.ctxFor("DIS");
const stopsOf = () => city.owner.db.select().from(stops).where(eq(stops.tripId, tripId)).orderBy(stops.sequence);
const gridAt = (n: number) => city.places.find((p) => p.id === list[n]!.communityId)!.grids[0].id;
const pile = (n: number) => ({ stopId: list[n]!.id, gridId: gridAt(n) });
const minutes = (n: number) => ({ id: randomUUID(), agoSeconds: n * 60 });
const names = { giverName: "何建国", receiverName: "门岗老林" };
/** All that he pressed on his way, from an hour ago until now. */
const wholeTrip = (): Press[] => [
  { act: "depart", tripId, ...minutes(55) },
  { act: "arrive", ...pile(0), ...minutes(50) },
  { act: "unload", ...pile(0), ...minutes(48) },
  { act: "paper", ...pile(0), ...minutes(35) },
  { act: "arrive", ...pile(1), ...minutes(30) },
  { act: "paper", ...pile(1), ...minutes(15) },
  { act: "names", ...pile(0), ...names, ...minutes(14) },
  { act: "return", tripId, ...minutes(5) },
];
const statuses = (outcomes: readonly { status: string }[]) => outcomes.map((o) => o.status);
const from = (state: string) => ({ status: "conflict", app: { detail: { kind: "not_from_here", from: state } } });

test("a whole trip is taken in once, however often it is sent, at the hours at which it was driven", async () => {
  const now = city.clock.now();
  const all = wholeTrip();
  const done = all.map(() => "done");
  // The first half was heard by nobody and comes again with the rest, twice at the same moment, and once more much later.
  expect(statuses(await send(driver(), ...all.slice(0, 4)))).toEqual(done.slice(0, 4));
  const twice = await Promise.all([send(driver(), ...all), send(driver(), ...all)]);
  expect(twice.map(statuses)).toEqual([done, done]);
  city.clock.pass(3600);
  expect(statuses(await send(driver(), ...all.toReversed()))).toEqual(done);

  expect((await stopsOf()).map((s) => [s.state, s.arrivedAt, s.leftAt])).toEqual([
    ["handed_over", plusSeconds(now, -50 * 60), plusSeconds(now, -35 * 60)],
    ["handed_over", plusSeconds(now, -30 * 60), plusSeconds(now, -15 * 60)],
  ]);
  const [trip] = await city.owner.db.select().from(trips).where(eq(trips.id, tripId));
  const [departedAt, returnedAt] = [plusSeconds(now, -55 * 60), plusSeconds(now, -5 * 60)];
  expect(trip).toMatchObject({ state: "returned", departedAt, returnedAt });
  const papers = await city.owner.db.select().from(handovers);
  expect(papers.map((h) => h.state).toSorted()).toEqual(["agreed", "on_paper"]);
  expect(papers.find((h) => h.state === "agreed")).toMatchObject(names);
  for (const act of ["depart", "take_over"])
    expect(await city.owner.db.select().from(custodyEvents).where(eq(custodyEvents.act, act))).toHaveLength(3);
  const kept = await city.owner.db.select().from(clientEvents).where(eq(clientEvents.kind, "drive"));
  expect(kept.map((e) => [e.userId, e.deviceAt !== null])).toEqual(all.map(() => [fleet.drivers[0], true]));
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [tripId] })).toEqual({ closed: 1 });
  await expectAllAddsUp(city);
});

test("what dispatch has changed meanwhile is answered with how it stands now, stays so, and stops none of the others", async () => {
  const [depart, arrive, , paper, arriveTwo, paperTwo] = wholeTrip() as [Press, Press, Press, Press, Press, Press];
  await send(driver(), depart);
  await actAtStop(dispatch(), { stopId: list[0]!.id, act: "skip", reason: "路封了" });
  const set = [arrive, paper, arriveTwo, paperTwo];
  const first = await send(driver(), ...set);
  expect(first).toMatchObject([from("skipped"), from("skipped"), { status: "done" }, { status: "done" }]);
  expect(await send(driver(), ...set)).toEqual(first);
  expect((await stopsOf()).map((s) => s.state)).toEqual(["skipped", "handed_over"]);
  // Chosen to be said once more: another press, and the same word of the server.
  expect(await send(driver(), { ...arrive, id: randomUUID() })).toMatchObject([from("skipped")]);
  await expectAllAddsUp(city);
});

test("another bus has taken over: the driver of the first one reads so, and takes nothing back", async () => {
  await press(driver(), { act: "depart", tripId });
  await breakDown(dispatch(), { tripId });
  const [, spare] = await city.owner.db.select().from(vehicles).orderBy(vehicles.name);
  const ticks = { sealNumber: "Q-9", disinfected: true, driverWell: true } as const;
  await transferTrip(dispatch(), { tripId, vehicleId: spare!.id, ...ticks });
  const late = [
    { act: "arrive", ...pile(0), ...minutes(20) },
    { act: "return", tripId, ...minutes(1) },
  ] as const;
  const outcomes = await send(driver(), ...late);
  expect(outcomes).toMatchObject([from("transferred"), from("transferred")]);
  expect(await city.owner.db.select().from(bags).where(eq(bags.state, "in_transit"))).toHaveLength(3);
});

test("what comes before its time is refused and said anew later; an id with other content, or another's, is flagged", async () => {
  const arrive = { act: "arrive", ...pile(0), ...minutes(40) } as const;
  const early = await send(driver(), arrive, { act: "paper", ...pile(0), ...minutes(20) });
  expect(early).toMatchObject([from("sealed"), from("planned")]);
  await press(driver(), { act: "depart", tripId, agoSeconds: 45 * 60 });
  expect((await send(driver(), arrive))[0], "answered as it was").toEqual(early[0]);
  const again = { ...arrive, id: randomUUID() };
  expect(statuses(await send(driver(), again))).toEqual(["done"]);
  const taken = { status: "conflict", app: { code: "refused", detail: { kind: "id_taken" } } };
  expect(await send(driver(), { ...again, stopId: list[1]!.id })).toMatchObject([taken]);
  const stranger = city.ctxFor("DRV", { userId: randomUUID() as UserId });
  expect(await send(stranger, again)).toMatchObject([taken]);
  expect(await send(stranger, { ...again, id: randomUUID() })).toMatchObject([{ app: { code: "not_found" } }]);
  const flagged = and(eq(auditEvents.kind, "stop.drive_again"), eq(auditEvents.subjectId, list[1]!.id));
  expect(await city.owner.db.select().from(auditEvents).where(flagged)).toHaveLength(1);
  expect((await stopsOf()).map((s) => s.state)).toEqual(["arrived", "planned"]);
});
