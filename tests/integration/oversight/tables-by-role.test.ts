import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { householdOrders } from "../../../src/db/schema/index.ts";
import { act } from "../../../src/server/act.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let order: TestOrder;
beforeAll(async () => {
  city = await aCity();
  order = await anOrder(city, city.places[0].grids[0].homes[0]!);
});
afterAll(() => city.close());

/** What the program's own role may do with each table, and what policies stand on it, as the catalogue says. */
const tables = () =>
  city.owner.sql<{ name: string; guarded: boolean; writes: boolean; policies: string[] }[]>`
    SELECT c.relname AS name, c.relrowsecurity AS guarded,
      has_table_privilege('baogong_app', c.oid, 'INSERT') OR has_table_privilege('baogong_app', c.oid, 'UPDATE') OR has_table_privilege('baogong_app', c.oid, 'DELETE') AS writes,
      ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY polname) AS policies
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND (has_table_privilege('baogong_app', c.oid, 'SELECT') OR has_table_privilege('baogong_app', c.oid, 'INSERT')
        OR has_table_privilege('baogong_app', c.oid, 'UPDATE') OR has_table_privilege('baogong_app', c.oid, 'DELETE')) ORDER BY 1`;

/** Guarded in a way of their own, and said here. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  audit_events: ["read_by_oversight", "written_by_who_acts"],
  // A demo's: its triggers refuse to turn it back, and outside of a demo there is no row, which only the owner makes.
  app_clock: ["scope"],
};

test("every table that the program's role can reach has policies for reading and for each way of writing", async () => {
  const all = await tables();
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter((t) => !t.guarded).map((t) => t.name)).toEqual([]);
  for (const { name, writes, policies } of all) {
    if (OTHERWISE[name]) expect(policies, name).toEqual(OTHERWISE[name]);
    else if (writes) expect(policies, name).toEqual(expect.arrayContaining(["added_by", "changed_by", "taken_by"]));
    expect(policies.length, name).toBeGreaterThan(0);
  }
});

const injected = (who: Ctx, statement: ReturnType<typeof sql>) => act(who, (tx) => tx.execute(statement));
const refused = expect.objectContaining({
  cause: expect.objectContaining({ code: expect.stringMatching(/^(42501|23514)$/) }),
});

test("SQL that a resident brings in gives no role, rewrites no price, quota, round or zone, pays nothing and forges no event", async () => {
  const me = city.residentOf(order.home);
  const attacks = [
    sql`INSERT INTO assignments (id, user_id, role, "from") VALUES (gen_random_uuid(), ${city.places[0].clerk}::uuid, 'DESK', now())`,
    sql`UPDATE assignments SET role = 'DESK', community_id = NULL`,
    sql`UPDATE offers SET price_fen = 1`,
    sql`UPDATE offers SET offered = 9999`,
    sql`UPDATE cycles SET cut_off_at = cut_off_at + interval '1 day'`,
    sql`UPDATE communities SET gate_opens_seconds = 1`,
    sql`UPDATE household_orders SET payment = 'settled' WHERE id = ${order.id}`,
    sql`UPDATE household_orders SET state = 'confirmed' WHERE id = ${order.id}`,
    sql`UPDATE offers SET household_limit = 99`,
    sql`INSERT INTO audit_events (at, actor, role, kind, subject, subject_id) VALUES (now(), ${city.places[0].clerk}::uuid, 'DESK', 'cycle.cancel', 'cycle', gen_random_uuid())`,
    sql`INSERT INTO zone_versions (id, community_id, level, state, "from", set_at) VALUES (gen_random_uuid(), ${city.places[0].id}::uuid, 'prevention', 'draft', now(), now())`,
  ];
  for (const attack of attacks) await expect(injected(me, attack)).rejects.toEqual(refused);
  const [row] = await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id));
  expect(row).toMatchObject({ state: "submitted", payment: "due", totalFen: order.totalFen });
});

test("what a role may see it may not for that take away: no resident and no driver deletes batches, stops or trips", async () => {
  const me = city.residentOf(order.home);
  for (const who of [me, city.ctxFor("DRV", { userId: city.places[0].clerk })])
    for (const table of ["batches", "batch_lines", "trips", "stops", "stop_loads", "bags"])
      expect(await injected(who, sql.raw(`DELETE FROM ${table}`))).toHaveLength(0);
  // The desk's own roles stay theirs: a store reaches no price either.
  await expect(injected(city.ctxFor("SUPM"), sql`UPDATE offers SET price_fen = 1`)).rejects.toEqual(refused);
});
