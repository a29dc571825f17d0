import type { Sql } from "../../../src/db/client.ts";
import type { CycleId } from "../../../src/domain/kernel/ids.ts";
import { buildGraph } from "../../../src/roads/build-graph.ts";
import type { Point } from "../../../src/roads/estimate.ts";
import { openNetwork } from "../../../src/roads/network.ts";
import { indexRoads } from "../../../src/roads/road-index.ts";
import { numbers, scatter } from "../roads/scatter.ts";

export const SIZE = { communities: 215, stores: 16, buses: 60, depots: 6 } as const;
/** A bus of each depot is a van: another kind of vehicle, and so a second matrix. */
const VANS = 6;

/**
 * A day to be planned on an extract: communities, stores, depots and buses beside its streets, and one cycle whose
 * batches are allocated, some 7,000 bags. The same for the same extract.
 * @param sql as the owner, on migrated empty tables
 */
export async function layOutSupplyTown(sql: Sql, pbf: string): Promise<{ cycleId: CycleId; points: Point[] }> {
  const graph = buildGraph(pbf);
  const points = scatter(
    openNetwork(graph, indexRoads(graph), { kind: "bus" }),
    SIZE.communities + SIZE.stores + SIZE.depots,
    1,
  );
  const random = numbers(2);
  const at = (first: number, count: number) =>
    JSON.stringify(points.slice(first, first + count).map((p, i) => ({ ...p, n: i + 1, luck: random() })));
  await sql`INSERT INTO districts VALUES (md5('d')::uuid, 'D', '{"zh-CN": "区", "en": "D"}')`;
  await sql`INSERT INTO communities (id, code, kind, name, subdistrict, district_id, lat, lng, point_quality, gate_opens_seconds, gate_closes_seconds, bus_accessible)
    SELECT md5('c' || n)::uuid, 'C' || n, 'community', jsonb_build_object('zh-CN', '社区' || n), '{"zh-CN": ""}', md5('d')::uuid, lat, lng, 'bench',
      CASE WHEN luck < 0.3 THEN 27000 WHEN luck < 0.6 THEN 46800 ELSE 25200 END, CASE WHEN luck < 0.3 THEN 41400 WHEN luck < 0.6 THEN 64800 ELSE 66600 END, luck < 0.95
    FROM jsonb_to_recordset(${at(0, SIZE.communities)}::text::jsonb) AS p (lat float8, lng float8, n int, luck float8)`;
  await sql`INSERT INTO supermarkets (id, code, name, lat, lng, point_quality, daily_capacity_bags, pickers, dock_slots, loading_opens_seconds)
    SELECT md5('s' || n)::uuid, 'S' || n, '{"zh-CN": "S"}', lat, lng, 'bench', 2000, 10, 3, 19800
    FROM jsonb_to_recordset(${at(SIZE.communities, SIZE.stores)}::text::jsonb) AS p (lat float8, lng float8, n int)`;
  await sql`INSERT INTO depots (id, code, name, lat, lng, point_quality) SELECT md5('y' || n)::uuid, 'Y' || n, '{"zh-CN": "Y"}', lat, lng, 'bench'
    FROM jsonb_to_recordset(${at(SIZE.communities + SIZE.stores, SIZE.depots)}::text::jsonb) AS p (lat float8, lng float8, n int)`;
  await sql`INSERT INTO vehicle_types (code, name, max_bags, max_weight_kg, max_volume_litres, speed_kmh)
    VALUES ('bus_12m', '{"zh-CN": "12米公交车", "en": "12 m bus"}', 300, 3600, 18000, 26), ('van', '{"zh-CN": "厢式货车", "en": "Van"}', 120, 1200, 7000, 30)`;
  await sql`INSERT INTO vehicles (id, name, type_code, depot_id) SELECT md5('v' || n)::uuid, 'V' || n, CASE WHEN n <= ${VANS} THEN 'van' ELSE 'bus_12m' END,
      md5('y' || (1 + mod(n, ${SIZE.depots}::int)))::uuid FROM generate_series(1, ${SIZE.buses}::int) n`;
  await sql`INSERT INTO packages SELECT md5('k')::uuid, 'K', 'A', '{"zh-CN": "K"}'`;
  await sql`INSERT INTO package_versions (id, package_id, version, price_fen, fee_fen, weight_grams, volume_ml, shelf_life_hours, fragile, cold_chain, household_limit)
    VALUES (md5('p')::uuid, md5('k')::uuid, 1, 5000, 0, 9000, 24000, 36, false, false, 9)`;
  const [cycle] = await sql<
    { id: CycleId }[]
  >`INSERT INTO cycles (id, number, state, opens_at, cut_off_at, grace_ends_at, delivery_day)
    VALUES (md5('cycle')::uuid, 1, 'allocated', now() - interval '2 hours', now() - interval '1 hour', now() - interval '1 hour', current_date + 1) RETURNING id`;
  // Each community from one store of its own; every fifth from a second one too.
  await sql`INSERT INTO batches (id, cycle_id, supermarket_id, community_id, state, state_at)
    SELECT md5('b' || k || '-' || n)::uuid, md5('cycle')::uuid, md5('s' || (1 + mod(n + k * 5, ${SIZE.stores}::int)))::uuid, md5('c' || n)::uuid, 'staged', now()
    FROM generate_series(1, ${SIZE.communities}::int) n, generate_series(0, 1) k WHERE k = 0 OR mod(n, 5) = 0`;
  await sql`INSERT INTO batch_lines (batch_id, package_version_id, allocated)
    SELECT id, md5('p')::uuid, 8 + mod(abs(hashtext(id::text)), 45) FROM batches`;
  await sql`ANALYZE`;
  if (!cycle) throw new Error("the cycle was inserted");
  return { cycleId: cycle.id, points };
}
