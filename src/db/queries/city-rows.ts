import { type SQL, sql } from "drizzle-orm";
import type { SheetRow } from "#domain/workbook/column.ts";
import type { SheetName } from "#domain/workbook/sheets.ts";
import type { Tx } from "../client.ts";

const zh = (names: string) => sql.raw(`${names} ->> 'zh-CN'`);
const en = (names: string) => sql.raw(`${names} ->> 'en'`);
/** An empty list is an empty cell. */
const list = (column: string) => sql.raw(`CASE WHEN cardinality(${column}) > 0 THEN to_jsonb(${column}) END`);
const filled = (names: string) => sql.raw(`nullif(${names} ->> 'zh-CN', '')`);

/** Of the sheets that hang on places: those of the communities with these codes alone. */
type Within = { readonly places: SQL };
const at = (within: Within | undefined) => (within ? sql`WHERE c.code IN (${within.places})` : sql``);

/**
 * What the city has, as rows of a sheet of the workbook: `key` and `row`, with the columns and values that a checked row
 * has. It is what an import is compared with, what undoing one brings back, and what the desk's lists show. Read with the
 * system's eyes where homes or phones are asked for.
 */
export function cityRows(sheet: SheetName, within?: Within): SQL {
  return ROWS[sheet](within);
}

/** A row with the name of its present content. */
export type FoundRow = { readonly key: string; readonly row: SheetRow; readonly seen: string };

/** The rows of a sheet, by their keys. */
export async function listCityRows(tx: Tx, sheet: SheetName): Promise<FoundRow[]> {
  const rows = await tx.execute<FoundRow>(
    sql`SELECT key, row, md5(row::text) AS seen FROM (${cityRows(sheet)}) AS city ORDER BY key`,
  );
  return [...rows];
}

/** The row of that key; undefined when the city has none. */
export async function findCityRow(tx: Tx, sheet: SheetName, key: string): Promise<FoundRow | undefined> {
  const [row] = await tx.execute<FoundRow>(
    sql`SELECT key, row, md5(row::text) AS seen FROM (${cityRows(sheet)}) AS city WHERE key = ${key}`,
  );
  return row;
}

