import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { readDepots, readStores, readVehicleTypes } from "./read-files.ts";

const TYPE_EN: Readonly<Record<string, string>> = {
  bus_12m: "12 m bus",
  bus_8m: "8 m bus",
  van: "Van",
  e_tricycle: "E-tricycle",
};
/** The day runs with as many buses as the city gave; the others stand ready. */
const BUSES_IN_SERVICE = 60;

/** Writes supermarkets, depots, vehicle types and the fleet with one driver's account per vehicle. */
export async function writeFleetAndStores(tx: Tx): Promise<void> {
  const stores = JSON.stringify(readStores());
  await tx.execute(sql`INSERT INTO supermarkets (id, code, name, lat, lng, point_quality, daily_capacity_bags, pickers, dock_slots, loading_opens_seconds)
    SELECT md5('store:' || supermarket_id)::uuid, supermarket_id, jsonb_build_object('zh-CN', name_zh, 'en', name_en), lat, lng, coord_quality, demo_daily_pack_capacity, demo_pickers, demo_dock_slots,
      extract(epoch FROM demo_loading_open::time)::int
    FROM jsonb_to_recordset(${stores}::jsonb) AS s (supermarket_id text, name_zh text, name_en text, lat float8, lng float8, coord_quality text,
      demo_daily_pack_capacity int, demo_pickers int, demo_dock_slots int, demo_loading_open text) ON CONFLICT DO NOTHING`);
  const depots = readDepots();
  await tx.execute(sql`INSERT INTO depots (id, code, name, lat, lng, point_quality)
    SELECT md5('depot:' || depot_id)::uuid, depot_id, jsonb_build_object('zh-CN', name_zh, 'en', name_en), lat, lng, coord_quality
    FROM jsonb_to_recordset(${JSON.stringify(depots)}::jsonb) AS d (depot_id text, name_zh text, name_en text, lat float8, lng float8, coord_quality text) ON CONFLICT DO NOTHING`);
  await tx.execute(sql`INSERT INTO vehicle_types (code, name, max_bags, max_weight_kg, max_volume_litres, speed_kmh, fragile_places, height_cm, gross_weight_kg)
    SELECT code, name, max_bags, max_weight_kg, max_volume_litres, speed_kmh, fragile_places, height_cm, gross_weight_kg FROM jsonb_to_recordset(${JSON.stringify(
      readVehicleTypes().map((t) => ({
        code: t.vehicle_type,
        name: { "zh-CN": t.name_zh, en: TYPE_EN[t.vehicle_type] ?? t.vehicle_type },
        max_bags: t.max_packages,
        max_weight_kg: t.demo_max_weight_kg,
        max_volume_litres: t.demo_usable_volume_m3 * 1000,
        speed_kmh: t.demo_speed_kmh,
        fragile_places: t.demo_fragile_places,
        height_cm: Math.round(t.demo_height_m * 100),
        gross_weight_kg: Math.round(t.demo_gross_weight_t * 1000),
      })),
    )}::jsonb) AS v (code text, name jsonb, max_bags int, max_weight_kg int, max_volume_litres int, speed_kmh int, fragile_places int, height_cm int, gross_weight_kg int) ON CONFLICT DO NOTHING`);
  const all = depots.reduce((n, d) => n + d.demo_buses_12m + d.demo_buses_8m, 0);
  const fleet = depots.flatMap((d) => {
    const buses = d.demo_buses_12m + d.demo_buses_8m;
    const inService = Math.round((buses * BUSES_IN_SERVICE) / all);
    // A yard is called by the two characters that everybody uses for it.
    const yard = d.name_zh.slice(0, 2);
    const bus = (i: number) => ({
      name: `${yard} ${String(i + 1).padStart(2, "0")}`,
      type: i % 4 === 3 && Math.floor(i / 4) < d.demo_buses_8m ? "bus_8m" : "bus_12m",
      depot: d.depot_id,
      inService: i < inService,
    });
    const vans = [0, 1].map((i) => ({ name: `${yard} 厢${i + 1}`, type: "van", depot: d.depot_id, inService: true }));
    return [...Array.from({ length: buses }, (_, i) => bus(i)), ...vans];
  });
  await tx.execute(sql`INSERT INTO users (id, name, email, username, display_username)
    SELECT md5('driver:' || name)::uuid, substr('何陈林黄王李吴郑蔡许张苏', 1 + mod(abs(hashtext(name)), 12), 1) || '师傅', md5(name) || '@staff.invalid', 'drv_' || substr(md5(name), 1, 8), 'drv_' || substr(md5(name), 1, 8)
    FROM jsonb_to_recordset(${JSON.stringify(fleet)}::jsonb) AS f (name text) ON CONFLICT DO NOTHING`);
  await tx.execute(sql`INSERT INTO vehicles (id, name, type_code, depot_id, driver_id, in_service)
    SELECT md5('vehicle:' || name)::uuid, name, type, md5('depot:' || depot)::uuid, md5('driver:' || name)::uuid, "inService"
    FROM jsonb_to_recordset(${JSON.stringify(fleet)}::jsonb) AS f (name text, type text, depot text, "inService" boolean) ON CONFLICT DO NOTHING`);
  await tx.execute(
    sql`INSERT INTO assignments (id, user_id, role, "from") SELECT md5('assignment:' || driver_id)::uuid, driver_id, 'DRV', now() FROM vehicles ON CONFLICT DO NOTHING`,
  );
  await tx.execute(sql`INSERT INTO lots (id, supermarket_id, item_id, code, shelf, expires_on)
    SELECT md5('lot:' || s.code || i.code)::uuid, s.id, i.id, to_char(current_date, 'MMDD') || '-' || lpad((1 + mod(abs(hashtext(s.code || i.code)), 20))::text, 2, '0'),
      CASE WHEN 'cold' = ANY (i.tags) THEN '冷 ' || (1 + mod(abs(hashtext(i.code)), 3)) ELSE chr(65 + mod(abs(hashtext(i.code)), 4)) || (1 + mod(abs(hashtext(i.code || 'x')), 8)) END,
      current_date + greatest(1, i.shelf_life_hours / 24) FROM supermarkets s, items i ON CONFLICT DO NOTHING`);
}
