import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditEvents, cycles, gridSheets, householdOrders } from "../../../src/db/schema/index.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { tellHomes } from "../../../src/server/jobs/turn-clock.ts";
import { closeEarly, cutOffEarly } from "../../../src/server/usecases/cycles/close-early.ts";
import { moveCycle } from "../../../src/server/usecases/cycles/move-cycle.ts";
import { cancelOrder } from "../../../src/server/usecases/orders/cancel-order.ts";
import { acceptSheets } from "../../../src/server/usecases/sheets/accept-sheets.ts";
import { submitSheet } from "../../../src/server/usecases/sheets/submit-sheet.ts";
import { getCycleDetail } from "../../../src/server/views/desk/get-cycles.ts";
import { getGridToday } from "../../../src/server/views/grid/get-grid-today.ts";
import { getResidentHome } from "../../../src/server/views/resident/get-resident-home.ts";
import { listNotices } from "../../../src/server/views/resident/list-notices.ts";
import { expectAllAddsUp } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());

const desk = () => city.ctxFor("DESK");
const reason = "台风今晚到，车要早走";
const round = async () => (await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId)))[0]!;
const notices = async (home: Parameters<City["residentOf"]>[0]) => {
  await tellHomes(city.ctxFor("SYS"));
  return (await listNotices(city.residentOf(home))).notices.map((n) => [n.kind, n.why]);
};

test("a cycle closes by itself only once its grids' orders are frozen; empty grids are waived", async () => {
  const grid = city.places[0].grids[0];
  await anOrder(city, grid.homes[0]!);
  await city.cutOffIn(-600, "closing");
  const close = () => moveCycle(city.ctxFor("SYS"), "close", { cycleId: city.cycleId });
  await expect(close()).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "guard_failed", guard: "sheets_frozen_or_waived" },
  });
  const { sheetId } = await submitSheet(city.workerOf(grid), { cycleId: city.cycleId, gridId: grid.id });
  await expect(close()).rejects.toMatchObject({ code: "refused" });
  await acceptSheets(city.clerkOf(city.places[0]), { sheetIds: [sheetId] });
  expect((await close()).state).toBe("closed");
});

test("an act that is not the role's is refused by the table, whatever eyes the facts are read with", async () => {
  const refused = { code: "refused", detail: { kind: "not_your_act" } };
  await expect(cutOffEarly(city.ctxFor("DIS"), { cycleId: city.cycleId, reason })).rejects.toMatchObject(refused);
});

test("an early cut-off stops residents at once, leaves grid workers the grace they were promised, and tells both why", async () => {
  const grid = city.places[0].grids[0];
  const [ordered, silent] = [grid.homes[0]!, grid.homes[1]!];
  const order = await anOrder(city, ordered);
  const before = await round();
  await expect(cutOffEarly(desk(), { cycleId: city.cycleId, reason: " " })).rejects.toMatchObject({
    detail: { guard: "reason_given" },
  });
  await cutOffEarly(desk(), { cycleId: city.cycleId, reason });
  const after = await round();
  expect(after).toMatchObject({ state: "closing", cutOffAt: city.clock.now(), cutEarlyReason: reason });
  expect(after.graceEndsAt - after.cutOffAt).toBe(before.graceEndsAt - before.cutOffAt);
  await expect(cancelOrder(city.residentOf(ordered), { orderId: order.id })).rejects.toMatchObject({
    detail: { guard: "before_cut_off_or_grace" },
  });
  await cancelOrder(city.workerOf(grid), { orderId: (await anOrder(city, grid.homes[2]!)).id, reason: "不要了" });

  expect(await notices(ordered)).toEqual([["order.cut_early", reason]]);
  expect((await getResidentHome(city.residentOf(silent))).cutEarly).toEqual({ why: reason, atMs: city.clock.now() });
  expect((await getGridToday(city.workerOf(grid))).endedEarly).toMatchObject([{ what: "cut_off", why: reason }]);
  expect(city.announced).toContain(`grid:${grid.id}`);
  // Sent twice, it is early no more.
  await expect(cutOffEarly(desk(), { cycleId: city.cycleId, reason })).rejects.toMatchObject({ code: "refused" });
  // Told once, however often the job runs; given more time, the round is no longer one that was cut off.
  expect(await notices(ordered)).toHaveLength(1);
  const [cutOffAt, graceEndsAt] = [plusSeconds(city.clock.now(), 3600), plusSeconds(city.clock.now(), 7200)];
  await moveCycle(desk(), "extend", { cycleId: city.cycleId, reason: "台风绕开了", cutOffAt, graceEndsAt });
  expect(await round()).toMatchObject({ state: "open", cutEarlyAt: null });
});

