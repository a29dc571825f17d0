import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlanSummary, ProposedTrip } from "../../../src/contract/movement.ts";
import type { PlanChange } from "../../../src/contract/plan-edits.ts";
import { auditEvents, plans, stopLoads, trips, vehicles, vehicleTypes } from "../../../src/db/schema/index.ts";
import type { BatchId, PlanId, VehicleId } from "../../../src/domain/kernel/ids.ts";
import { type Drafts, openDrafts } from "../../../src/server/planning/drafts.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { changePlan, stepPlan } from "../../../src/server/usecases/movement/edit-plan.ts";
import { acceptPlan, requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { namePlan, takeUpPlan } from "../../../src/server/usecases/movement/name-plan.ts";
import { solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { compareVersions } from "../../../src/server/views/dispatch/compare-versions.ts";
import { listOffers, priceChange } from "../../../src/server/views/dispatch/price-change.ts";
import { allocate, aStore, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

/** A plan of one trip over both gates waits to be taken; a second bus has nothing to do. */
let city: City;
let drafts: Drafts;
let planId: PlanId;
beforeEach(async () => {
  city = await aCity();
  drafts = openDrafts(estimateOnly);
  await aStore(city, { A: 20 });
  await someBuses(city, 2);
  for (const place of city.places) await anOrder(city, place.grids[0].homes[0]!, { lines: { A: 2 } });
  await freezeAll(city);
  await allocate(city);
  ({ planId } = await solved());
});
afterEach(async () => {
  await drafts.close();
  await city.close();
});

const dispatch = () => city.ctxFor("DIS");
const nobodyAsked = async () => {
  throw new Error("the worker was asked");
};
const solved = () =>
  requestPlan(dispatch(), { cycleId: city.cycleId, seconds: 1, seed: 1 }, (job) =>
    solvePlan(city.ctxFor("SYS"), job, estimateOnly),
  );
const price = (id: PlanId, change: PlanChange) => priceChange(dispatch(), { planId: id, change }, drafts, nobodyAsked);
const make = async (id: PlanId, change: PlanChange) =>
  (await changePlan(dispatch(), { planId: id, change }, drafts, nobodyAsked)).planId;
const step = async (id: PlanId, which: "undo" | "redo") =>
  (await stepPlan(dispatch(), { planId: id, step: which })).planId;
async function read(id: PlanId) {
  const [plan] = await city.owner.db.select().from(plans).where(eq(plans.id, id));
  const summary = plan?.summary as PlanSummary & { proposed: ProposedTrip[] };
  return { ...plan!, summary, proposed: summary.proposed };
}
const content = async (id: PlanId) => {
  const { proposed, leftOut } = await read(id);
  return { proposed, leftOut };
};
async function aMove(): Promise<PlanChange & { kind: "move" }> {
  const { proposed } = await read(planId);
  const [trip] = proposed;
  expect(trip?.stops).toHaveLength(2);
  const from = { vehicleId: trip!.vehicleId as VehicleId, trip: 0 };
  const batchIds = trip!.stops[0]!.loads.map((l) => l.batchId as BatchId);
  return { kind: "move", batchIds, from, to: { ...from, before: null } };
}
async function anIdleBus(busy: string): Promise<VehicleId> {
  const fleet = await city.owner.db.select().from(vehicles);
  return fleet.find((v) => v.id !== busy)!.id;
}

test("the price that was said is what the changed plan costs more, and the accepted plan has its trips", async () => {
  const change = await aMove();
  const said = await price(planId, change);
  expect(said).toMatchObject({ allowed: true, against: [], late: [] });
  const changed = await make(planId, change);
  const [before, after] = [await read(planId), await read(changed)];
  expect([before.state, after.state]).toEqual(["superseded", "proposed"]);
  expect(Math.abs(after.summary.cost - before.summary.cost - said.costFen)).toBeLessThanOrEqual(1);
  expect(after.summary.metres - before.summary.metres).toBe(said.metres);
  expect(after.proposed[0]?.stops.map((s) => s.communityId)).toEqual(
    before.proposed[0]?.stops.map((s) => s.communityId).toReversed(),
  );
  await acceptPlan(dispatch(), { planId: changed }, async () => {});
  const [row] = await city.owner.db.select().from(trips);
  const [mine] = after.proposed;
  expect(row).toMatchObject({ planId: changed, departAt: mine?.departAt, backAt: mine?.backAt, metres: mine?.metres });
  const events = await city.owner.db
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, changed), eq(auditEvents.kind, "plan.propose")));
  expect(events.map((e) => [e.role, e.data])).toMatchObject([["DIS", { of: planId, change }]]);
});

