import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { FIRST_LANGUAGE, type Names } from "#domain/kernel/names.ts";

/** A place as the import hands it over: checked, with its gate window in seconds of the day. */
export type Place = {
  readonly code: string;
  readonly kind: string;
  readonly name: Names;
  readonly subdistrict: Names;
  /** As the list calls it, in the first language. */
  readonly district: string;
  readonly lat: number;
  readonly lng: number;
  readonly pointQuality: string;
  readonly households: number;
  readonly eldersAlone: number;
  readonly withoutPhone: number;
  readonly grids: number;
  readonly buildings: number;
  readonly gateOpensSeconds: number;
  readonly gateClosesSeconds: number;
  readonly busAccessible: boolean;
  readonly transferMode: string | null;
};

const DISTRICTS_EN: Readonly<Record<string, string>> = {
  鲤城区: "Licheng",
  丰泽区: "Fengze",
  洛江区: "Luojiang",
  晋江市: "Jinjiang",
  石狮市: "Shishi",
  南安市: "Nan'an",
  泉州台商投资区: "Taiwanese Investment Zone",
};

/**
 * Writes places with their grids, buildings and doors, laid out from the stated numbers alone: the same input gives the
 * same doors with the same ids, so a repeated import changes names and windows and doubles nothing. Homes fill each
 * building evenly; what is left of a building's doors stands vacant. Set by set: 400,000 doors in a few seconds.
 */
