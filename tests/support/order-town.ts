import { randomUUID } from "node:crypto";
import { signInEarlier } from "../../src/cli/sessions.ts";
import type { Sql } from "../../src/db/client.ts";

export type OrderTown = {
  readonly cycle: string;
  /** Twenty packages, each on offer without end. */
  readonly packages: readonly string[];
  readonly buyers: readonly { readonly home: string; readonly cookie: string }[];
};

/**
 * A town of nothing but homes, each with a person, and a cycle of twenty packages that is open for a day.
 * @param sql as the owner, on migrated empty tables
 * @returns the cycle's id; everything else has the md5 of a letter and its number for an id
 */
export async function layOutHomes(sql: Sql, homes: number): Promise<string> {
  await sql`INSERT INTO districts VALUES (md5('d')::uuid, 'D', '{"zh-CN": "区", "en": "D"}')`;
  await sql`INSERT INTO communities (id, code, kind, name, subdistrict, district_id, lat, lng, point_quality, gate_opens_seconds, gate_closes_seconds, bus_accessible)
    SELECT md5('c' || i)::uuid, 'C' || i, 'community', '{"zh-CN": "C"}', '{"zh-CN": ""}', md5('d')::uuid, 24.9, 118.6, 'bench', 0, 86400, true FROM generate_series(1, 200) i`;
  await sql`INSERT INTO grids (id, community_id, number) SELECT md5('g' || i)::uuid, md5('c' || i)::uuid, 1 FROM generate_series(1, 200) i`;
  await sql`INSERT INTO buildings (id, grid_id, community_id, name, number, units, floors, doors_per_floor) SELECT md5('b' || i)::uuid, md5('g' || i)::uuid, md5('c' || i)::uuid, '1', 1, 1, 33, 10 FROM generate_series(1, 200) i`;
  await sql`INSERT INTO households (id, grid_id, community_id, building_id, unit, floor, room, size)
    SELECT md5('h' || i)::uuid, md5('g' || (1 + mod(i, 200)))::uuid, md5('c' || (1 + mod(i, 200)))::uuid, md5('b' || (1 + mod(i, 200)))::uuid, 1, 1 + i / 200, 'r' || i, 3 FROM generate_series(1, ${homes}) i`;
  await sql`INSERT INTO users (id, name, email) SELECT md5('u' || i)::uuid, 'u', 'u' || i FROM generate_series(1, ${homes}) i`;
  await sql`INSERT INTO persons (id, household_id, grid_id, user_id, name, state) SELECT md5('p' || i)::uuid, md5('h' || i)::uuid, md5('g' || (1 + mod(i, 200)))::uuid, md5('u' || i)::uuid, 'u', 'verified' FROM generate_series(1, ${homes}) i`;
  await sql`INSERT INTO packages SELECT md5('k' || i)::uuid, 'K' || i, 'A', '{"zh-CN": "K"}' FROM generate_series(1, 20) i`;
  await sql`INSERT INTO package_versions (id, package_id, version, price_fen, fee_fen, weight_grams, volume_ml, shelf_life_hours, fragile, cold_chain, household_limit)
    SELECT md5('v' || i)::uuid, md5('k' || i)::uuid, 1, 5000, 0, 1, 1, 1, false, false, 9 FROM generate_series(1, 20) i`;
  const cycle = randomUUID();
  await sql`INSERT INTO cycles (id, number, state, opens_at, cut_off_at, grace_ends_at, delivery_day) VALUES (${cycle}, 1, 'open', now() - interval '1 hour', now() + interval '1 day', now() + interval '1 day', current_date + 1)`;
  await sql`INSERT INTO offers (cycle_id, package_version_id, price_fen, household_limit, offered) SELECT ${cycle}, md5('v' || i)::uuid, 5000, 9, 100000000 FROM generate_series(1, 20) i`;
  await sql`ANALYZE`;
  return cycle;
}

/** The same with everybody signed in: enough to order. */
export async function layOutOrderTown(sql: Sql, homes: number, secret: string): Promise<OrderTown> {
  const cycle = await layOutHomes(sql, homes);
  const packages = await sql<{ id: string }[]>`SELECT md5('v' || i)::uuid AS id FROM generate_series(1, 20) i`;
  const buyers = await sql<
    { user: string; home: string }[]
  >`SELECT md5('u' || i)::uuid AS user, md5('h' || i)::uuid AS home FROM generate_series(1, ${homes}) i`;
  const cookies = await signInEarlier(
    sql,
    buyers.map((b) => b.user),
    secret,
  );
  return {
    cycle,
    packages: packages.map((p) => p.id),
    buyers: buyers.map((b, i) => ({ home: b.home, cookie: cookies[i] ?? "" })),
  };
}

/** The body of `orders.place`: one of each package for the home. */
export const orderBody = (town: OrderTown, home: string, packages: readonly string[], key: string = randomUUID()) =>
  JSON.stringify({
    key,
    cycleId: town.cycle,
    householdId: home,
    lines: packages.map((packageVersionId) => ({ packageVersionId, wanted: 1, acceptUpTo: 1 })),
  });
