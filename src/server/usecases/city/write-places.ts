import { sql } from "drizzle-orm";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import type { ActTx } from "../../act.ts";
import type { Part } from "./write-part.ts";

/** Names in the languages that are given; the first is always there. */
export const names = sql`jsonb_strip_nulls(jsonb_build_object('zh-CN', p.row ->> 'name', 'en', p.row ->> 'name_en'))`;

export async function writePlaces(tx: ActTx): Promise<void> {
  await tx.execute(sql`INSERT INTO districts (id, code, name)
    SELECT DISTINCT md5('district:' || (p.row ->> 'district'))::uuid, p.row ->> 'district', jsonb_build_object('zh-CN', p.row ->> 'district')
    FROM part p WHERE NOT EXISTS (SELECT FROM districts d WHERE d.name ->> 'zh-CN' = p.row ->> 'district') ON CONFLICT DO NOTHING`);
  await tx.execute(sql`INSERT INTO communities (id, code, kind, name, subdistrict, district_id, lat, lng, point_quality, gate_opens_seconds, gate_closes_seconds,
      bus_accessible, transfer_mode, set_down_zone, aggregator, stated_homes, stated_elders_alone, stated_without_phone)
    SELECT md5('place:' || p.key)::uuid, p.key, p.row ->> 'kind', ${names}, jsonb_build_object('zh-CN', coalesce(p.row ->> 'subdistrict', '')), d.id,
      (p.row ->> 'lat')::float8, (p.row ->> 'lng')::float8, 'stated', (p.row #>> '{gate,0}')::int, (p.row #>> '{gate,1}')::int, (p.row ->> 'bus')::boolean,
      p.row ->> 'transfer', p.row ->> 'set_down', p.row ->> 'aggregator', (p.row ->> 'homes')::int, (p.row ->> 'elders')::int, (p.row ->> 'without_phone')::int
    FROM part p JOIN LATERAL (SELECT id FROM districts WHERE name ->> 'zh-CN' = p.row ->> 'district' ORDER BY code LIMIT 1) d ON true
    ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name = excluded.name, subdistrict = excluded.subdistrict, district_id = excluded.district_id,
      lat = excluded.lat, lng = excluded.lng, point_quality = excluded.point_quality, gate_opens_seconds = excluded.gate_opens_seconds,
      gate_closes_seconds = excluded.gate_closes_seconds, bus_accessible = excluded.bus_accessible, transfer_mode = excluded.transfer_mode,
      set_down_zone = excluded.set_down_zone, aggregator = excluded.aggregator, stated_homes = excluded.stated_homes, stated_elders_alone = excluded.stated_elders_alone,
      stated_without_phone = excluded.stated_without_phone`);
}

/** Grids that come while a cycle takes orders get their sheets in it, or what their homes order would never be locked. */
export async function writeGrids(tx: ActTx): Promise<void> {
  await tx.execute(sql`INSERT INTO grids (id, community_id, number, kind)
    SELECT md5('grid:' || c.code || ':' || (p.row ->> 'number'))::uuid, c.id, (p.row ->> 'number')::int, p.row ->> 'kind'
    FROM part p JOIN communities c ON c.code = p.row ->> 'place' ON CONFLICT (community_id, number) DO UPDATE SET kind = excluded.kind`);
  await tx.execute(sql`INSERT INTO grid_sheets (id, cycle_id, grid_id, community_id, state)
    SELECT gen_random_uuid(), y.id, g.id, g.community_id, 'collecting'
    FROM part p JOIN communities c ON c.code = p.row ->> 'place' JOIN grids g ON g.community_id = c.id AND g.number = (p.row ->> 'number')::int, cycles y
    WHERE y.state IN ${[...TAKING_ORDERS]} ON CONFLICT DO NOTHING`);
}

/** The floor that a room's number begins with, `1203`; 0 where a name says none. */
const floorOf = sql.raw(`CASE WHEN room ~ '^\\d{3,4}$' THEN left(room, -2)::int ELSE 0 END`);

/**
 * Buildings with the doors that they state: units × floors × rooms of a floor, or the rooms' names in each unit. Doors are
 * added, and none goes: one that is not there any more stands empty by the homes' sheet. Who lives behind a door is not
 * known until somebody says it. A building keeps its grid while a round with its orders is under way.
 */
