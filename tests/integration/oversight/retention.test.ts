import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectAs, type ScopedConnection } from "../../../src/db/client.ts";
import { clientEvents, cycles, householdOrders, notices, photos } from "../../../src/db/schema/index.ts";
import { forgetSignIns } from "../../../src/server/auth/forget-sign-ins.ts";
import { linkAudit, verifyAudit } from "../../../src/server/jobs/link-audit.ts";
import { thinCycles } from "../../../src/server/jobs/thin-cycles.ts";
import { aCity, type City } from "../../support/city.ts";
import { aBusAtTheGate, anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

const DAY = 86_400;
let city: City;
let auth: ScopedConnection;
let order: TestOrder;
let [claim, handover] = ["", ""];

beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 1 });
  order = await anOrder(city, city.places[0].grids[0].homes[0]!, { note: "门口有狗" });
  handover = (await aBusAtTheGate(city, city.places[0].grids[0], [order])).handoverId;
  const { sql, db } = city.pastTheGate;
  const at = city.clock.now();
  claim = randomUUID();
  await sql`INSERT INTO claims (id, cycle_id, order_id, household_id, grid_id, kind, state, words, answer, answer_by, opened_at)
    VALUES (${claim}, ${city.cycleId}, ${order.id}, ${order.home.id}, ${order.home.gridId}, 'damaged', 'closed', '鸡蛋破了，孩子病着', '退款', app_now(), app_now())`;
  await sql`UPDATE handovers SET giver_name = '老李', receiver_name = '王阿姨' WHERE id = ${handover}`;
  for (const [subject, subjectId] of [
    ["claim", claim],
    ["handover", handover],
    ["door", order.id],
    ["claim", randomUUID()],
  ] as const)
    await db
      .insert(photos)
      .values({ id: randomUUID(), subject, subjectId, mediaType: "image/jpeg", bytes: Buffer.from("x"), at });
  await sql`INSERT INTO list_imports (id, cycle_id, grid_id, text, read, packages, pasted_at, state_at)
    VALUES (gen_random_uuid(), ${city.cycleId}, ${order.home.gridId}, '3栋502 13800000000', '{}', '{}', app_now(), app_now())`;
  await db
    .insert(notices)
    .values({ id: randomUUID(), dedupeKey: "old", householdId: order.home.id, kind: "order.packed", at });
  await db.insert(clientEvents).values({ id: randomUUID(), kind: "deliver", outcome: {}, at });
  await sql`UPDATE cycles SET state = 'settled' WHERE id = ${city.cycleId}`;
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

const left = async () => {
  const [row] = await city.owner.sql<Record<string, unknown>[]>`SELECT
    (SELECT note FROM household_orders WHERE id = ${order.id}) AS note, (SELECT pickup_code FROM household_orders WHERE id = ${order.id}) <> '' AS code,
    (SELECT words FROM claims WHERE id = ${claim}) AS words, (SELECT receiver_name FROM handovers WHERE id = ${handover}) AS receiver,
    (SELECT count(*)::int FROM photos) AS photos, (SELECT count(*)::int FROM list_imports) AS lists,
    (SELECT count(*)::int FROM notices) AS notices, (SELECT count(*)::int FROM client_events) AS events`;
  return row;
};
const state = async () => (await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId)))[0]?.state;
const night = () => thinCycles(city.ctxFor("SYS"));

test("for ninety days after its grace a settled round keeps what was said; then it is archived and that goes, counts and record stay", async () => {
  const whole = {
    note: "门口有狗",
    code: true,
    words: "鸡蛋破了，孩子病着",
    receiver: "王阿姨",
    photos: 4,
    lists: 1,
    notices: 1,
    events: 1,
  };
  const [before] = await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id));
  for (const days of [0, 30, 59]) {
    city.clock.pass(days * DAY);
    await night();
    expect(await left()).toEqual(whole);
    expect(await state()).toBe("settled");
  }
  await linkAudit(city.ctxFor("SYS"));
  city.clock.pass(3 * DAY);
  await night();
  expect(await state()).toBe("archived");
  expect(await left()).toEqual({
    note: null,
    code: false,
    words: "",
    receiver: null,
    photos: 1,
    lists: 0,
    notices: 0,
    events: 0,
  });
  const [after] = await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id));
  expect({ ...after, note: before?.note, pickupCode: before?.pickupCode }).toEqual(before);
  const [thinned] = await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId));
  city.clock.pass(DAY);
  await night();
  expect((await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId)))[0]).toEqual(thinned);
  await linkAudit(city.ctxFor("SYS"));
  expect((await verifyAudit(city.ctxFor("SYS"))).ok).toBe(true);
});

test("sessions and codes that are over go, those that hold stay", async () => {
  const who = city.places[0].clerk;
  const session = (token: string, ends: string) => city.owner
    .sql`INSERT INTO sessions (id, user_id, token, expires_at, created_at, updated_at)
    VALUES (gen_random_uuid(), ${who}, ${token}, now() + ${ends}::interval, now(), now())`;
  await session("over", "-1 minute");
  await session("holds", "1 hour");
  await city.owner
    .sql`INSERT INTO verifications (id, identifier, value, expires_at) VALUES (gen_random_uuid(), 'over', 'x', now() - interval '1 minute'), (gen_random_uuid(), 'holds', 'x', now() + interval '1 minute')`;
  await city.owner
    .sql`INSERT INTO used_codes (user_id, code, used_at) VALUES (${who}, 'over', now() - interval '2 days'), (${who}, 'holds', now())`;
  await city.owner
    .sql`INSERT INTO sign_in_tries (key, tries, last_at, next_at) VALUES ('over', 9, now() - interval '2 days', now() - interval '1 day'), ('holds', 9, now(), now())`;
  await forgetSignIns(auth.db);
  const kept = await city.owner.sql`SELECT token AS name FROM sessions UNION ALL SELECT identifier FROM verifications
    UNION ALL SELECT code FROM used_codes UNION ALL SELECT key FROM sign_in_tries`;
  expect(kept.map((k) => k.name)).toEqual(["holds", "holds", "holds", "holds"]);
});
