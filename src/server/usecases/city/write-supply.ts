import { sql } from "drizzle-orm";
import type { ActTx } from "../../act.ts";
import { names } from "./write-places.ts";

export async function writeStores(tx: ActTx): Promise<void> {
  await tx.execute(sql`INSERT INTO supermarkets (id, code, name, lat, lng, point_quality, daily_capacity_bags, pickers, dock_slots, loading_opens_seconds, contact_name, contact_phone)
    SELECT md5('store:' || p.key)::uuid, p.key, ${names}, (p.row ->> 'lat')::float8, (p.row ->> 'lng')::float8, 'stated', (p.row ->> 'capacity')::int,
      (p.row ->> 'pickers')::int, (p.row ->> 'docks')::int, (p.row ->> 'opens')::int, p.row ->> 'contact', p.row ->> 'phone'
    FROM part p ON CONFLICT (code) DO UPDATE SET name = excluded.name, lat = excluded.lat, lng = excluded.lng, point_quality = excluded.point_quality,
      daily_capacity_bags = excluded.daily_capacity_bags, pickers = excluded.pickers, dock_slots = excluded.dock_slots,
      loading_opens_seconds = excluded.loading_opens_seconds, contact_name = excluded.contact_name, contact_phone = excluded.contact_phone`);
}

export async function writeDepots(tx: ActTx): Promise<void> {
  await tx.execute(sql`INSERT INTO depots (id, code, name, lat, lng, point_quality)
    SELECT md5('depot:' || p.key)::uuid, p.key, ${names}, (p.row ->> 'lat')::float8, (p.row ->> 'lng')::float8, 'stated' FROM part p
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, lat = excluded.lat, lng = excluded.lng, point_quality = excluded.point_quality`);
}

export async function writeTypes(tx: ActTx): Promise<void> {
  await tx.execute(sql`INSERT INTO vehicle_types (code, name, max_bags, max_weight_kg, max_volume_litres, speed_kmh, fragile_places, height_cm, gross_weight_kg, licence_class)
    SELECT p.key, ${names}, (p.row ->> 'bags')::int, (p.row ->> 'kg')::int, (p.row ->> 'litres')::int, (p.row ->> 'speed')::int,
      (p.row ->> 'fragile_places')::int, (p.row ->> 'height_cm')::int, (p.row ->> 'gross_kg')::int, p.row ->> 'licence' FROM part p
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, max_bags = excluded.max_bags, max_weight_kg = excluded.max_weight_kg,
      max_volume_litres = excluded.max_volume_litres, speed_kmh = excluded.speed_kmh, fragile_places = excluded.fragile_places,
      height_cm = excluded.height_cm, gross_weight_kg = excluded.gross_weight_kg, licence_class = excluded.licence_class`);
}

export async function writeVehicles(tx: ActTx): Promise<void> {
  await tx.execute(sql`INSERT INTO vehicles (id, name, plate, type_code, depot_id, driver_id, in_service)
    SELECT md5('vehicle:' || p.key)::uuid, p.key, p.row ->> 'plate', p.row ->> 'type', d.id, u.id, (p.row ->> 'in_service')::boolean
    FROM part p JOIN depots d ON d.code = p.row ->> 'depot' LEFT JOIN users u ON u.username = p.row ->> 'driver'
    ON CONFLICT (name) DO UPDATE SET plate = excluded.plate, type_code = excluded.type_code, depot_id = excluded.depot_id, driver_id = excluded.driver_id,
      in_service = excluded.in_service`);
}

export async function writeItems(tx: ActTx): Promise<void> {
  await tx.execute(sql`INSERT INTO items (id, code, name, unit, unit_kind, price_fen, cost_fen, weight_grams, volume_ml, shelf_life_hours, cold_hours, picture, tags)
    SELECT md5('item:' || p.key)::uuid, p.key, ${names}, p.row ->> 'unit', p.row ->> 'measure', (p.row ->> 'price')::bigint, (p.row ->> 'cost')::bigint,
      (p.row ->> 'grams')::int, (p.row ->> 'ml')::int, (p.row ->> 'shelf_hours')::int, (p.row ->> 'cold_hours')::int, p.row ->> 'picture',
      CASE WHEN jsonb_typeof(p.row -> 'tags') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(p.row -> 'tags')) ELSE '{}' END
    FROM part p ON CONFLICT (code) DO UPDATE SET name = excluded.name, unit = excluded.unit, unit_kind = excluded.unit_kind, price_fen = excluded.price_fen,
      cost_fen = excluded.cost_fen, weight_grams = excluded.weight_grams, volume_ml = excluded.volume_ml, shelf_life_hours = excluded.shelf_life_hours,
      cold_hours = excluded.cold_hours, picture = excluded.picture, tags = excluded.tags`);
}
