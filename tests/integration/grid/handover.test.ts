import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  auditEvents,
  bags,
  batches,
  handovers,
  householdOrders,
  stops,
  zoneVersions,
} from "../../../src/db/schema/index.ts";
import type { ZoneVersionId } from "../../../src/domain/kernel/ids.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { countHandover } from "../../../src/server/usecases/movement/count-handover.ts";
import { ruleHandover } from "../../../src/server/usecases/movement/rule-handover.ts";
import { aPhoto } from "../../support/a-photo.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { aBusAtTheGate, anOrder, type TestBus } from "../../support/orders-and-bus.ts";

const open: City[] = [];
let city: City;
let bus: TestBus;
beforeEach(async () => {
  city = await aCity();
  open.push(city);
  const [grid] = city.places[0].grids;
  bus = await aBusAtTheGate(city, grid, [
    await anOrder(city, grid.homes[0]!, { state: "confirmed", lines: { A: 2 } }),
    await anOrder(city, grid.homes[3]!, { state: "confirmed" }),
  ]);
});
afterAll(async () => {
  for (const c of open) await c.close();
});

const worker = () => city.workerOf(city.places[0].grids[0]);
const handover = async () => (await city.owner.db.select().from(handovers).where(eq(handovers.id, bus.handoverId)))[0]!;
const bagStates = async () =>
  (await city.owner.db.select({ state: bags.state }).from(bags).orderBy(bags.number)).map((b) => b.state);

test("equal counts pass custody on: bags, orders, stop and batch follow, and the zone of the moment is written down", async () => {
  const now = city.clock.now();
  await city.owner.db.insert(zoneVersions).values({
    id: crypto.randomUUID() as ZoneVersionId,
    communityId: city.places[0].id,
    level: "lockdown",
    state: "effective",
    from: plusSeconds(now, -60),
    orderNumber: "12",
    setAt: now,
  });
  expect(await countSome(worker(), bus.handoverId, 3)).toEqual({
    state: "agreed",
    offered: 3,
    counted: 3,
  });
  expect(await handover()).toMatchObject({ state: "agreed", agreed: 3, zoneLevel: "lockdown", mode: "to_door" });
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "with_grid"]);
  expect((await city.owner.db.select().from(householdOrders)).map((o) => o.state)).toEqual(["at_gate", "at_gate"]);
  expect((await city.owner.db.select().from(stops))[0]?.state).toBe("handed_over");
  expect((await city.owner.db.select().from(batches))[0]?.state).toBe("delivered");
});

test("a different count is disputed and moves nothing until a recount agrees", async () => {
  expect((await countSome(worker(), bus.handoverId, 2)).state).toBe("disputed");
  expect(await bagStates()).toEqual(["in_transit", "in_transit", "in_transit"]);
  expect((await countSome(worker(), bus.handoverId, 2)).state).toBe("disputed");
  expect((await countSome(worker(), bus.handoverId, 3)).state).toBe("agreed");
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "with_grid"]);
});

test("a ruling on a disputed count adds up: two in hand, one lost", async () => {
  const photo = aPhoto;
  await countSome(worker(), bus.handoverId, 2, photo);
  expect((await handover()).photo).not.toBeNull();
  await ruleHandover(city.ctxFor("DIS"), {
    handoverId: bus.handoverId,
    agreed: 2,
    lost: 1,
    backOnBoard: 0,
    reason: "司机数错",
  });
  expect(await bagStates()).toEqual(["with_grid", "with_grid", "lost"]);
});

test("of two equal counts at once exactly one is taken", async () => {
  const both = await Promise.allSettled([1, 2].map(() => countSome(worker(), bus.handoverId, 3)));
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find((x) => x.status === "rejected")).toMatchObject({
    reason: { code: "refused", detail: { kind: "not_from_here" } },
  });
});

test("another grid's handover answers like a missing one", async () => {
  const [, other] = city.places[0].grids;
  await expect(countSome(city.workerOf(other), bus.handoverId, 3)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a count that a phone sends three times, twice at once, is one; with other content it is refused", async () => {
  const id = crypto.randomUUID();
  const same = () => countSome(worker(), bus.handoverId, 2, undefined, id);
  const answers = [...(await Promise.all([same(), same()])), await same()];
  for (const answer of answers) expect(answer).toEqual({ state: "disputed", offered: 3, counted: 2 });
  const counted = (await handover()).countedOf!;
  const again = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "handover.counted_again"));
  expect(again).toEqual([]);
  await expect(countSome(worker(), bus.handoverId, 3, undefined, id)).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "id_taken" },
  });
  expect(await handover()).toMatchObject({ state: "disputed", counted: 2 });
  // Sent late, after the recount that settled it: what the first came to is told, and nothing moves.
  await countSome(worker(), bus.handoverId, 3);
  expect(await countHandover(worker(), { id, handoverId: bus.handoverId, counted })).toEqual(answers[0]);
  expect(await handover()).toMatchObject({ state: "agreed", counted: 3 });
});
