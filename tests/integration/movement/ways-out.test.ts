import { and, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  auditEvents,
  bags,
  communities,
  custodyEvents,
  handovers,
  householdOrders,
  photos,
  stops,
  trips,
} from "../../../src/db/schema/index.ts";
import type { UserId } from "../../../src/domain/kernel/ids.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { look } from "../../../src/server/act.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { countBack, giveUpStop } from "../../../src/server/usecases/movement/count-back.ts";
import { actAtStop } from "../../../src/server/usecases/movement/drive-trip.ts";
import { disinfectTrips, returnTrip } from "../../../src/server/usecases/movement/end-trip.ts";
import { typeInPaper } from "../../../src/server/usecases/movement/hand-over-alone.ts";
import { noteCodesShown } from "../../../src/server/usecases/movement/note-codes-shown.ts";
import { rePlanStop } from "../../../src/server/usecases/movement/re-plan-stop.ts";
import { breakDown } from "../../../src/server/usecases/movement/relieve-trip.ts";
import { ruleHandover } from "../../../src/server/usecases/movement/rule-handover.ts";
import { markSetDown } from "../../../src/server/usecases/places/mark-set-down.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { getReceive } from "../../../src/server/views/grid/get-receive.ts";
import { aPhoto } from "../../support/a-photo.ts";
import { expectAllAddsUp } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { press, send } from "../../support/drive.ts";
import { aBusAtTheGate, anOrder, type TestBus } from "../../support/orders-and-bus.ts";

// Nobody comes to the gate, or his phone is dead: every way on for the bus, and what it leaves behind.

let city: City;
let bus: TestBus;
beforeEach(async () => {
  city = await aCity();
  bus = await aBusAtTheGate(city, grid(), [
    await anOrder(city, grid().homes[0]!, { state: "confirmed", lines: { A: 2 } }),
    await anOrder(city, grid().homes[3]!, { state: "confirmed" }),
  ]);
});
afterEach(() => city.close());

const grid = () => city.places[0].grids[0];
const worker = () => city.workerOf(grid());
const driver = () => city.ctxFor("DRV", { userId: bus.driver });
const pile = () => ({ stopId: bus.stopId, gridId: grid().id });
const photo = aPhoto;
const handover = async () => (await city.owner.db.select().from(handovers).where(eq(handovers.id, bus.handoverId)))[0]!;
const bagStates = async () =>
  (await city.owner.db.select({ state: bags.state }).from(bags).orderBy(bags.number)).map((b) => b.state);
const orderStates = async () => (await city.owner.db.select().from(householdOrders)).map((o) => o.state);
const stop = async () => (await city.owner.db.select().from(stops).where(eq(stops.id, bus.stopId)))[0]!;
/** What the grid worker's screen shows. */
const code = async () => {
  const [row] = await look(worker(), (tx) =>
    tx.execute<{ code: string | null }>(sql`SELECT handover_code(${bus.stopId}, ${grid().id}) AS code`),
  );
  return row!.code!;
};
const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, "0");
const byCode = (typed: string, who = driver()) => press(who, { act: "code", ...pile(), code: typed });
const onPaper = (who = driver(), of = pile()) => press(who, { act: "paper", ...of });
const setDown = (who = driver()) => press(who, { act: "set_down", ...pile(), photo });
const wrongCode = (triesLeft: number) => ({ detail: { guard: "handover_code_right", triesLeft } });
/** The bus has stood there for five minutes when a test begins. */
const waitMore = (minutes: number) => city.clock.pass(minutes * 60);

/** The bus drives home and the load is looked at. */
async function driveHome(): Promise<void> {
  await returnTrip(driver(), { tripId: bus.tripId });
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [bus.tripId] })).toEqual({ closed: 1 });
  await expectAllAddsUp(city);
}

test("who was shown a code is on record, once for the worker and his stop, and nobody else is shown one", async () => {
  const shown = async (who = worker()) => {
    const { buses } = await getReceive(who, grid().id);
    await noteCodesShown(who, grid().id, buses);
    const rows = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "stop.code_shown"));
    return rows.map((e) => [e.subjectId, e.actor]);
  };
  const once = [[bus.stopId, grid().worker]];
  expect(await shown()).toEqual(once);
  expect(await shown()).toEqual(once);
  const other = city.ctxFor("GW", { userId: city.places[1].grids[0].worker, grids: [grid().id] });
  expect(await shown(other), "another grid's worker is shown none").toEqual(once);
  await waitMore(30);
  await byCode(await code());
  expect(await shown(), "handed over: no code is shown any more").toEqual(once);
});

