import type { Sql } from "../../../src/db/client.ts";
import type { CycleId, UserId } from "../../../src/domain/kernel/ids.ts";

/**
 * Beside a town that orders (`layOutOrderTown`) a day that is to be planned: 215 communities over some 30 km, 16 stores, 60
 * buses, each fifth community from two stores; and somebody who dispatches.
 * @param sql as the owner
 */
export async function layOutDayToPlan(sql: Sql): Promise<{ cycleId: CycleId; dispatcher: UserId }> {
  await sql`INSERT INTO communities (id, code, kind, name, subdistrict, district_id, lat, lng, point_quality, gate_opens_seconds, gate_closes_seconds, bus_accessible)
    SELECT md5('c' || i)::uuid, 'C' || i, 'community', '{"zh-CN": "C"}', '{"zh-CN": ""}', md5('d')::uuid, 24.9, 118.6, 'bench', 0, 86400, true FROM generate_series(201, 215) i`;
  // Strewn by a hash, so that every run has the same places.
  await sql`UPDATE communities SET lat = 24.75 + mod(abs(hashtext('y' || code)), 3000) / 10000.0, lng = 118.45 + mod(abs(hashtext('x' || code)), 3000) / 10000.0,
    gate_opens_seconds = CASE mod(abs(hashtext(code)), 3) WHEN 0 THEN 27000 WHEN 1 THEN 46800 ELSE 25200 END,
    gate_closes_seconds = CASE mod(abs(hashtext(code)), 3) WHEN 0 THEN 41400 WHEN 1 THEN 64800 ELSE 66600 END`;
  await sql`INSERT INTO supermarkets (id, code, name, lat, lng, point_quality, daily_capacity_bags, pickers, dock_slots, loading_opens_seconds)
    SELECT md5('s' || n)::uuid, 'S' || n, '{"zh-CN": "S"}', 24.75 + mod(n * 7, 16) / 55.0, 118.45 + mod(n * 5, 16) / 55.0, 'bench', 2000, 10, 3, 19800 FROM generate_series(1, 16) n`;
  await sql`INSERT INTO depots (id, code, name, lat, lng, point_quality)
    SELECT md5('y' || n)::uuid, 'Y' || n, '{"zh-CN": "Y"}', 24.75 + mod(n * 5, 6) / 20.0, 118.45 + n / 20.0, 'bench' FROM generate_series(1, 6) n`;
  await sql`INSERT INTO vehicle_types (code, name, max_bags, max_weight_kg, max_volume_litres, speed_kmh)
    VALUES ('bus_12m', '{"zh-CN": "12米公交车", "en": "12 m bus"}', 300, 3600, 18000, 26), ('van', '{"zh-CN": "厢式货车", "en": "Van"}', 120, 1200, 7000, 30)`;
  await sql`INSERT INTO vehicles (id, name, type_code, depot_id)
    SELECT md5('w' || n)::uuid, 'W' || n, CASE WHEN n <= 6 THEN 'van' ELSE 'bus_12m' END, md5('y' || (1 + mod(n, 6)))::uuid FROM generate_series(1, 60) n`;
  const [cycle] = await sql<
    { id: CycleId }[]
  >`INSERT INTO cycles (id, number, state, opens_at, cut_off_at, grace_ends_at, delivery_day)
    VALUES (md5('cycle')::uuid, 2, 'allocated', now() - interval '2 hours', now() - interval '1 hour', now() - interval '1 hour', current_date + 1) RETURNING id`;
  await sql`INSERT INTO batches (id, cycle_id, supermarket_id, community_id, state, state_at)
    SELECT md5('b' || k || '-' || n)::uuid, md5('cycle')::uuid, md5('s' || (1 + mod(n + k * 5, 16)))::uuid, md5('c' || n)::uuid, 'staged', now()
    FROM generate_series(1, 215) n, generate_series(0, 1) k WHERE k = 0 OR mod(n, 5) = 0`;
  await sql`INSERT INTO batch_lines (batch_id, package_version_id, allocated) SELECT id, md5('v1')::uuid, 8 + mod(abs(hashtext(id::text)), 45) FROM batches`;
  const [person] = await sql<
    { id: UserId }[]
  >`INSERT INTO users (id, name, email) VALUES (md5('dispatcher')::uuid, 'D', 'dispatcher') RETURNING id`;
  await sql`INSERT INTO assignments (id, user_id, role, "from") VALUES (gen_random_uuid(), md5('dispatcher')::uuid, 'DIS', now() - interval '1 day')`;
  await sql`ANALYZE`;
  if (!cycle || !person) throw new Error("the day was laid out");
  return { cycleId: cycle.id, dispatcher: person.id };
}
