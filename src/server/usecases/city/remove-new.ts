import { type SQL, sql } from "drizzle-orm";
import type { CityImportId } from "#domain/kernel/ids.ts";
import type { SheetName } from "#domain/workbook/sheets.ts";
import type { ActTx } from "../../act.ts";

const grids = sql`SELECT g.id FROM part p JOIN communities c ON c.code = p.row ->> 'place' JOIN grids g ON g.community_id = c.id AND g.number = (p.row ->> 'number')::int`;
const buildings = sql`SELECT b.id FROM part p JOIN communities c ON c.code = p.row ->> 'place' JOIN buildings b ON b.community_id = c.id AND b.name = p.row ->> 'building'`;
const places = sql`SELECT c.id FROM part p JOIN communities c ON c.code = p.key`;
const by = (table: string, key: string) => sql.raw(`SELECT t.id FROM part p JOIN ${table} t ON t.${key} = p.key`);
const homes = (id: CityImportId) => sql`SELECT id FROM households WHERE brought_by = ${id}`;
/** Roles that were given to these people at these places, and to nobody else. */
const roles = sql`SELECT a.id FROM part p JOIN users u ON u.username = p.row ->> 'username' JOIN assignments a ON a.user_id = u.id AND a.role = (p.row ->> 'role')::role
  LEFT JOIN grids g ON g.id = a.grid_id LEFT JOIN communities c ON c.id = coalesce(a.community_id, g.community_id)
  LEFT JOIN supermarkets s ON s.id = a.supermarket_id LEFT JOIN depots d ON d.id = a.depot_id
  WHERE p.key = concat_ws('/', u.username, a.role, coalesce(c.code, ''), coalesce(g.number::text, ''), coalesce(s.code, ''), coalesce(d.code, ''))`;

/** What hangs on rows that an import brought, sheet by sheet, beyond what the same import brought: each is counted. */
export const HANGING: Readonly<Record<SheetName, (id: CityImportId) => SQL[]>> = {
  places: (id) => [
    sql`FROM grids WHERE community_id IN (${places}) AND NOT EXISTS (SELECT FROM city_import_rows r JOIN communities c ON c.code = r.cells ->> 'place'
      WHERE r.import_id = ${id} AND r.sheet = 'grids' AND r.change = 'new' AND c.id = grids.community_id AND (r.cells ->> 'number')::int = grids.number)`,
    sql`FROM zone_versions WHERE community_id IN (${places})`,
    sql`FROM batches WHERE community_id IN (${places})`,
    sql`FROM stops WHERE community_id IN (${places})`,
    sql`FROM assignments WHERE community_id IN (${places}) AND ${notBrought(id)}`,
  ],
  grids: (id) => [
    sql`FROM buildings b JOIN communities c ON c.id = b.community_id WHERE b.grid_id IN (${grids}) AND NOT EXISTS (SELECT FROM city_import_rows r
      WHERE r.import_id = ${id} AND r.sheet = 'buildings' AND r.change = 'new' AND r.key = c.code || '/' || b.name)`,
    sql`FROM assignments WHERE grid_id IN (${grids}) AND ${notBrought(id)}`,
    sql`FROM grid_sheets WHERE grid_id IN (${grids}) AND state <> 'collecting'`,
    sql`FROM grid_quotas WHERE grid_id IN (${grids})`,
  ],
  buildings: (id) => [
    sql`FROM households WHERE building_id IN (${buildings}) AND brought_by IS DISTINCT FROM ${id}`,
    sql`FROM household_orders WHERE household_id IN (${homes(id)})`,
    sql`FROM persons WHERE household_id IN (${homes(id)})`,
  ],
  homes: () => [],
  stores: (id) => [
    sql`FROM supply_commits WHERE supermarket_id IN (${by("supermarkets", "code")})`,
    sql`FROM lots WHERE supermarket_id IN (${by("supermarkets", "code")})`,
    sql`FROM batches WHERE supermarket_id IN (${by("supermarkets", "code")})`,
    sql`FROM assignments WHERE supermarket_id IN (${by("supermarkets", "code")}) AND ${notBrought(id)}`,
  ],
  depots: (id) => [
    sql`FROM vehicles WHERE depot_id IN (${by("depots", "code")}) AND NOT EXISTS (SELECT FROM city_import_rows r WHERE r.import_id = ${id} AND r.sheet = 'vehicles' AND r.change = 'new' AND r.key = vehicles.name)`,
    sql`FROM assignments WHERE depot_id IN (${by("depots", "code")}) AND ${notBrought(id)}`,
  ],
  types: (id) => [
    sql`FROM vehicles WHERE type_code IN (SELECT key FROM part) AND NOT EXISTS (SELECT FROM city_import_rows r WHERE r.import_id = ${id} AND r.sheet = 'vehicles' AND r.change = 'new' AND r.key = vehicles.name)`,
  ],
  // Somebody who was here acts in his own name: his role is ended on the page of the staff, and stays on record.
  staff: () => [
    sql`FROM audit_events e WHERE e.actor IN (SELECT a.user_id FROM assignments a WHERE a.id IN (${roles}))`,
  ],
  vehicles: () => [sql`FROM trips WHERE vehicle_id IN (${by("vehicles", "name")})`],
  items: (id) => [
    sql`FROM lots WHERE item_id IN (${by("items", "code")})`,
    sql`FROM package_lines l JOIN package_versions v ON v.id = l.package_version_id JOIN packages k ON k.id = v.package_id WHERE l.item_id IN (${by("items", "code")})
      AND NOT EXISTS (SELECT FROM city_import_rows r WHERE r.import_id = ${id} AND r.sheet = 'packages' AND r.change = 'new' AND r.key = k.code)`,
  ],
  packages: () => [
    sql`FROM offers f JOIN package_versions v ON v.id = f.package_version_id WHERE v.package_id IN (${by("packages", "code")})`,
    sql`FROM packages k WHERE k.variant_of IN (${by("packages", "code")}) AND k.code NOT IN (SELECT key FROM part)`,
  ],
};