test("the code that the grid worker reads out passes custody of the whole pile, once however often it is sent", async () => {
  const right = await code();
  expect(right).toMatch(/^\d{6}$/);
  await byCode(right);
  expect(await handover()).toMatchObject({ state: "agreed", way: "code", agreed: 3, counted: null });
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "with_grid"]);
  expect(await orderStates()).toEqual(["at_gate", "at_gate"]);
  expect((await stop()).state).toBe("handed_over");
  await byCode(right);
  const events = await city.owner.db.select().from(custodyEvents).where(eq(custodyEvents.act, "take_over"));
  expect(events.length).toBe(3);
  await driveHome();
});

test("a wrong code moves nothing and is counted, and after five not even the right one helps: paper does", async () => {
  const right = await code();
  for (const left of [4, 3, 2, 1, 0]) await expect(byCode(wrong(right))).rejects.toMatchObject(wrongCode(left));
  expect(await bagStates()).toEqual(["in_transit", "in_transit", "in_transit"]);
  await expect(byCode(right)).rejects.toMatchObject({ detail: { guard: "tries_left", wrongTries: 5 } });
  const tries = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "handover.wrong_code"));
  expect(tries.length).toBe(5);
  waitMore(5);
  await onPaper();
  expect((await handover()).state).toBe("on_paper");
});

test("each way out waits for whoever may still come: three minutes for a code, ten for paper and the marked zone", async () => {
  const right = await code();
  await city.owner.db.update(stops).set({ arrivedAt: city.clock.now() }).where(eq(stops.id, bus.stopId));
  await expect(byCode(right)).rejects.toMatchObject({ detail: { guard: "waited_long_enough", leastMinutes: 3 } });
  waitMore(9);
  await expect(onPaper()).rejects.toMatchObject({
    detail: { guard: "waited_long_enough", waitedMinutes: 9, leastMinutes: 10 },
  });
  await expect(setDown()).rejects.toMatchObject({
    detail: { guard: "waited_long_enough" },
  });
  await byCode(right);
});

test("a phone without a network notes when it was there, whatever its clock shows: arrival and code are taken in together", async () => {
  const now = city.clock.now();
  await city.pastTheGate.db
    .update(stops)
    .set({ state: "approaching", arrivedAt: null })
    .where(eq(stops.id, bus.stopId));
  await city.owner.db.delete(handovers);
  const typed = { act: "code", ...pile(), code: await code(), agoSeconds: 60 } as const;
  await expect(press(driver(), typed)).rejects.toMatchObject({ detail: { from: "approaching" } });
  await send(driver(), { act: "arrive", stopId: bus.stopId, agoSeconds: 400 }, typed);
  const arrivedAt = plusSeconds(now, -400);
  expect(await stop()).toMatchObject({ state: "handed_over", arrivedAt, leftAt: plusSeconds(now, -60) });
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "with_grid"]);
  await driveHome();
});

test("the code of one grid opens nothing of another, and only its own worker can read it", async () => {
  const [, other] = city.places[0].grids;
  const seenBy = async (ctx: ReturnType<typeof worker>) => {
    const [row] = await look(ctx, (tx) =>
      tx.execute<{ code: string | null }>(sql`SELECT handover_code(${bus.stopId}, ${grid().id}) AS code`),
    );
    return row!.code;
  };
  expect(await seenBy(city.workerOf(other))).toBeNull();
  expect(await seenBy(driver())).toBeNull();
  expect(await seenBy(city.ctxFor("DIS"))).toBeNull();
  await expect(look(worker(), (tx) => tx.execute(sql`SELECT key FROM handover_key`))).rejects.toThrow();
});

test("on paper the bus goes on at once, and the two names are typed in later by whoever has the paper", async () => {
  waitMore(5);
  await onPaper();
  expect(await handover()).toMatchObject({ state: "on_paper", way: "paper", agreed: 3 });
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "with_grid"]);
  expect((await stop()).state).toBe("handed_over");
  await expect(onPaper()).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await expect(
    countSome(worker(), bus.handoverId, 3),
    "what was taken over on paper is not counted again",
  ).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  const names = { handoverId: bus.handoverId, giverName: "何建国", receiverName: "门岗老林" };
  const [, other] = city.places[0].grids;
  await expect(typeInPaper(city.workerOf(other), names)).rejects.toMatchObject({ code: "not_found" });
  await typeInPaper(driver(), names);
  expect(await handover()).toMatchObject({ state: "agreed", way: "paper", receiverName: "门岗老林" });
  await expect(typeInPaper(driver(), names)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await driveHome();
});

