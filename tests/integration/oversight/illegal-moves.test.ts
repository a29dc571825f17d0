import { afterAll, beforeAll, expect, test } from "vitest";
import { legalMoves, MACHINES } from "../../../src/domain/machines.ts";
import { anEmptyCity } from "../../support/city.ts";

let city: Awaited<ReturnType<typeof anEmptyCity>>;
beforeAll(async () => {
  city = await anEmptyCity();
});
afterAll(() => city.close());

type Guarded = { readonly table: string; readonly life: string; readonly column: string; readonly definition: string };

/** Every table whose changes of state are watched, with the life that they must follow. */
async function guardedTables(): Promise<Guarded[]> {
  const rows = await city.owner.sql<{ table: string; args: string; definition: string }[]>`
    SELECT c.relname AS table, encode(t.tgargs, 'escape') AS args, pg_get_triggerdef(t.oid) AS definition FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname IN ('legal_move', 'legal_payment')`;
  return rows.map(({ args, ...row }) => {
    const [life = "", column = ""] = args.split("\\000");
    return { ...row, life, column };
  });
}

/**
 * Every pair of states of a life, laid side by side in one copy of the table and moved by plain SQL: the pairs that the
 * database let through.
 */
async function passedPairs({ table, column, life, definition }: Guarded, states: readonly string[]): Promise<string[]> {
  const { sql } = city.owner;
  // A copy with the same key and trigger and without what else a row of it needs.
  const copy = `copy_of_${table}_${column}`;
  const key = await aKeyOf(table);
  await sql.unsafe(`CREATE TABLE ${copy} AS SELECT ${key}, ''::text AS ${column}`);
  await sql.unsafe(definition.replace(`ON public.${table} `, `ON ${copy} `));
  const passed: string[] = [];
  for (const from of states)
    for (const to of states) {
      if (from === to) continue;
      await sql.unsafe(`TRUNCATE ${copy}`);
      await sql.unsafe(`INSERT INTO ${copy} SELECT ${key}, $1`, [from]);
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

/** A key as the table's rows have, to be selected. */
async function aKeyOf(table: string): Promise<string> {
  const [key] = await city.owner.sql<{ columns: string }[]>`
    SELECT string_agg(format(CASE a.atttypid WHEN 'uuid'::regtype THEN 'gen_random_uuid() AS %I' ELSE '1 AS %I' END, a.attname), ', ') AS columns
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indisprimary AND i.indrelid = ${table}::regclass`;
  return key?.columns ?? "";
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

test("one bad move among many, and one under another key, take the whole statement back", async () => {
  const { sql } = city.owner;
  const [{ definition } = { definition: "" }] = (await guardedTables()).filter((g) => g.table === "bags");
  await sql`CREATE TABLE some_bags AS SELECT gen_random_uuid() AS id, CASE n WHEN 7 THEN 'delivered' ELSE 'packed' END AS state FROM generate_series(1, 9) n`;
  await sql.unsafe(definition.replace("ON public.bags ", "ON some_bags "));
  const refused = { constraint_name: "legal_moves" };
  await expect(sql`UPDATE some_bags SET state = 'staged'`).rejects.toMatchObject(refused);
  await expect(
    sql`UPDATE some_bags SET state = 'staged', id = gen_random_uuid() WHERE state = 'packed'`,
  ).rejects.toMatchObject(refused);
  expect((await sql`UPDATE some_bags SET state = 'staged' WHERE state = 'packed'`).count).toBe(8);
});