/** Roles that the import itself has given go with it. */
function notBrought(id: CityImportId): SQL {
  return sql`NOT EXISTS (SELECT FROM city_import_rows r JOIN users u ON u.username = r.cells ->> 'username'
    WHERE r.import_id = ${id} AND r.sheet = 'staff' AND r.change = 'new' AND u.id = assignments.user_id AND r.cells ->> 'role' = assignments.role::text)`;
}

/** Takes the rows of `part` out of the city: they were new with this import, and nothing hangs on them. */
export async function removeNew(tx: ActTx, sheet: SheetName, id: CityImportId): Promise<void> {
  for (const statement of REMOVALS[sheet](id)) await tx.execute(statement);
}

const versions = sql`SELECT v.id FROM package_versions v WHERE v.package_id IN (${by("packages", "code")})`;
const REMOVALS: Readonly<Record<SheetName, (id: CityImportId) => SQL[]>> = {
  packages: () => [
    sql`DELETE FROM package_lines WHERE package_version_id IN (${versions})`,
    sql`DELETE FROM package_versions WHERE package_id IN (${by("packages", "code")})`,
    sql`DELETE FROM packages WHERE code IN (SELECT key FROM part)`,
  ],
  items: () => [sql`DELETE FROM items WHERE code IN (SELECT key FROM part)`],
  vehicles: () => [sql`DELETE FROM vehicles WHERE name IN (SELECT key FROM part)`],
  staff: () => [sql`DELETE FROM assignments WHERE id IN (${roles})`],
  types: () => [sql`DELETE FROM vehicle_types WHERE code IN (SELECT key FROM part)`],
  depots: () => [sql`DELETE FROM depots WHERE code IN (SELECT key FROM part)`],
  stores: () => [sql`DELETE FROM supermarkets WHERE code IN (SELECT key FROM part)`],
  // A home that was stated by its building and then named is of the one that came first: both are asked by what brought it.
  homes: (id) => [sql`DELETE FROM households WHERE brought_by = ${id}`],
  buildings: () => [sql`DELETE FROM buildings WHERE id IN (${buildings})`],
  grids: () => [
    sql`DELETE FROM grid_sheets WHERE grid_id IN (${grids})`,
    sql`DELETE FROM grids WHERE id IN (${grids})`,
  ],
  places: () => [sql`DELETE FROM communities WHERE code IN (SELECT key FROM part)`],
};