test("bags are set down only where the place has a marked zone, and wait there for the grid worker's count", async () => {
  waitMore(5);
  await expect(setDown()).rejects.toMatchObject({
    detail: { guard: "place_has_zone" },
  });
  await city.owner.db
    .update(communities)
    .set({ setDownZone: "东门黄线框" })
    .where(eq(communities.id, city.places[0].id));
  await setDown();
  expect(await handover()).toMatchObject({ state: "set_down", way: "set_down", agreed: 3 });
  expect((await handover()).photo).not.toBeNull();
  // The photo is for the two sides and dispatch: not for another bus's driver, nor another grid.
  const sees = (ctx: Ctx) => look(ctx, async (tx) => (await tx.select({ id: photos.id }).from(photos)).length);
  expect(await Promise.all([driver(), worker(), city.ctxFor("DIS")].map(sees))).toEqual([1, 1, 1]);
  const strangers = [
    city.ctxFor("DRV", { userId: crypto.randomUUID() as UserId }),
    city.workerOf(city.places[1].grids[0]),
  ];
  expect(await Promise.all(strangers.map(sees))).toEqual([0, 0]);
  expect(await bagStates()).toEqual(["at_gate", "at_gate", "at_gate"]);
  expect(await orderStates(), "nobody has them in hand").toEqual(["in_transit", "in_transit"]);
  await driveHome();
  expect((await countSome(worker(), bus.handoverId, 3)).state).toBe("agreed");
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "with_grid"]);
  expect(await orderStates()).toEqual(["at_gate", "at_gate"]);
  await expectAllAddsUp(city);
});

test("a bag that is not in the marked zone when the grid worker counts is ruled on like any other", async () => {
  waitMore(5);
  await city.owner.db.update(communities).set({ setDownZone: "东门黄线框" });
  await setDown();
  expect((await countSome(worker(), bus.handoverId, 2)).state).toBe("disputed");
  expect(await bagStates()).toEqual(["at_gate", "at_gate", "at_gate"]);
  const ruling = { handoverId: bus.handoverId, agreed: 2, lost: 1, backOnBoard: 0, reason: "照片上三袋，框里两袋" };
  await ruleHandover(city.ctxFor("DIS"), ruling);
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "lost"]);
  await driveHome();
});

test("dispatch rules on a pile that nobody has counted, and what rides back is with the driver", async () => {
  const ruling = { handoverId: bus.handoverId, agreed: 2, lost: 0, backOnBoard: 1, reason: "门岗电话里说收了两袋" };
  await ruleHandover(city.ctxFor("DIS"), ruling);
  expect(await handover()).toMatchObject({ state: "resolved", way: "ruled", agreed: 2, backOnBoard: 1 });
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "returned"]);
  expect((await stop()).state).toBe("part_handed");
  await expect(ruleHandover(city.ctxFor("DIS"), ruling)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await driveHome();
});

test("dispatch skips a stop that is being unloaded: what was counted stays, the rest rides on and is offered elsewhere", async () => {
  await actAtStop(city.ctxFor("DIS"), { stopId: bus.stopId, act: "skip", reason: "等了一个小时没人" });
  expect((await stop()).state).toBe("skipped");
  expect((await handover()).state).toBe("withdrawn");
  await expectAllAddsUp(city);
  await expect(countSome(worker(), bus.handoverId, 3)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  const planned = await rePlanStop(city.ctxFor("DIS"), { stopId: bus.stopId, tripId: bus.tripId });
  expect(planned.bags).toBe(3);
  await expectAllAddsUp(city);
  await actAtStop(driver(), { stopId: planned.stopId, act: "arrive" });
  await actAtStop(driver(), { stopId: planned.stopId, act: "unload" });
  const [again] = await city.owner.db
    .select()
    .from(handovers)
    .where(and(eq(handovers.stopId, planned.stopId), eq(handovers.gridId, grid().id)));
  expect((await countSome(worker(), again!.id, 3)).state).toBe("agreed");
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "with_grid"]);
  await driveHome();
});

test("a bus that broke down at the gate is handed over there by code, and another driver can do none of it", async () => {
  await city.pastTheGate.db.update(trips).set({ state: "broken_down" }).where(eq(trips.id, bus.tripId));
  const stranger = city.ctxFor("DRV", { userId: crypto.randomUUID() as UserId });
  const right = await code();
  waitMore(5);
  for (const act of [() => byCode(right, stranger), () => onPaper(stranger), () => setDown(stranger)])
    await expect(act()).rejects.toMatchObject({ code: "not_found" });
  const [, other] = city.places[0].grids;
  await expect(onPaper(driver(), { ...pile(), gridId: other.id })).rejects.toMatchObject({ code: "not_found" });
  await byCode(right);
});

