import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAuditWish } from "../../../src/contract/audit.ts";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { auditEvents, securityEvents, users } from "../../../src/db/schema/index.ts";
import { ROLES } from "../../../src/domain/kernel/role.ts";
import { toServiceDay } from "../../../src/domain/kernel/time.ts";
import { look } from "../../../src/server/act.ts";
import { checkAudit } from "../../../src/server/jobs/check-audit.ts";
import { linkAudit } from "../../../src/server/jobs/link-audit.ts";
import { securityLog } from "../../../src/server/oversight/note-security.ts";
import { changeOrder } from "../../../src/server/usecases/orders/change-order.ts";
import { exportAudit, getChainState, readAudit } from "../../../src/server/views/oversight/read-audit.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";
import { everybodyIsPast } from "../../support/past-transactions.ts";

let city: City;
let auth: Connection;
let order: TestOrder;
beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 2 });
  const home = city.places[0].grids[0].homes[0]!;
  order = await anOrder(city, home);
  const worker = city.workerOf(city.places[0].grids[0]);
  await city.owner.db
    .update(users)
    .set({ username: "chen.meizhen", email: "chen@staff.invalid" })
    .where(eq(users.id, worker.actor.userId!));
  const lines = (wanted: number) => [{ packageVersionId: city.packages.A, wanted, acceptUpTo: wanted }];
  await changeOrder(city.residentOf(home), { orderId: order.id, revision: 1, lines: lines(2) });
  await changeOrder(worker, { orderId: order.id, revision: 2, lines: lines(1), note: "" });
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

const auditor = () => city.ctxFor("AUD");
const wish = (query: Record<string, string> = {}) => parseAuditWish(query, toServiceDay(city.clock.now()));
const kindsOf = async (query?: Record<string, string>) =>
  (await readAudit(auditor(), wish(query))).rows.map((r) => r.kind);

test("the auditor reads who did what, the newest first, and finds it by person, thing, kind and day; a resident is named by no name", async () => {
  const { rows, at } = await readAudit(auditor(), wish());
  expect(rows.map((r) => [r.kind, r.role, r.who])).toEqual([
    ["order.changed", "GW", "陈美珍1"],
    ["order.revise", "GW", "陈美珍1"],
    ["order.changed", "RES", null],
    ["order.revise", "RES", null],
  ]);
  expect([at.total, rows[1]?.thing, rows[1]?.from, rows[1]?.to]).toEqual([4, order.id, "submitted", "submitted"]);
  expect(await kindsOf({ who: "chen.meizhen" })).toHaveLength(2);
  expect(await kindsOf({ who: "美珍", about: "order" })).toHaveLength(2);
  expect(await kindsOf({ about: "batch" })).toEqual([]);
  expect(await kindsOf({ thing: order.id })).toHaveLength(4);
  expect(await kindsOf({ thing: order.home.id })).toEqual([]);
  expect(await kindsOf({ to: "2020-01-01" })).toEqual([]);
  expect(await kindsOf({ of: "access" })).toEqual([]);
  expect(await exportAudit(auditor(), wish())).toEqual(rows);
});

test("sign-ins that failed are counted by the hour and the account, and keep no name that was tried", async () => {
  const { note, forget } = securityLog(auth.db);
  const tried = () =>
    Promise.all([1, 2, 3].map(() => note("failed", "/sign-in/username", { username: " Chen.Meizhen" })));
  await Promise.all([
    tried(),
    note("failed", "/sign-in/username", { username: "13900001234" }),
    note("out_of_scope", "cycles.publish", null),
  ]);
  const kept = await city.owner.db.select().from(securityEvents);
  expect(kept.map((e) => [e.kind, e.userId === null, e.times]).toSorted()).toEqual([
    ["failed", false, 3],
    ["failed", true, 1],
    ["out_of_scope", true, 1],
  ]);
  expect(JSON.stringify(kept)).not.toMatch(/chen|1390000/i);
  const real = toServiceDay(Date.now() as never);
  const shown = await readAudit(auditor(), wish({ from: real, to: real, who: "chen.meizhen", about: "sign_in" }));
  expect(shown.rows.map((r) => [r.kind, r.who, r.times, r.reason])).toEqual([
    ["sign_in.failed", "陈美珍1", 3, "/sign-in/username"],
  ]);
  await city.owner.sql`UPDATE security_events SET last_at = now() - interval '181 days' WHERE user_id IS NULL`;
  await forget();
  expect(await city.owner.db.select().from(securityEvents)).toHaveLength(1);
});

test("what the sign-in counts is read by the auditor, the desk and the system alone, and written by none of them", async () => {
  for (const role of ROLES) {
    const seen = await look(city.ctxFor(role), (tx) => tx.select().from(securityEvents));
    expect(seen.length > 0, role).toBe(["AUD", "DESK", "SYS"].includes(role));
  }
});

test("the chain's state says how far it is linked and what came of hashing it again, once a day; a changed line is told", async () => {
  const sys = city.ctxFor("SYS");
  expect(await getChainState(auditor())).toMatchObject({ newest: null, check: null });
  await everybodyIsPast(city);
  await linkAudit(sys);
  await checkAudit(sys, undefined);
  const held = await getChainState(auditor());
  expect(held).toMatchObject({
    newest: { link: 1 },
    since: 0,
    check: { links: 1, brokenLink: null, anchors: 0, anchoredLink: null },
  });
  await city.pastTheGate.db
    .update(auditEvents)
    .set({ kind: "order.cancel" })
    .where(eq(auditEvents.subjectId, order.id));
  await checkAudit(sys, undefined);
  expect((await getChainState(auditor())).check).toEqual(held.check);
  city.clock.pass(24 * 3600);
  await city.clock.arrived();
  await checkAudit(sys, undefined);
  expect((await getChainState(auditor())).check).toMatchObject({ brokenLink: 1 });
});
