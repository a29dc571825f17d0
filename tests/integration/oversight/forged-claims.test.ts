import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endParts, startPart } from "../../../src/cli/parts.ts";
import { act } from "../../../src/server/act.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { aCity, type City, type TestHome } from "../../support/city.ts";
import { aBusAtTheGate, anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

// What whoever can bring SQL of his own into an act can make of it: no other role, no wider scope, no other name.

let city: City;
let order: TestOrder;
let neighbour: TestHome;
beforeAll(async () => {
  city = await aCity();
  order = await anOrder(city, city.places[0].grids[0].homes[0]!);
  neighbour = city.places[0].grids[0].homes[1]!;
});
afterAll(() => city.close());

const injected = (who: Ctx, ...statements: readonly ReturnType<typeof sql>[]) =>
  act(who, async (tx) => {
    let last: readonly Record<string, unknown>[] = [];
    for (const statement of statements) last = await tx.execute(statement);
    return last;
  });
const refused = expect.objectContaining({ cause: expect.objectContaining({ code: "42501" }) });
const me = () => city.residentOf(order.home);
const said = (claim: string) => sql`SELECT set_config('app.claim', ${claim}, true)`;
const homes = sql`SELECT id FROM households`;

test("a claim without its own seal is refused, and a setting that claims a role is nothing", async () => {
  const mine = await injected(me(), homes);
  expect(mine).toHaveLength(1);
  await expect(injected(me(), said("SYS|||||"), homes)).rejects.toEqual(refused);
  await expect(injected(me(), said(`GW|||{${order.home.gridId}}||`), homes)).rejects.toEqual(refused);
  const seal = sql`SELECT set_config('app.seal', ${"0".repeat(64)}, true)`;
  await expect(injected(me(), said("SYS|||||"), seal, homes)).rejects.toEqual(refused);
  const role = sql`SELECT set_config('app.role', 'SYS', true)`;
  expect(await injected(me(), role, homes)).toEqual(mine);
  expect(await injected(me(), said(""), homes)).toEqual([]);
});

test("the program's login is not the owner, cannot become it, and does not read the key", async () => {
  const [row] = await injected(
    me(),
    sql`SELECT session_user AS login, rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls AS strong,
    ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid) AS of FROM pg_roles r WHERE rolname = session_user`,
  );
  expect(row).toMatchObject({ strong: false, of: ["baogong_app"] });
  for (const role of ["NONE", "baogong_app"])
    await expect(
      injected(me(), sql.raw(`SET ROLE ${role}`), sql`SELECT key FROM database_key`),
      `as ${role}`,
    ).rejects.toEqual(refused);
  const [owner] = await city.owner.sql<{ name: string }[]>`SELECT current_user AS name`;
  for (const other of [owner?.name, "baogong_auth", "baogong_queue"]) {
    await expect(injected(me(), sql.raw(`SET ROLE ${other}`)), other).rejects.toEqual(refused);
    await expect(injected(me(), sql.raw(`SET SESSION AUTHORIZATION ${other}`)), other).rejects.toEqual(refused);
  }
  for (const beyond of [
    sql`ALTER TABLE households DISABLE ROW LEVEL SECURITY`,
    sql`SELECT phone_number FROM users`,
    sql`SELECT data FROM pgboss.job`,
    sql`CREATE FUNCTION app_claim() RETURNS text LANGUAGE sql AS 'SELECT ''SYS'''`,
    sql`SELECT take_orders(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
  ])
    await expect(injected(me(), beyond)).rejects.toEqual(refused);
});

/** One order of package A by the function that runs with the owner's eyes. */
const ordered = (home: TestHome, who: string | null, role: string, lane: string | null = null) => sql`
  SELECT outcome FROM place_orders(${city.cycleId}, ARRAY[${randomUUID()}]::uuid[], ARRAY[${randomUUID()}]::text[], ARRAY[${home.id}]::uuid[],
    ARRAY[${who}]::uuid[], ARRAY[${role}]::text[], ARRAY['app']::text[], ARRAY[NULL]::text[], ARRAY['0000']::text[],
    ARRAY[1], ARRAY[${city.packages.A}]::uuid[], ARRAY[1], ARRAY[1], ${lane})`;

test("an order is placed as oneself and for homes of one's own; the lanes' seal opens nothing else", async () => {
  const self = me().actor.userId;
  await expect(injected(me(), ordered(neighbour, self, "RES"))).rejects.toEqual(refused);
  await expect(injected(me(), ordered(order.home, city.places[0].clerk, "RES"))).rejects.toEqual(refused);
  await expect(injected(me(), ordered(order.home, self, "GW"))).rejects.toEqual(refused);
  await expect(injected(me(), ordered(neighbour, null, "SYS", "no seal"))).rejects.toEqual(refused);
  expect(await injected(me(), ordered(order.home, self, "RES"))).toEqual([{ outcome: "already_ordered" }]);
  const worker = city.workerOf(city.places[0].grids[0]);
  expect(await injected(worker, ordered(neighbour, worker.actor.userId, "GW"))).toEqual([{ outcome: "placed" }]);
  const far = city.places[1].grids[0].homes[0]!;
  await expect(injected(worker, ordered(far, worker.actor.userId, "GW"))).rejects.toEqual(refused);

  const lane = city.app.db.seal("LANE|||||");
  const seen = await injected(me(), said("LANE|||||"), sql`SELECT set_config('app.seal', ${lane}, true)`, homes);
  expect(seen).toEqual([]);
});

test("a custody event bears the name of who moves the bag, and an hour that he can have read", async () => {
  const worker = city.workerOf(city.places[0].grids[0]);
  await aBusAtTheGate(city, city.places[0].grids[0], [order]);
  const [bag] = await city.pastTheGate.sql<{ id: string }[]>`
    UPDATE bags SET state = 'with_grid', place = 'grid' WHERE order_id = ${order.id} RETURNING id`;
  const moved = (actor: string, at: ReturnType<typeof sql>) =>
    sql`SELECT move_bags(ARRAY[${bag?.id}]::uuid[], 'deliver', 'with_grid', 'delivered', 'door', ${actor}::uuid, ${at})`;
  const self = worker.actor.userId ?? "";
  await expect(injected(worker, moved(city.places[0].clerk, sql`app_now()`))).rejects.toEqual(refused);
  await expect(injected(worker, moved(self, sql`app_now() - interval '1 day'`))).rejects.toEqual(refused);
  await expect(injected(worker, moved(self, sql`app_now() + interval '1 hour'`))).rejects.toEqual(refused);
  expect(await injected(worker, moved(self, sql`app_now()`))).toHaveLength(1);
});

test("a process signs in under logins of its own, and never stays the owner", async () => {
  const env = { DATABASE_URL: city.url, AUTH_SECRET: "x".repeat(40), DEMO: "1", LOG_LEVEL: "error" };
  const worker = await startPart("worker", env);
  try {
    const logins = await city.owner.sql<
      { login: string }[]
    >`SELECT DISTINCT regexp_replace(usename, '_[0-9a-f]{8}$', '') AS login
      FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'baogong-%' ORDER BY 1`;
    const own = logins.map((l) => l.login);
    // What it does to sign-in's tables it may do at any moment.
    expect(own.filter((login) => login !== "baogong_auth")).toEqual(["baogong_app", "baogong_queue"]);
  } finally {
    await endParts([worker]);
  }
});
