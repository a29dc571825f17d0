import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCashInBox, sumOfBox } from "../../../src/db/queries/cash-in-box.ts";
import {
  assignments,
  auditEvents,
  householdOrders,
  sessions,
  trips,
  users,
  vehicles,
} from "../../../src/db/schema/index.ts";
import type { AssignmentId, UserId } from "../../../src/domain/kernel/ids.ts";
import type { Role } from "../../../src/domain/kernel/role.ts";
import type { Instant } from "../../../src/domain/kernel/time.ts";
import { look } from "../../../src/server/act.ts";
import { loadSession } from "../../../src/server/auth/session.ts";
import { bankCash } from "../../../src/server/usecases/money/bank-cash.ts";
import { goOnLeave } from "../../../src/server/usecases/staff/go-on-leave.ts";
import { endAssignment } from "../../../src/server/usecases/staff/invite-staff.ts";
import { openAccount, shutAccount } from "../../../src/server/usecases/staff/shut-account.ts";
import { getStaffMember } from "../../../src/server/views/desk/get-staff-member.ts";
import { listStaff } from "../../../src/server/views/desk/list-staff.ts";
import { aCity, type City, type TestGrid } from "../../support/city.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
  // The people of a test's city are no staff by their address yet.
  await city.owner
    .sql`UPDATE users SET email = id || '@staff.invalid', username = left(id::text, 12) WHERE id IN (SELECT user_id FROM assignments)`;
});
afterAll(() => city.close());

const desk = () => city.ctxFor("DESK");
const first = (): TestGrid => city.places[0].grids[0];
const second = (): TestGrid => city.places[0].grids[1];
const inBox = (who: UserId) => look(city.ctxFor("SYS"), async (tx) => sumOfBox(await listCashInBox(tx, who)));
const rolesOf = async (who: UserId) =>
  (
    await city.owner.db
      .select()
      .from(assignments)
      .where(and(eq(assignments.userId, who), isNull(assignments.to)))
  ).map((a) => a.role);
const eventsOf = async (...kinds: string[]) =>
  (await city.owner.db.select().from(auditEvents).where(inArray(auditEvents.kind, kinds))).map((e) => e.kind);

async function somebody(role: Role, place: Partial<typeof assignments.$inferInsert> = {}): Promise<UserId> {
  const id = randomUUID() as UserId;
  await city.owner.db
    .insert(users)
    .values({ id, name: `某${id.slice(0, 4)}`, username: id.slice(0, 12), email: `${id}@staff.invalid` });
  await city.owner.db
    .insert(assignments)
    .values({ id: randomUUID() as AssignmentId, userId: id, role, ...place, from: 0 as Instant });
  return id;
}
/** What the page shows, and the answers of somebody who hands everything to one person. */
async function leaving(userId: UserId, to: UserId | null) {
  const { left } = await getStaffMember(desk(), userId);
  const takers = left.map(({ key }) => ({ key, to }));
  return { userId, reason: "辞职", seen: left.map((l) => l.key), takers, driversWell: false };
}

test("a grid worker who goes hands over grid and cash in one act: the other banks it, nobody signs in to the account, and all is on record", async () => {
  const worker = city.workerOf(first());
  const gone = first().worker;
  const order = await anOrder(city, first().homes[0]!);
  await city.pastTheGate.db.update(householdOrders).set({ state: "at_gate" }).where(eq(householdOrders.id, order.id));
  await takeCash(worker, { orderId: order.id, amountFen: 5000, dueFen: 5000 });
  await city.owner.db.insert(sessions).values({
    id: randomUUID(),
    userId: gone,
    token: randomUUID(),
    proof: "password",
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  const shown = await getStaffMember(desk(), gone);
  expect(shown.left.map((l) => [l.kind, l.number, l.amountFen, l.open])).toEqual([
    ["post", 1, null, { doors: 1 }],
    ["cash", 1, 5000, {}],
  ]);
  // The day of a sign-in is written where a session begins.
  expect(shown.lastSignInOn).toMatch(/^\d{4}-\d\d-\d\d$/);

  await expect(shutAccount(desk(), { ...(await leaving(gone, null)), takers: [] })).rejects.toMatchObject({
    detail: { kind: "left_without_owner", left: 2 },
  });
  const answers = await leaving(gone, second().worker);
  await expect(
    shutAccount(desk(), { ...answers, takers: answers.takers.filter((t) => t.key.startsWith("cash")) }),
  ).rejects.toMatchObject({
    detail: { kind: "left_without_owner", left: 1 },
  });
  await expect(shutAccount(city.ctxFor("DESK", { userId: gone }), answers)).rejects.toMatchObject({
    detail: { kind: "not_oneself" },
  });
  expect(await inBox(gone)).toBe(5000);

  await expect(shutAccount(desk(), answers)).resolves.toEqual({ taken: 2, roles: 1 });
  expect([await inBox(gone), await inBox(second().worker)]).toEqual([0, 5000]);
  expect([await rolesOf(gone), await rolesOf(second().worker)]).toEqual([[], ["GW", "GW"]]);
  expect(await city.owner.db.select().from(sessions).where(eq(sessions.userId, gone))).toEqual([]);
  expect(await loadSession(city.ctxFor("SYS").db, gone, "password")).toBeNull();
  expect((await eventsOf("account.shut", "cash_box.handed_over", "role.ended", "role.given")).toSorted()).toEqual([
    "account.shut",
    "cash_box.handed_over",
    "role.ended",
    "role.given",
  ]);
  // Sent twice: there is nothing left to take over, and the answers are to what was.
  await expect(shutAccount(desk(), answers)).rejects.toMatchObject({ detail: { kind: "leaving_changed" } });

  const successor = city.ctxFor("GW", { userId: second().worker, grids: [first().id, second().id] });
  await bankCash(successor, { amountFen: 5000, boxFen: 5000 });
  const [row] = await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id));
  expect([row?.payment, await inBox(second().worker)]).toEqual(["banked", 0]);
  expect((await listStaff(desk())).find((r) => r.userId === gone)).toMatchObject({ state: "shut", role: null });
});