test("the desk sees beforehand what an early close touches, and closing does just that", async () => {
  const [a, b] = city.places[0].grids;
  const [c] = city.places[1].grids;
  for (const home of [a.homes[0]!, a.homes[1]!, b.homes[0]!, c.homes[0]!]) await anOrder(city, home);
  const doubtful = await anOrder(city, a.homes[2]!, { state: "needs_review" });
  await city.cutOffIn(-60, "closing");
  await submitSheet(city.workerOf(b), { cycleId: city.cycleId, gridId: b.id });
  const { sheetId } = await submitSheet(city.workerOf(c), { cycleId: city.cycleId, gridId: c.id });
  await acceptSheets(city.clerkOf(city.places[1]), { sheetIds: [sheetId] });
  expect((await getCycleDetail(desk(), city.cycleId)).early).toEqual({
    homes: 5,
    grids: 3,
    gridsNotIn: 1,
    homesNotIn: 3,
    gridsNotAccepted: 1,
    inReview: 1,
  });

  expect(await closeEarly(desk(), { cycleId: city.cycleId, reason })).toEqual({ taken: 2 });
  expect((await round()).state).toBe("closed");
  const sheetOf = async (gridId: string) =>
    (
      await city.owner.db
        .select()
        .from(gridSheets)
        .where(and(eq(gridSheets.cycleId, city.cycleId), eq(gridSheets.gridId, gridId as never)))
    )[0]!;
  expect(await sheetOf(a.id)).toMatchObject({ state: "frozen", homes: 3, takenReason: reason });
  // What was handed in is its worker's own word.
  expect(await sheetOf(b.id)).toMatchObject({ state: "frozen", takenReason: null });
  expect((await sheetOf(city.places[1].grids[1].id)).state).toBe("collecting");
  const orders = await city.owner.db.select().from(householdOrders);
  expect(orders.map((o) => o.state)).toEqual(Array(5).fill("locked"));
  await expectAllAddsUp(city);

  expect(await notices(a.homes[2]!)).toContainEqual(["order.taken", reason]);
  expect(await notices(b.homes[0]!)).toEqual([]);
  expect((await getGridToday(city.workerOf(a))).endedEarly).toMatchObject([{ what: "taken", why: reason }]);
  expect((await getGridToday(city.workerOf(b))).endedEarly).toEqual([]);
  const record = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, doubtful.id));
  expect(record.find((e) => e.kind === "order.resolve")?.reason).toBe(reason);
  await expect(closeEarly(desk(), { cycleId: city.cycleId, reason })).rejects.toMatchObject({ code: "refused" });
});

test("of a close by the desk and a sheet handed in at the same moment each order is locked and charged once", async () => {
  const grid = city.places[0].grids[0];
  for (const home of grid.homes.slice(0, 4)) await anOrder(city, home);
  await city.cutOffIn(-60, "closing");
  const [closed] = await Promise.allSettled([
    closeEarly(desk(), { cycleId: city.cycleId, reason }),
    submitSheet(city.workerOf(grid), { cycleId: city.cycleId, gridId: grid.id }),
  ]);
  if (closed.status === "rejected") await closeEarly(desk(), { cycleId: city.cycleId, reason });
  const orders = await city.owner.db.select().from(householdOrders);
  expect(orders.map((o) => o.state)).toEqual(Array(4).fill("locked"));
  await expectAllAddsUp(city);
});