test("the same change sent twice, or at once by two, comes to one plan; another one of the old plan is a conflict", async () => {
  const change = await aMove();
  const [one, two] = await Promise.all([make(planId, change), make(planId, change)]);
  expect(two).toBe(one);
  expect(await make(planId, change)).toBe(one);
  const other: PlanChange = { kind: "leave_out", batchIds: change.batchIds, from: change.from };
  await expect(make(planId, other)).rejects.toMatchObject({ code: "conflict" });
  await expect(price(planId, other)).rejects.toMatchObject({ code: "conflict" });
});

test("a plan that another one has replaced meanwhile is a conflict, and one that was taken is no draft any more", async () => {
  const change = await aMove();
  const second = (await solved()).planId;
  await acceptPlan(dispatch(), { planId: second }, async () => {});
  await expect(make(planId, change)).rejects.toMatchObject({ code: "conflict" });
  await expect(make(second, change)).rejects.toMatchObject({ code: "refused", detail: { kind: "not_from_here" } });
});

test("undo gives the former plan back to the letter, redo the change again, each as often as there were changes", async () => {
  const change = await aMove();
  const first = await make(planId, change);
  const second = await make(first, { kind: "leave_out", batchIds: change.batchIds, from: change.from });
  expect((await read(second)).leftOut).toMatchObject([{ batchId: change.batchIds[0], bags: 2, reason: "by_hand" }]);
  const once = await step(second, "undo");
  expect(await step(second, "undo")).toBe(once);
  expect(await content(once)).toEqual(await content(first));
  const twice = await step(once, "undo");
  expect(await content(twice)).toEqual(await content(planId));
  await expect(step(twice, "undo")).rejects.toMatchObject({ code: "conflict" });
  const again = await step(twice, "redo");
  expect(await step(twice, "redo")).toBe(again);
  expect(await content(again)).toEqual(await content(first));
  const all = await step(again, "redo");
  expect(await content(all)).toEqual(await content(second));
  await expect(step(all, "redo")).rejects.toMatchObject({ code: "conflict" });
  const standing = await city.owner.db.select().from(plans).where(eq(plans.state, "proposed"));
  expect(standing.map((p) => p.id)).toEqual([all]);
});

test("a stop that was left out is offered the bus that has room, and taking the offer puts every bag back once", async () => {
  const change = await aMove();
  const out = await make(planId, { kind: "leave_out", batchIds: change.batchIds, from: change.from });
  const asked = { planId: out, batchIds: change.batchIds, from: null };
  const offers = await listOffers(dispatch(), asked, drafts, nobodyAsked);
  expect(offers.length).toBeGreaterThan(0);
  expect(offers.map((o) => o.price.costFen)).toEqual(offers.map((o) => o.price.costFen).toSorted((a, b) => a - b));
  const whole = await make(out, offers[0]!.change);
  expect(await read(whole)).toMatchObject({ leftOut: [], summary: { bags: 4 } });
});