test("an account is opened again with the roles that ended with it, and once only; what others took over stays theirs", async () => {
  const gone = first().worker;
  city.clock.pass(60);
  await city.clock.arrived();
  expect((await getStaffMember(desk(), gone)).endedRoles).toBe(1);
  await expect(openAccount(desk(), { userId: gone, rolesToo: true })).resolves.toEqual({ roles: 1 });
  await expect(openAccount(desk(), { userId: gone, rolesToo: true })).rejects.toMatchObject({
    detail: { kind: "account_open" },
  });
  expect([await rolesOf(gone), await rolesOf(second().worker)]).toEqual([["GW"], ["GW", "GW"]]);
  expect(Object.keys((await loadSession(city.ctxFor("SYS").db, gone, "password"))?.actors ?? {})).toEqual(["GW"]);
  // The grid has two workers now: whoever goes leaves nobody alone.
  expect((await getStaffMember(desk(), gone)).left[0]?.others).toEqual([second().worker]);
});

test("a driver's bus goes on with another, who was found well; a bus that is out never stays without one", async () => {
  const [driver, other] = [await somebody("DRV"), await somebody("DRV")];
  const order = await anOrder(city, city.places[1].grids[0].homes[0]!);
  const bus = await aBusAtTheGate(city, city.places[1].grids[0], [order]);
  await city.owner.db
    .update(trips)
    .set({ driverId: driver, driverClearedAt: city.clock.now() })
    .where(eq(trips.id, bus.tripId));
  const [trip] = await city.owner.db.select().from(trips).where(eq(trips.id, bus.tripId));
  await city.owner.db.update(vehicles).set({ driverId: driver }).where(eq(vehicles.id, trip!.vehicleId));
  await expect(shutAccount(desk(), await leaving(driver, null))).rejects.toMatchObject({
    detail: { kind: "left_without_owner", left: 1 },
  });
  await expect(shutAccount(desk(), await leaving(driver, other))).rejects.toMatchObject({
    detail: { kind: "new_driver_not_cleared" },
  });
  await expect(shutAccount(desk(), await leaving(driver, first().worker))).rejects.toMatchObject({
    detail: { kind: "cannot_take_over" },
  });
  await shutAccount(desk(), { ...(await leaving(driver, other)), driversWell: true });
  const [after] = await city.owner.db.select().from(trips).where(eq(trips.id, bus.tripId));
  const [yard] = await city.owner.db.select().from(vehicles).where(eq(vehicles.id, trip!.vehicleId));
  expect([after?.driverId, yard?.driverId]).toEqual([other, other]);
});

