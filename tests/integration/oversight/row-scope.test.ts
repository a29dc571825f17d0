import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "../../../src/domain/kernel/role.ts";
import { type ActTx, act, look } from "../../../src/server/act.ts";
import { AppError } from "../../../src/server/app-error.ts";
import type { Actor } from "../../../src/server/ctx.ts";
import { record } from "../../../src/server/record.ts";
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

/** What an act does: it asks, or does more with other eyes, or in a part, which may be refused once it is through. */
type Step =
  | { readonly kind: "ask" }
  | { readonly kind: "as" | "all" | "part" | "refused"; readonly steps: readonly Step[] };
const steps = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
  step: fc.oneof(
    { depthSize: "small" },
    fc.constant<Step>({ kind: "ask" }),
    fc.record({ kind: fc.constantFrom("as", "all", "part", "refused"), steps: tie("steps") }),
  ),
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 4 }),
})).steps;

test("each statement of an act sees what its block may see, and a part that is refused leaves no event, however they are nested", async () => {
  const [mine, other] = city.places[0].grids;
  const worker = city.ctxFor("GW", { grids: [mine.id] });
  const neighbour = city.ctxFor("GW", { grids: [other.id] }).actor;
  const all = city.places.flatMap((place) => place.grids.map((g) => g.id)).sort();
  const subjectId = crypto.randomUUID();
  const eventsOf = () =>
    city.owner.sql`SELECT count(*)::int AS n FROM audit_events WHERE subject_id = ${subjectId}`.then((r) => r[0]?.n);

  /** @returns how many events stay */
  const walk = async (tx: ActTx, inside: readonly string[], todo: readonly Step[]): Promise<number> => {
    let stay = 0;
    for (const step of todo) {
      if (step.kind === "ask") {
        const rows = await tx.execute<{ g: string }>(
          sql`SELECT DISTINCT grid_id AS g FROM household_orders ORDER BY g`,
        );
        expect(rows.map((r) => r.g)).toEqual(inside);
        await record(tx, { kind: "grid.seen", subjectId });
        stay += 1;
      } else if (step.kind === "as") stay += await tx.as(neighbour, (t) => walk(t, [other.id], step.steps));
      else if (step.kind === "all") stay += await tx.seeingAll((t) => walk(t, all, step.steps));
      else if (step.kind === "part") stay += await tx.part((t) => walk(t, inside, step.steps));
      else
        await expect(
          tx.part(async (t) => {
            await walk(t, inside, step.steps);
            throw new AppError("conflict");
          }),
        ).rejects.toThrow(AppError);
    }
    return stay;
  };
  await fc.assert(
    fc.asyncProperty(steps, async (todo) => {
      const before = await eventsOf();
      const stay = await act(worker, (tx) => walk(tx, [mine.id], todo));
      expect(await eventsOf()).toBe(before + stay);
    }),
    { numRuns: 40 },
  );
});