const ROWS: Readonly<Record<SheetName, (within?: Within) => SQL>> = {
  places:
    () => sql`SELECT c.code AS key, jsonb_build_object('code', c.code, 'kind', c.kind, 'name', ${zh("c.name")}, 'name_en', ${en("c.name")},
      'district', ${zh("d.name")}, 'subdistrict', ${filled("c.subdistrict")}, 'lat', c.lat, 'lng', c.lng,
      'gate', jsonb_build_array(c.gate_opens_seconds, c.gate_closes_seconds), 'bus', c.bus_accessible, 'transfer', c.transfer_mode,
      'set_down', c.set_down_zone, 'aggregator', c.aggregator, 'homes', c.stated_homes, 'elders', c.stated_elders_alone, 'without_phone', c.stated_without_phone) AS row
    FROM communities c JOIN districts d ON d.id = c.district_id`,
  grids: (
    within,
  ) => sql`SELECT c.code || '/' || g.number AS key, jsonb_build_object('place', c.code, 'number', g.number, 'kind', g.kind) AS row
    FROM grids g JOIN communities c ON c.id = g.community_id ${at(within)}`,
  buildings: (
    within,
  ) => sql`SELECT c.code || '/' || b.name AS key, jsonb_build_object('place', c.code, 'building', b.name, 'grid', g.number,
      'units', nullif(b.units, 0), 'floors', b.floors, 'rooms', b.doors_per_floor, 'room_names', to_jsonb(b.room_names)) AS row
    FROM buildings b JOIN communities c ON c.id = b.community_id JOIN grids g ON g.id = b.grid_id ${at(within)}`,
  homes: (
    within,
  ) => sql`SELECT c.code || '/' || b.name || '/' || h.unit || '/' || h.room AS key, jsonb_build_object('place', c.code, 'building', b.name,
      'unit', h.unit, 'room', h.room, 'people', h.size, 'heads', h.heads, 'vacant', h.vacant,
      'needs', CASE WHEN cardinality(h.tags) > 0 THEN to_jsonb(h.tags) END, 'needs_on', h.needs_said_on) AS row
    FROM households h JOIN buildings b ON b.id = h.building_id JOIN communities c ON c.id = h.community_id ${at(within)}`,
  stores:
    () => sql`SELECT s.code AS key, jsonb_build_object('code', s.code, 'name', ${zh("s.name")}, 'name_en', ${en("s.name")}, 'lat', s.lat, 'lng', s.lng,
      'capacity', s.daily_capacity_bags, 'pickers', s.pickers, 'docks', s.dock_slots, 'opens', s.loading_opens_seconds,
      'contact', s.contact_name, 'phone', s.contact_phone) AS row FROM supermarkets s`,
  depots: () =>
    sql`SELECT d.code AS key, jsonb_build_object('code', d.code, 'name', ${zh("d.name")}, 'name_en', ${en("d.name")}, 'lat', d.lat, 'lng', d.lng) AS row FROM depots d`,
  types:
    () => sql`SELECT t.code AS key, jsonb_build_object('code', t.code, 'name', ${zh("t.name")}, 'name_en', ${en("t.name")}, 'bags', t.max_bags, 'kg', t.max_weight_kg,
      'litres', t.max_volume_litres, 'speed', t.speed_kmh, 'fragile_places', t.fragile_places, 'height_cm', t.height_cm, 'gross_kg', t.gross_weight_kg, 'licence', t.licence_class) AS row FROM vehicle_types t`,
  staff:
    () => sql`SELECT concat_ws('/', u.username, a.role, coalesce(c.code, gc.code, ''), coalesce(g.number::text, ''), coalesce(s.code, ''), coalesce(d.code, '')) AS key,
      jsonb_build_object('username', u.username, 'name', u.name, 'role', a.role, 'place', coalesce(c.code, gc.code), 'grid', g.number,
        'store', s.code, 'depot', d.code, 'phone', duty_phone(u.id)) AS row
    FROM assignments a JOIN users u ON u.id = a.user_id LEFT JOIN grids g ON g.id = a.grid_id LEFT JOIN communities gc ON gc.id = g.community_id
    LEFT JOIN communities c ON c.id = a.community_id LEFT JOIN supermarkets s ON s.id = a.supermarket_id LEFT JOIN depots d ON d.id = a.depot_id
    WHERE u.username IS NOT NULL AND a.stands_in_for IS NULL AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now())`,
  vehicles:
    () => sql`SELECT v.name AS key, jsonb_build_object('name', v.name, 'type', v.type_code, 'depot', d.code, 'plate', v.plate, 'driver', u.username,
      'in_service', v.in_service) AS row FROM vehicles v JOIN depots d ON d.id = v.depot_id LEFT JOIN users u ON u.id = v.driver_id`,
  items:
    () => sql`SELECT i.code AS key, jsonb_build_object('code', i.code, 'name', ${zh("i.name")}, 'name_en', ${en("i.name")}, 'unit', i.unit, 'measure', i.unit_kind,
      'price', i.price_fen, 'cost', i.cost_fen, 'grams', i.weight_grams, 'ml', i.volume_ml, 'shelf_hours', i.shelf_life_hours, 'cold_hours', i.cold_hours,
      'tags', ${list("i.tags")}, 'picture', i.picture) AS row FROM items i`,
  packages:
    () => sql`SELECT p.code AS key, jsonb_build_object('code', p.code, 'letter', p.letter, 'name', ${zh("p.name")}, 'name_en', ${en("p.name")},
      'contents', (SELECT jsonb_agg(jsonb_build_array(i.code, l.tenths) ORDER BY l.position) FROM package_lines l JOIN items i ON i.id = l.item_id WHERE l.package_version_id = v.id),
      'fee', v.fee_fen, 'price', v.price_fen, 'limit', v.household_limit, 'aliases', ${list("v.aliases")},
      'people_from', v.people_from, 'people_to', v.people_to, 'variant_of', (SELECT o.code FROM packages o WHERE o.id = p.variant_of)) AS row
    FROM packages p JOIN LATERAL (SELECT * FROM package_versions w WHERE w.package_id = p.id ORDER BY w.version DESC LIMIT 1) v ON true`,
};