test("of two who go at once neither is given what the other leaves, and cash that nobody takes stays on the page of whoever had it", async () => {
  const grid = city.places[1].grids[1];
  const pair = [grid.worker, await somebody("GW", { gridId: grid.id })] as const;
  const [a, b] = [await leaving(pair[0], pair[1]), await leaving(pair[1], pair[0])];
  const both = await Promise.allSettled([shutAccount(desk(), a), shutAccount(desk(), b)]);
  expect(both.map((x) => x.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const last = pair[both[0]?.status === "fulfilled" ? 1 : 0];
  const order = await anOrder(city, grid.homes[0]!, { state: "at_gate" });
  await takeCash(city.ctxFor("GW", { userId: last, grids: [grid.id] }), {
    orderId: order.id,
    amountFen: 5000,
    dueFen: 5000,
  });
  await shutAccount(desk(), await leaving(last, null));
  const rest = await getStaffMember(desk(), last);
  expect([rest.shutMs !== null, rest.left.map((l) => [l.kind, l.amountFen])]).toEqual([true, [["cash", 5000]]]);
  const heir = await somebody("GW", { gridId: grid.id });
  await expect(shutAccount(desk(), await leaving(last, heir))).resolves.toMatchObject({ taken: 1 });
  expect([await inBox(last), await inBox(heir), (await eventsOf("account.handed_over")).length]).toEqual([0, 5000, 1]);
});

test("whoever is away for a time keeps account and grid; a colleague stands in for just that time, and ending him takes the leave back", async () => {
  const [away, standIn] = [second().worker, await somebody("GW", { gridId: city.places[1].grids[0].id })];
  const now = city.clock.now();
  const hours = (n: number) => (now + n * 3_600_000) as Instant;
  // Nobody else holds the second grid; in the first he has a colleague.
  const { left } = await getStaffMember(desk(), away);
  const [post] = left.filter((l) => l.kind === "post" && l.others.length === 0);
  await city.owner.db
    .insert(assignments)
    .values({ id: randomUUID() as AssignmentId, userId: standIn, role: "GW", gridId: first().id, from: 0 as Instant });
  const seen = left.filter((l) => l.kind === "post").map((l) => l.key);
  const leave = {
    userId: away,
    reason: "发烧",
    from: hours(1),
    to: hours(5),
    seen,
    takers: [{ key: post!.key, to: standIn }],
  };
  await expect(goOnLeave(desk(), { ...leave, to: hours(1) })).rejects.toMatchObject({
    detail: { kind: "times_out_of_order" },
  });
  await expect(goOnLeave(desk(), { ...leave, takers: [] })).rejects.toMatchObject({
    detail: { kind: "left_without_owner" },
  });
  await expect(goOnLeave(desk(), leave)).resolves.toEqual({ standIns: 1 });
  const gridsOf = async () => (await loadSession(city.ctxFor("SYS").db, standIn, "password"))?.actors.GW?.grids ?? [];
  expect(await gridsOf()).not.toContain(second().id);
  city.clock.set(hours(2));
  await city.clock.arrived();
  expect(await gridsOf()).toContain(second().id);
  expect((await listStaff(desk())).find((r) => r.userId === away)?.state).toBe("away");
  const [given] = await city.owner.db.select().from(assignments).where(eq(assignments.standsInFor, away));
  await endAssignment(desk(), { assignmentId: given!.id });
  expect(await gridsOf()).not.toContain(second().id);
  // One that was to begin later is ended before it has begun.
  await goOnLeave(desk(), { ...leave, from: hours(3) });
  const [later] = await city.owner.db
    .select()
    .from(assignments)
    .where(and(eq(assignments.standsInFor, away), eq(assignments.from, hours(3))));
  await endAssignment(desk(), { assignmentId: later!.id });
  city.clock.set(hours(4));
  await city.clock.arrived();
  expect(await gridsOf()).not.toContain(second().id);
});

test("of two desks that shut each other at once one stays", async () => {
  const [one, other] = [await somebody("DESK"), await somebody("DESK")];
  const [a, b] = [await leaving(other, null), await leaving(one, null)];
  const both = await Promise.allSettled([
    shutAccount(city.ctxFor("DESK", { userId: one }), a),
    shutAccount(city.ctxFor("DESK", { userId: other }), b),
  ]);
  expect(both.map((x) => x.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect([await rolesOf(one), await rolesOf(other)].flat()).toEqual(["DESK"]);
});

test("an account is the desk's to shut alone, and a resident's is nobody's", async () => {
  const { actor } = city.residentOf(first().homes[0]!);
  await expect(getStaffMember(desk(), String(actor.userId))).rejects.toThrow("not_found");
  await expect(getStaffMember(desk(), "no-id")).rejects.toThrow("not_found");
  for (const role of ["DIS", "COM", "GW", "AUD", "SYS"] as const)
    expect(await look(city.ctxFor(role), (tx) => tx.execute(sql`SELECT 1 FROM staff_accounts() LIMIT 1`))).toHaveLength(
      role === "SYS" ? 1 : 0,
    );
  const [{ shut } = { shut: true }] = await city.owner.sql<
    { shut: boolean }[]
  >`SELECT shut_account(${second().worker}, now()) AS shut`;
  expect(shut).toBe(false);
});