export async function layOutTerritory(tx: Tx, places: readonly Place[]): Promise<void> {
  const rows = JSON.stringify(
    places.map((p) => ({
      ...p,
      districtName: { [FIRST_LANGUAGE]: p.district, en: DISTRICTS_EN[p.district] ?? p.district },
    })),
  );
  await tx.execute(sql`CREATE TEMP TABLE import_places ON COMMIT DROP AS
    SELECT md5('place:' || code)::uuid AS id, md5('district:' || district)::uuid AS district_id, greatest(grids, 1) AS grids,
      greatest(buildings, grids, 1) AS buildings, p.code, kind, name, subdistrict, district, "districtName", lat, lng,
      "pointQuality", households, "eldersAlone", "withoutPhone", "gateOpensSeconds", "gateClosesSeconds", "busAccessible", "transferMode"
    FROM jsonb_to_recordset(${rows}::jsonb) AS p (code text, kind text, name jsonb, subdistrict jsonb, district text, "districtName" jsonb, lat float8, lng float8, "pointQuality" text, households int,
      "eldersAlone" int, "withoutPhone" int, grids int, buildings int, "gateOpensSeconds" int, "gateClosesSeconds" int,
      "busAccessible" boolean, "transferMode" text)`);
  await tx.execute(sql`INSERT INTO districts (id, code, name)
    SELECT DISTINCT district_id, district, "districtName" FROM import_places ON CONFLICT DO NOTHING`);
  await tx.execute(sql`INSERT INTO communities (id, code, kind, name, subdistrict, district_id, lat, lng,
      point_quality, gate_opens_seconds, gate_closes_seconds, bus_accessible, transfer_mode)
    SELECT id, code, kind, name, subdistrict, district_id, lat, lng, "pointQuality",
      "gateOpensSeconds", "gateClosesSeconds", "busAccessible", "transferMode" FROM import_places
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, lat = excluded.lat, lng = excluded.lng,
      gate_opens_seconds = excluded.gate_opens_seconds, gate_closes_seconds = excluded.gate_closes_seconds,
      bus_accessible = excluded.bus_accessible, transfer_mode = excluded.transfer_mode`);
  await tx.execute(sql`INSERT INTO grids (id, community_id, number)
    SELECT md5('grid:' || code || ':' || g)::uuid, id, g FROM import_places, generate_series(1, grids) AS g ON CONFLICT DO NOTHING`);
  await tx.execute(sql`CREATE TEMP TABLE import_buildings ON COMMIT DROP AS
    SELECT md5('building:' || code || ':' || b)::uuid AS id, md5('grid:' || code || ':' || (1 + (b - 1) * grids / buildings))::uuid AS grid_id,
      p.id AS community_id, p.code, b AS number, homes,
      CASE WHEN homes <= 40 THEN 1 WHEN homes <= 120 THEN 2 ELSE 3 END AS units
    FROM import_places p, generate_series(1, buildings) AS b,
      LATERAL (SELECT households / buildings + (b <= households % buildings)::int AS homes) AS h`);
  await tx.execute(sql`INSERT INTO buildings (id, grid_id, community_id, name, number, units, floors, doors_per_floor)
    SELECT id, grid_id, community_id, number::text, number, units, least(33, greatest(1, ceil(homes * 1.06 / (units * 4))::int)),
      CASE WHEN homes * 1.06 > units * 4 * 33 THEN ceil(homes * 1.06 / (units * 33))::int ELSE 4 END
    FROM import_buildings ON CONFLICT DO NOTHING`);
  await tx.execute(sql`INSERT INTO households (id, grid_id, community_id, building_id, unit, floor, room, size, vacant, tags, needs_from)
    SELECT *, CASE WHEN tags <> '{}' THEN 'invented' END FROM (SELECT id, grid_id, community_id, building_id, unit, floor, room,
      CASE WHEN vacant THEN 0 ELSE 1 + mod(luck, 5) END AS size, vacant,
      CASE WHEN vacant THEN '{}' ELSE array_remove(ARRAY[
        CASE WHEN turn <= elders THEN 'elder_alone' END,
        CASE WHEN turn <= without_phone THEN 'no_phone' END,
        CASE WHEN mod(luck, 25) = 7 AND turn > elders THEN 'infant' END,
        CASE WHEN mod(luck, 83) = 11 THEN 'halal' END,
        CASE WHEN mod(luck, 401) = 13 THEN 'dialysis' END], NULL) END AS tags
    FROM (
      SELECT d.*, turn_in_building > homes AS vacant, row_number() OVER (PARTITION BY community_id, turn_in_building > homes ORDER BY luck, id) AS turn
      FROM (
        SELECT *, row_number() OVER (PARTITION BY building_id ORDER BY luck, id) AS turn_in_building
        FROM (
          SELECT md5('door:' || i.code || ':' || i.number || '-' || unit || '-' || floor || lpad(door::text, 2, '0'))::uuid AS id,
            b.grid_id, b.community_id, b.id AS building_id, unit, floor, floor || lpad(door::text, 2, '0') AS room, i.homes,
            p."eldersAlone" AS elders, p."withoutPhone" AS without_phone,
            hashint8extended(((i.number::bigint * 8 + unit) * 64 + floor) * 64 + door, hashtext(i.code)) & 2147483647 AS luck
          FROM import_buildings i JOIN buildings b ON b.id = i.id JOIN import_places p ON p.id = i.community_id,
            generate_series(1, b.units) AS unit, generate_series(1, b.floors) AS floor, generate_series(1, b.doors_per_floor) AS door
        ) AS doors
      ) AS d
    ) AS filled) AS homes
    ON CONFLICT DO NOTHING`);
}

const SURNAMES = "陈林黄王李吴郑蔡许张苏杨洪庄谢曾郭刘叶傅邱施周柯潘丁戴颜赖卢徐何沈江朱胡邓高罗程";
const GIVEN = "志明丽萍建国秀英美珍伟强雅琴小燕文彬淑华天赐晓岚阿芬海生玉兰俊杰思源婷婷永福彩云";

/** Gives every home that is lived in one registered person with an invented name and an invented, masked number. */
export async function registerInventedPersons(tx: Tx): Promise<void> {
  await tx.execute(sql`INSERT INTO persons (id, household_id, grid_id, name, phone_masked, state, verified_by)
    SELECT md5('person:' || id)::uuid, id, grid_id,
      substr(${SURNAMES}, 1 + mod(luck, ${SURNAMES.length}), 1) || substr(${GIVEN}, 1 + mod(luck / 64, ${GIVEN.length - 1}), 1 + mod(luck / 4096, 2)),
      CASE WHEN 'no_phone' = ANY (tags) THEN NULL ELSE '13' || mod(luck, 10) || '****' || lpad(mod(luck / 7, 10000)::text, 4, '0') END,
      'verified', 'register'
    FROM (SELECT *, (hashtextextended(id::text, 7) & 2147483647)::int AS luck FROM households WHERE NOT vacant) AS h
    ON CONFLICT DO NOTHING`);
}