test("of a code and a count at the same moment exactly one takes the bags", async () => {
  const right = await code();
  const both = await Promise.allSettled([byCode(right), countSome(worker(), bus.handoverId, 3)]);
  expect(both.map((b) => b.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await driveHome();
});

test("the clerk of a place marks its zone, or takes it away again; another clerk cannot", async () => {
  const [here, there] = city.places;
  const zoneOf = async () =>
    (await city.owner.db.select().from(communities).where(eq(communities.id, here.id)))[0]?.setDownZone;
  await markSetDown(city.clerkOf(here), { communityId: here.id, zone: "东门黄线框" });
  expect(await zoneOf()).toBe("东门黄线框");
  await expect(markSetDown(city.clerkOf(there), { communityId: here.id, zone: "" })).rejects.toMatchObject({
    code: "not_found",
  });
  await markSetDown(city.clerkOf(here), { communityId: here.id, zone: "" });
  expect(await zoneOf()).toBeNull();
});

/** The bus could not set its three bags down and is home again. */
async function comeHomeWithBags(): Promise<void> {
  await actAtStop(city.ctxFor("DIS"), { stopId: bus.stopId, act: "skip", reason: "等了一个小时没人" });
  await returnTrip(driver(), { tripId: bus.tripId });
}
const dispatch = () => city.ctxFor("DIS");
const leftOf = async () => {
  const { rows } = await getPublish(dispatch(), city.cycleId, "road");
  return rows.find((r) => r.id === bus.tripId)?.stops[0]?.left;
};

test("bags that come home with their bus are counted back, and homes that get none are paid back, with the reason", async () => {
  await comeHomeWithBags();
  expect(await leftOf()).toEqual({ bags: 3, riding: true, countedAt: null });
  const giveUp = () => giveUpStop(dispatch(), { stopId: bus.stopId, reason: "小区封了，送不进去" });
  await expect(giveUp()).rejects.toMatchObject({ detail: { guard: "counted_back" } });
  const count = { stopId: bus.stopId, place: "depot", counted: 3 } as const;
  await Promise.all([countBack(dispatch(), count), countBack(dispatch(), count)]);
  const counted = await city.owner.db.select().from(custodyEvents).where(eq(custodyEvents.act, "count_back"));
  expect(counted.map((e) => e.place)).toEqual(["depot", "depot", "depot"]);
  expect(await leftOf()).toEqual({ bags: 3, riding: true, countedAt: "depot" });
  await expectAllAddsUp(city);
  expect(await giveUp()).toEqual({ bags: 3, homes: 2 });
  await expect(giveUp()).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  expect(await bagStates()).toEqual(["returned", "returned", "returned"]);
  expect(await orderStates()).toEqual(["failed", "failed"]);
  expect((await stop()).state).toBe("given_up");
  const owed = await city.owner.db.select().from(householdOrders);
  expect(owed.map((o) => o.totalFen)).toEqual([0, 0]);
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [bus.tripId] })).toEqual({ closed: 1 });
  await expectAllAddsUp(city);
});

test("what is not on the bus when it is home is missing, with dispatch's words, and the load adds up all the same", async () => {
  await comeHomeWithBags();
  const count = { stopId: bus.stopId, place: "store", counted: 2 } as const;
  await expect(countBack(dispatch(), count)).rejects.toMatchObject({ detail: { guard: "count_explained" } });
  await expect(countBack(dispatch(), { ...count, counted: 4, reason: "多一袋" })).rejects.toMatchObject({
    detail: { guard: "count_explained" },
  });
  expect(await countBack(dispatch(), { ...count, reason: "司机说半路掉了一袋" })).toEqual({ missing: 1 });
  expect(await bagStates()).toEqual(["in_transit", "in_transit", "lost"]);
  await expectAllAddsUp(city);
  // Disinfected before anybody decided: the trip is closed, and what it left is still to be decided on.
  expect(await disinfectTrips(city.ctxFor("DEP"), { tripIds: [bus.tripId] })).toEqual({ closed: 1 });
  await giveUpStop(dispatch(), { stopId: bus.stopId, reason: "送不进去" });
  expect(await bagStates()).toEqual(["returned", "returned", "lost"]);
  await expectAllAddsUp(city);
});

test("while the bus is out nothing is counted back, and a neighbour's role cannot", async () => {
  await actAtStop(dispatch(), { stopId: bus.stopId, act: "skip", reason: "没人" });
  const count = { stopId: bus.stopId, place: "depot", counted: 3 } as const;
  await expect(countBack(dispatch(), count)).rejects.toMatchObject({ detail: { guard: "bus_is_home" } });
  await returnTrip(driver(), { tripId: bus.tripId });
  await expect(countBack(driver(), count)).rejects.toMatchObject({ code: "refused" });
  expect((await stop()).countedBack).toBeNull();
});

test("a broken bus without a stop ahead is noted as home, and its bags are counted like any other's", async () => {
  await actAtStop(dispatch(), { stopId: bus.stopId, act: "skip", reason: "没人" });
  await breakDown(driver(), { tripId: bus.tripId });
  await returnTrip(dispatch(), { tripId: bus.tripId });
  await countBack(dispatch(), { stopId: bus.stopId, place: "depot", counted: 3 });
  expect(await leftOf()).toEqual({ bags: 3, riding: true, countedAt: "depot" });
});
