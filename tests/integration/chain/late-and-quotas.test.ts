import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectAs, type ScopedConnection } from "../../../src/db/client.ts";
import { cycles, gridQuotas, householdOrders, lateRequests } from "../../../src/db/schema/index.ts";
import { plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { OrderLanes } from "../../../src/server/ordering/order-lanes.ts";
import { createCycle } from "../../../src/server/usecases/cycles/create-cycle.ts";
import { moveCycle } from "../../../src/server/usecases/cycles/move-cycle.ts";
import { answerLate } from "../../../src/server/usecases/orders/answer-late.ts";
import { placeOrder } from "../../../src/server/usecases/orders/place-order.ts";
import { submitSheet } from "../../../src/server/usecases/sheets/submit-sheet.ts";
import { listReviews } from "../../../src/server/views/grid/list-reviews.ts";
import { aStore } from "../../support/chain.ts";
import { aCity, type City, type TestHome } from "../../support/city.ts";
import { makeReady } from "../../support/ready-city.ts";

let city: City;
let lanes: OrderLanes;
let own: ScopedConnection;
const grid = () => city.places[0].grids[0];
const worker = () => city.workerOf(grid());
const home = (i: number) => grid().homes[i] as TestHome;
const stateOf = async (h: TestHome) =>
  (await city.owner.db.select().from(lateRequests).where(eq(lateRequests.householdId, h.id))).map((l) => l.state);

beforeEach(async () => {
  city = await aCity();
  own = await connectAs(city.url, "baogong_app", { max: 2, name: "web" });
  lanes = new OrderLanes(own);
});
afterEach(async () => {
  await own.close();
  await city.close();
});

/** A resident who orders after the cut-off: refused, and kept. */
async function late(h: TestHome, wanted = 1): Promise<void> {
  await expect(
    placeOrder(city.residentOf(h), lanes, {
      key: randomUUID(),
      cycleId: city.cycleId,
      householdId: h.id,
      lines: [{ packageVersionId: city.packages.A, wanted, acceptUpTo: wanted }],
    }),
  ).rejects.toMatchObject({ detail: { kind: "past_cut_off" } });
}
const answer = (h: TestHome, act: "take" | "put_off" | "decline", reason?: string) =>
  answerLate(worker(), { cycleId: city.cycleId, householdId: h.id, act, ...(reason ? { reason } : {}) });

test("a wish that came too late waits for the grid worker: taken in the grace, put off, or declined with a reason", async () => {
  await city.cutOffIn(-60, "closing");
  for (const i of [0, 3, 4]) await late(home(i));
  await late(home(0), 2);
  const before = await listReviews(worker());
  expect(before.late.map((l) => l.state)).toEqual(["waiting", "waiting", "waiting"]);
  expect(before.mayOrder).toBe(true);
  await answer(home(0), "take");
  const [order] = await city.owner.db.select().from(householdOrders);
  expect(order).toMatchObject({ householdId: home(0).id, channel: "proxy", state: "submitted", totalFen: 10_000 });
  expect(await stateOf(home(0))).toEqual(["taken", "taken"]);
  await answer(home(3), "put_off");
  await expect(answer(home(4), "decline")).rejects.toMatchObject({ detail: { guard: "reason_given" } });
  await answer(home(4), "decline", "这批没货了");
  await expect(answer(home(4), "take")).rejects.toMatchObject({ code: "not_found" });
  const after = await listReviews(worker());
  expect(after.late.map((l) => [l.state, l.reason])).toEqual(
    expect.arrayContaining([
      ["taken", null],
      ["put_off", null],
      ["declined", "这批没货了"],
    ]),
  );
});

test("nothing is taken once the grace is over or the sheet is in, and no other grid's worker answers", async () => {
  await city.cutOffIn(-60, "closing");
  await late(home(0));
  await expect(
    answerLate(city.workerOf(city.places[0].grids[1]), {
      cycleId: city.cycleId,
      householdId: home(0).id,
      act: "put_off",
    }),
  ).rejects.toMatchObject({ code: "not_found" });
  await submitSheet(worker(), { cycleId: city.cycleId, gridId: grid().id });
  await expect(answer(home(0), "take")).rejects.toMatchObject({ detail: { guard: "within_grace" } });
  await answer(home(0), "put_off");
  expect(await stateOf(home(0))).toEqual(["put_off"]);
});

test("of two answers to one wish at once, one stands and one order at most is placed", async () => {
  await city.cutOffIn(-60, "closing");
  await late(home(0));
  const both = await Promise.allSettled([answer(home(0), "take"), answer(home(0), "take")]);
  expect(both.filter((b) => b.status === "fulfilled")).toHaveLength(1);
  expect(await city.owner.db.select().from(householdOrders)).toHaveLength(1);
});

test("a wish that is declined while it is being taken reads taken, and its order is there", async () => {
  await city.cutOffIn(-60, "closing");
  await late(home(0));
  const waiting = async () =>
    (
      await city.owner.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`
    )[0]?.n;
  const { taken, declined } = await city.owner.db.transaction(async (tx) => {
    // Somebody holds the stock: the order stands in its lane, and whoever declines meanwhile has to wait for it.
    await tx.execute(sql`SELECT FROM offers FOR UPDATE`);
    const taken = answer(home(0), "take");
    await expect.poll(waiting).toBe(1);
    const declined = answer(home(0), "decline", "没货了").catch((error: unknown) => error);
    await expect.poll(waiting).toBe(2);
    return { taken, declined };
  });
  await taken;
  expect(await declined).toMatchObject({ code: "not_found" });
  expect(await stateOf(home(0))).toEqual(["taken"]);
  expect(await city.owner.db.select().from(householdOrders)).toHaveLength(1);
});

test("a new cycle's quotas hold for every grid, a community's own total is shared by homes, and an order beyond it is refused", async () => {
  const store = await aStore(city, {});
  const now = city.clock.now();
  const wish = {
    opensAt: plusSeconds(now, -3600),
    cutOffAt: plusSeconds(now, 3600),
    graceEndsAt: plusSeconds(now, 5400),
    deliveryDay: plusDays(toServiceDay(now), 1),
    policy: "need_first" as const,
    gridMinimumBags: 0,
    offers: [{ packageVersionId: city.packages.A, householdLimit: 3, offered: 100, caseSize: 1 }],
    commits: [{ supermarketId: store.id, packageVersionId: city.packages.A, committed: 100 }],
  };
  const desk = city.ctxFor("DESK");
  await expect(
    createCycle(desk, { ...wish, quotas: [{ packageVersionId: city.packages.B, quota: 5 }] }),
  ).rejects.toMatchObject({ detail: { kind: "quota_not_on_card" } });
  const { cycleId } = await createCycle(desk, {
    ...wish,
    quotas: [
      { packageVersionId: city.packages.A, communityId: city.places[1].id, quota: 7 },
      { packageVersionId: city.packages.A, quota: 2 },
    ],
  });
  const rows = await city.owner.db.select().from(gridQuotas).where(eq(gridQuotas.cycleId, cycleId));
  const of = (place: 0 | 1) =>
    city.places[place].grids.map((g) => rows.find((r) => r.gridId === g.id)?.quota).toSorted();
  expect(of(0)).toEqual([2, 2]);
  expect(of(1)).toEqual([3, 4]);
  await city.pastTheGate.db.update(cycles).set({ state: "cancelled" }).where(eq(cycles.id, city.cycleId));
  await makeReady(city);
  await moveCycle(desk, "publish", { cycleId });
  await moveCycle(desk, "open_early", { cycleId });
  const order = (i: number, wanted: number) =>
    placeOrder(city.residentOf(home(i)), lanes, {
      key: randomUUID(),
      cycleId,
      householdId: home(i).id,
      lines: [{ packageVersionId: city.packages.A, wanted, acceptUpTo: wanted }],
    });
  await order(0, 2);
  await expect(order(3, 1)).rejects.toMatchObject({ detail: { kind: "over_quota", left: 0 } });
});
