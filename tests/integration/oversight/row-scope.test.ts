import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "../../../src/domain/kernel/role.ts";
import { act, look } from "../../../src/server/act.ts";
import type { Actor } from "../../../src/server/ctx.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
  for (const place of city.places) for (const grid of place.grids) await anOrder(city, grid.homes[0]!);
});
afterAll(() => city.close());

/** Tables with a row per home, and the column that says whose. */
const OF_HOMES = {
  households: "id",
  persons: "household_id",
  household_orders: "household_id",
  order_lines: "household_id",
} as const;

const homesSeen = (role: Actor["role"], scope: Partial<Actor>, table: keyof typeof OF_HOMES) =>
  look(city.ctxFor(role, scope), async (tx) => {
    const rows = await tx.execute<{ home: string }>(
      sql.raw(`SELECT DISTINCT ${OF_HOMES[table]} AS home FROM ${table}`),
    );
    return rows.map((r) => r.home).sort();
  });

test("a query without any filter shows nothing to a role whose scope is empty, and to nobody but the system at all", async () => {
  for (const table of Object.keys(OF_HOMES) as (keyof typeof OF_HOMES)[])
    for (const role of ROLES) {
      const seen = await homesSeen(role, {}, table);
      if (role === "SYS") expect(seen.length, table).toBeGreaterThan(0);
      else expect(seen, `${table} as ${role}`).toEqual([]);
    }
});

test("a query without any filter shows a grid worker his grid and a resident his home", async () => {
  const [mine, other] = city.places[0].grids;
  for (const table of Object.keys(OF_HOMES) as (keyof typeof OF_HOMES)[]) {
    const seen = await homesSeen("GW", { grids: [mine.id] }, table);
    expect(seen.length, table).toBeGreaterThan(0);
    const allowed = new Set<string>(mine.homes.map((h) => h.id));
    expect(
      seen.every((home) => allowed.has(home)),
      table,
    ).toBe(true);
    expect(await homesSeen("RES", { homes: [other.homes[0]!.id] }, table)).toEqual([other.homes[0]!.id]);
    expect(
      await homesSeen("RES", { homes: [other.homes[0]!.id], grids: [mine.id] }, table),
      "a resident's grids open nothing",
    ).toEqual([other.homes[0]!.id]);
  }
});

test("outside a scope the program's own role sees no home, and it never sees a phone number or a password", async () => {
  expect(await city.app.sql`SELECT * FROM households`).toHaveLength(0);
  await expect(city.app.sql`SELECT phone_number FROM users`).rejects.toThrow(/permission denied/);
  await expect(city.app.sql`SELECT password FROM auth_accounts`).rejects.toThrow(/permission denied/);
  await expect(city.app.sql`UPDATE users SET name = 'x'`).rejects.toThrow(/permission denied/);
});

test("a write outside the scope changes nothing", async () => {
  const [mine, other] = city.places[0].grids;
  const worker = city.ctxFor("GW", { grids: [mine.id] });
  const touched = await act(worker, (tx) =>
    tx.execute(sql`UPDATE household_orders SET note = 'mine now' WHERE grid_id = ${other.id} RETURNING id`),
  );
  expect(touched).toHaveLength(0);
});

test("whoever looks cannot write, in whatever scope", async () => {
  await expect(
    look(city.ctxFor("SYS"), (tx) => tx.execute(sql`UPDATE household_orders SET note = 'x'`)),
  ).rejects.toMatchObject({
    cause: { code: "25006" },
  });
});
