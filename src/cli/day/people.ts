import type { Sql } from "#db/client.ts";
import { signInEarlier } from "../sessions.ts";
import { SECRET } from "./world.ts";

export type Buyer = {
  readonly home: string;
  readonly grid: string;
  readonly cookie: string;
  readonly proxy: boolean;
  readonly luck: number;
  readonly halal: boolean;
};
export type People = {
  readonly buyers: readonly Buyer[];
  readonly worker: ReadonlyMap<string, string>;
  readonly clerk: ReadonlyMap<string, string>;
  readonly manager: ReadonlyMap<string, string>;
  readonly keeper: ReadonlyMap<string, string>;
  readonly driver: ReadonlyMap<string, string>;
  readonly desk: string;
  readonly dispatch: string;
};

/** Everyone who acts on the day, signed in on an earlier one: buyers from all places, and the staff of every role. */
export async function gatherPeople(sql: Sql, orders: number, seed: number): Promise<People> {
  await sql`CREATE TABLE IF NOT EXISTS rehearsal_buyers (n int PRIMARY KEY, home uuid, grid uuid, user_id uuid, proxy boolean, luck int, halal boolean)`;
  const [there] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM rehearsal_buyers`;
  if ((there?.n ?? 0) !== orders) {
    await sql`TRUNCATE rehearsal_buyers`;
    await sql`INSERT INTO rehearsal_buyers SELECT row_number() OVER (ORDER BY luck, id), id, grid_id, md5('buyer:' || id)::uuid, 'no_phone' = ANY (tags), luck, 'halal' = ANY (tags)
      FROM (SELECT h.*, (hashtextextended(id::text, ${seed}) & 1073741823)::int AS luck FROM households h WHERE NOT vacant) h ORDER BY luck, id LIMIT ${orders}`;
    await sql`INSERT INTO users (id, name, email) SELECT user_id, '', user_id || '@phone.invalid' FROM rehearsal_buyers WHERE NOT proxy ON CONFLICT DO NOTHING`;
    await sql`UPDATE persons p SET user_id = b.user_id FROM rehearsal_buyers b WHERE b.home = p.household_id AND NOT b.proxy AND p.user_id IS NULL`;
    await sql`ANALYZE persons`;
  }
  const held = await sql<
    { user: string; role: string; key: string }[]
  >`SELECT a.user_id AS user, a.role::text AS role, coalesce(a.grid_id, a.community_id, a.supermarket_id, a.depot_id, a.user_id)::text AS key
    FROM assignments a WHERE a.role IN ('GW', 'COM', 'SUPM', 'DEP', 'DRV', 'DESK', 'DIS') ORDER BY a.role, key`;
  const staff = await signInEarlier(
    sql,
    held.map((h) => h.user),
    SECRET,
  );
  const of = (role: string) =>
    new Map(held.flatMap((h, i) => (h.role === role ? [[h.key, staff[i] ?? ""] as const] : [])));
  const rows = await sql<
    { home: string; grid: string; user: string; proxy: boolean; luck: number; halal: boolean }[]
  >`SELECT home, grid, user_id AS user, proxy, luck, halal FROM rehearsal_buyers ORDER BY n`;
  const apps = rows.filter((r) => !r.proxy);
  const cookies = new Map(
    (
      await signInEarlier(
        sql,
        apps.map((r) => r.user),
        SECRET,
      )
    ).map((cookie, i) => [apps[i]?.home, cookie]),
  );
  const worker = of("GW");
  return {
    buyers: rows.map((r) => ({ ...r, cookie: r.proxy ? (worker.get(r.grid) ?? "") : (cookies.get(r.home) ?? "") })),
    worker,
    clerk: of("COM"),
    manager: of("SUPM"),
    keeper: of("DEP"),
    driver: of("DRV"),
    desk: [...of("DESK").values()][0] ?? "",
    dispatch: [...of("DIS").values()][0] ?? "",
  };
}