test("who could take a stop names the idle bus with a load of its own; one without the room is not allowed", async () => {
  const change = await aMove();
  const asked = { planId, batchIds: change.batchIds, from: change.from };
  const offers = await listOffers(dispatch(), asked, drafts, nobodyAsked);
  const to = offers.map((o) => (o.change.kind === "move" ? o.change.to : undefined));
  const other = to.find((at) => at?.vehicleId !== change.from.vehicleId);
  expect(other).toMatchObject({ trip: 0, loadAt: expect.any(String) });
  await city.owner.db.update(vehicleTypes).set({ maxBags: 1 });
  const tight = await price(planId, { ...change, to: other! });
  expect(tight).toMatchObject({ allowed: false, load: { bags: 2, capacity: 1 } });
  expect(tight.against).toContain("capacity");
  await expect(make(planId, { ...change, to: other! })).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "change_not_allowed" },
  });
  expect(await read(planId)).toMatchObject({ state: "proposed" });
});

test("what the plan does not have is a conflict, and times that nobody kept are asked of the worker", async () => {
  const change = await aMove();
  await expect(price(planId, { ...change, batchIds: [randomUUID() as BatchId] })).rejects.toMatchObject({
    code: "conflict",
  });
  let asked = 0;
  const cold: Drafts = openDrafts((places) => ({
    ...estimateOnly(places),
    providerFor: (speed) => ({ ...estimateOnly(places).providerFor(speed), kind: "embedded", version: "streets" }),
  }));
  const waits = priceChange(dispatch(), { planId, change }, cold, async () => {
    asked += 1;
  });
  await expect(waits).rejects.toMatchObject({ code: "refused", detail: { kind: "roads_not_ready" } });
  expect(asked).toBe(1);
  await cold.close();
});

test("a stop is shared between two buses: every bag rides once, and the taken plan has both shares", async () => {
  const { batchIds, from } = await aMove();
  const [batchId] = batchIds;
  const store = (await read(planId)).proposed[0]!.supermarketId as never;
  const idle = { vehicleId: await anIdleBus(from.vehicleId), trip: 0, loadAt: store };
  const share: PlanChange = { kind: "split", batchId: batchId!, bags: 1, from, to: idle };
  expect(await price(planId, share)).toMatchObject({ allowed: true, load: { bags: 1 } });
  expect((await price(planId, { ...share, bags: 5 }).catch((e) => e)).code).toBe("conflict");
  const shared = await make(planId, share);
  expect((await read(shared)).summary).toMatchObject({ buses: 2, trips: 2, bags: 4 });
  await acceptPlan(dispatch(), { planId: shared }, async () => {});
  const loads = await city.owner.db.select().from(stopLoads).where(eq(stopLoads.batchId, batchId!));
  expect(loads.map((l) => l.planned)).toEqual([1, 1]);
});

test("a pinned stop stays on its bus and a locked trip as it is, until somebody loosens them; undo loosens too", async () => {
  const change = await aMove();
  const { batchIds, from } = change;
  const away: PlanChange = { kind: "leave_out", batchIds, from };
  const pinned = await make(planId, { kind: "pin", batchIds, from, on: true });
  expect(await price(pinned, change)).toMatchObject({ allowed: true });
  expect(await price(pinned, away)).toMatchObject({ allowed: false, against: ["pin"] });
  await expect(make(pinned, away)).rejects.toMatchObject({ detail: { kind: "change_not_allowed", against: ["pin"] } });
  const locked = await make(pinned, { kind: "lock", trip: from, on: true });
  expect(await price(locked, change)).toMatchObject({ allowed: false, against: ["pin"] });
  const loose = await step(await step(locked, "undo"), "undo");
  expect(await price(loose, away)).toMatchObject({ allowed: true });
  const again = await step(loose, "redo");
  expect(await price(again, away)).toMatchObject({ allowed: false, against: ["pin"] });
});

const repaired = (from: PlanId) =>
  requestPlan(dispatch(), { cycleId: city.cycleId, seconds: 1, seed: 2, from }, (job) =>
    solvePlan(city.ctxFor("SYS"), job, estimateOnly),
  );