export async function writeBuildings(tx: ActTx, { importId }: Part): Promise<void> {
  await tx.execute(sql`INSERT INTO buildings (id, grid_id, community_id, name, number, units, floors, doors_per_floor, room_names)
    SELECT md5('building:' || c.code || ':' || (p.row ->> 'building'))::uuid, g.id, c.id, p.row ->> 'building',
      coalesce(substring(p.row ->> 'building' FROM '^\\d{1,4}')::int, 10000 + p.line), coalesce((p.row ->> 'units')::int, 0),
      nullif((p.row ->> 'floors')::int, 0), nullif((p.row ->> 'rooms')::int, 0),
      CASE WHEN jsonb_typeof(p.row -> 'room_names') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(p.row -> 'room_names')) END
    FROM part p JOIN communities c ON c.code = p.row ->> 'place' JOIN grids g ON g.community_id = c.id AND g.number = (p.row ->> 'grid')::int
    ON CONFLICT (community_id, name) DO UPDATE SET units = excluded.units, floors = excluded.floors, doors_per_floor = excluded.doors_per_floor,
      room_names = excluded.room_names,
      grid_id = CASE WHEN EXISTS (SELECT FROM households h JOIN household_orders o ON o.household_id = h.id JOIN cycles y ON y.id = o.cycle_id
        WHERE h.building_id = buildings.id AND o.state <> 'cancelled' AND y.state NOT IN ('settled', 'archived', 'cancelled')) THEN buildings.grid_id ELSE excluded.grid_id END`);
  await tx.execute(sql`WITH moved AS (UPDATE households h SET grid_id = b.grid_id FROM part p JOIN communities c ON c.code = p.row ->> 'place'
      JOIN buildings b ON b.community_id = c.id AND b.name = p.row ->> 'building' WHERE h.building_id = b.id AND h.grid_id <> b.grid_id RETURNING h.id, h.grid_id)
    UPDATE persons SET grid_id = moved.grid_id FROM moved WHERE persons.household_id = moved.id`);
  await tx.execute(sql`INSERT INTO households (id, grid_id, community_id, building_id, unit, floor, room, brought_by)
    SELECT md5('door:' || code || ':' || name || '-' || unit || '-' || room)::uuid, grid_id, community_id, building_id, unit, ${floorOf}, room, ${importId}
    FROM (
      SELECT c.code, b.name, b.grid_id, b.community_id, b.id AS building_id, unit, r.room
      FROM part p JOIN communities c ON c.code = p.row ->> 'place' JOIN buildings b ON b.community_id = c.id AND b.name = p.row ->> 'building',
        generate_series(least(b.units, 1), b.units) AS unit,
        LATERAL (SELECT unnest(b.room_names) AS room UNION ALL
          SELECT floor || lpad(door::text, 2, '0') FROM generate_series(1, b.floors) AS floor, generate_series(1, b.doors_per_floor) AS door WHERE b.room_names IS NULL) AS r
    ) AS doors ON CONFLICT DO NOTHING`);
}

/**
 * Homes as somebody has named them. A sheet cannot bring needs without the day on which they were said; rows that have
 * none are those of homes whose needs were invented, and an import that is undone leaves them so.
 */
export async function writeHomes(tx: ActTx, { importId }: Part): Promise<void> {
  await tx.execute(sql`INSERT INTO households (id, grid_id, community_id, building_id, unit, floor, room, size, heads, vacant, tags, needs_from, needs_said_on, brought_by)
    SELECT md5('door:' || code || ':' || name || '-' || unit || '-' || room)::uuid, grid_id, community_id, building_id, unit, ${floorOf}, room, people, heads, vacant, tags,
      CASE WHEN tags <> '{}' THEN CASE WHEN said_on IS NULL THEN 'invented' ELSE 'said' END END, said_on, ${importId}
    FROM (
      SELECT c.code, b.name, b.grid_id, b.community_id, b.id AS building_id, (p.row ->> 'unit')::int AS unit, p.row ->> 'room' AS room,
        (p.row ->> 'people')::int AS people, (p.row ->> 'heads')::int AS heads, coalesce((p.row ->> 'vacant')::boolean, false) AS vacant, (p.row ->> 'needs_on')::date AS said_on,
        CASE WHEN jsonb_typeof(p.row -> 'needs') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(p.row -> 'needs')) ELSE '{}' END AS tags
      FROM part p JOIN communities c ON c.code = p.row ->> 'place' JOIN buildings b ON b.community_id = c.id AND b.name = p.row ->> 'building'
    ) AS homes
    ON CONFLICT (building_id, unit, room) DO UPDATE SET size = excluded.size, heads = excluded.heads, vacant = excluded.vacant, tags = excluded.tags,
      needs_from = excluded.needs_from, needs_said_on = excluded.needs_said_on`);
}
