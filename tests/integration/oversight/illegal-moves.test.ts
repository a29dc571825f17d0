import { afterAll, beforeAll, expect, test } from "vitest";
import { legalMoves, MACHINES } from "../../../src/domain/machines.ts";
import { anEmptyCity } from "../../support/city.ts";

let city: Awaited<ReturnType<typeof anEmptyCity>>;
beforeAll(async () => {
  city = await anEmptyCity();
});
afterAll(() => city.close());

type Guarded = { readonly table: string; readonly column: string; readonly life: string };

/** Every table whose changes of state are watched, with the life that they must follow. */
async function guardedTables(): Promise<Guarded[]> {
  const rows = await city.owner.sql<{ table: string; column: string; args: string }[]>`
    SELECT c.relname AS table, a.attname AS column, encode(t.tgargs, 'escape') AS args FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = t.tgattr[0]
    WHERE t.tgname IN ('legal_move', 'legal_payment')`;
  return rows.map((r) => ({ ...r, life: r.args.replace("\\000", "") || "payment" }));
}

/**
 * Every pair of states of a life, laid side by side in one copy of the table and moved by plain SQL: the pairs that the
 * database let through.
 */
async function passedPairs({ table, column, life }: Guarded, states: readonly string[]): Promise<string[]> {
  const { sql } = city.owner;
  // A copy with the same trigger and without what else a row of it needs.
  const [{ definition } = { definition: "" }] = await sql<{ definition: string }[]>`
    SELECT pg_get_triggerdef(t.oid) AS definition FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = t.tgattr[0]
    WHERE t.tgname IN ('legal_move', 'legal_payment') AND c.relname = ${table} AND a.attname = ${column}`;
  const copy = `copy_of_${table}_${column}`;
  await sql.unsafe(`CREATE TABLE ${copy} (${column} text)`);
  await sql.unsafe(definition.replace(`ON public.${table} `, `ON ${copy} `));
  const passed: string[] = [];
  for (const from of states)
    for (const to of states) {
      if (from === to) continue;
      await sql.unsafe(`TRUNCATE ${copy}`);
      await sql.unsafe(`INSERT INTO ${copy} VALUES ($1)`, [from]);
      const moved = await sql.unsafe(`UPDATE ${copy} SET ${column} = $1`, [to]).then(
        () => true,
        (error: { constraint_name?: string }) => {
          if (error.constraint_name !== "legal_moves") throw error;
          return false;
        },
      );
      if (moved) passed.push(`${life}: ${from} to ${to}`);
    }
  return passed;
}

test("every table of a life is watched", async () => {
  const watched = (await guardedTables()).map((g) => g.life);
  const lives = MACHINES.map(([, machine]) => machine.name);
  expect(watched.toSorted()).toEqual(lives.toSorted());
});

test("plain SQL moves a row by every pair of states that an act makes, and by no other", async () => {
  for (const guarded of await guardedTables()) {
    const [, machine] = MACHINES.find(([, m]) => m.name === guarded.life)!;
    const states = Object.keys(machine.flow);
    const legal = legalMoves()
      .filter((m) => m.life === guarded.life && m.from !== m.to)
      .map((m) => `${guarded.life}: ${m.from} to ${m.to}`);
    expect(await passedPairs(guarded, states)).toEqual(
      states
        .flatMap((from) => states.map((to) => `${guarded.life}: ${from} to ${to}`))
        .filter((pair) => legal.includes(pair)),
    );
  }
});