test("repairing keeps what is pinned, locked or left out by hand, costs what the whole plan costs, and is undone", async () => {
  const { batchIds, from } = await aMove();
  const store = (await read(planId)).proposed[0]!.supermarketId as never;
  const idle = { vehicleId: await anIdleBus(from.vehicleId), trip: 0 };
  const moved = await make(planId, { kind: "move", batchIds, from, to: { ...idle, loadAt: store } });
  // Left alone, the search would put both stops on one bus again.
  const free = await repaired(moved);
  expect((await read(free.planId)).summary.buses).toBe(1);
  const pinned = await make(moved, { kind: "pin", batchIds, from: idle, on: true });
  const kept = await repaired(pinned);
  const after = await read(kept.planId);
  expect(after.proposed.find((t) => t.vehicleId === idle.vehicleId)?.stops[0]?.loads[0]?.batchId).toBe(batchIds[0]);
  const both = await make(await step(kept.planId, "undo"), { kind: "lock", trip: from, on: true });
  const all = await make(both, { kind: "lock", trip: idle, on: true });
  const still = await read((await repaired(all)).planId);
  const stood = await read(all);
  expect(still.proposed).toEqual(stood.proposed);
  expect(Math.abs(still.summary.cost - stood.summary.cost)).toBeLessThanOrEqual(1);
  expect(still.summary.metres).toBe(stood.summary.metres);
  const out = await make(await step(still.id, "undo"), {
    kind: "lock",
    trip: idle,
    on: false,
  });
  const less = await make(out, { kind: "pin", batchIds, from: idle, on: false });
  const left = await make(less, { kind: "leave_out", batchIds, from: idle });
  expect((await read((await repaired(left)).planId)).leftOut).toMatchObject([
    { batchId: batchIds[0], reason: "by_hand" },
  ]);
});

test("a plan with a name is found again, taken up once however often it is sent, and compared with the one that stands", async () => {
  const { batchIds, from } = await aMove();
  const out = await make(planId, { kind: "leave_out", batchIds, from });
  await namePlan(dispatch(), { planId, name: "两站都去" });
  await expect(namePlan(dispatch(), { planId: randomUUID() as PlanId, name: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
  const compared = await compareVersions(dispatch(), { cycleId: city.cycleId });
  expect(compared.versions.map((v) => [v.id, v.name])).toEqual([
    [out, null],
    [planId, "两站都去"],
  ]);
  expect(compared.both).toMatchObject({
    a: { id: planId, figures: { leftOutBags: 0 } },
    b: { id: out, figures: { leftOutBags: 2 } },
    buses: [from.vehicleId],
  });
  expect(compared.both?.differs.filter((x) => x.to === null)).toHaveLength(1);
  const again = (await takeUpPlan(dispatch(), { planId })).planId;
  expect((await takeUpPlan(dispatch(), { planId })).planId).toBe(again);
  expect(await content(again)).toEqual(await content(planId));
  expect((await read(again)).state).toBe("proposed");
  expect(await content(await step(again, "undo"))).toEqual(await content(out));
  const standing = await city.owner.db.select().from(plans).where(eq(plans.state, "proposed"));
  expect(standing).toHaveLength(1);
});

test("a plan that was taken is what it was, whatever is taken up and changed after it", async () => {
  await acceptPlan(dispatch(), { planId }, async () => {});
  const before = await read(planId);
  const next = (await takeUpPlan(dispatch(), { planId })).planId;
  const { batchIds, from } = await aMove();
  await make(next, { kind: "leave_out", batchIds, from });
  expect(await read(planId)).toEqual(before);
  const change = city.owner.db.update(plans).set({ summary: {} }).where(eq(plans.id, planId));
  await expect(change).rejects.toThrow();
  const compared = await compareVersions(dispatch(), { cycleId: city.cycleId });
  expect(compared.both).toMatchObject({ a: { id: planId, state: "accepted" } });
  expect(compared.both?.differs.some((x) => x.to === null)).toBe(true);
});
