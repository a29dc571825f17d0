import { sql } from "drizzle-orm";
import type { SheetReport } from "#contract/city-imports.ts";
import type { Tx } from "#db/client.ts";
import { cityRows } from "#db/queries/city-rows.ts";
import type { CityImportId } from "#domain/kernel/ids.ts";
import { metresBetween } from "#domain/places/distance.ts";
import { cityBeside, type RowsOf } from "./compare-rows.ts";

/** A known place that a list puts farther away than this is told: a slip, or the wrong datum. */
const MOVED_METRES = 100;
/** So many rows of a kind are named. */
const NAMED = 30;

/** What the compared rows of a sheet would change; homes are counted and never named. */
export async function reportSheet(tx: Tx, rows: RowsOf): Promise<SheetReport> {
  const { importId, sheet } = rows;
  const [counts] = await tx.execute<{ new: number; changed: number; untouched: number }>(sql`
    SELECT count(*) FILTER (WHERE change = 'new')::int AS new, count(*) FILTER (WHERE change = 'changed')::int AS changed,
      count(*) FILTER (WHERE change = 'untouched')::int AS untouched FROM city_import_rows WHERE import_id = ${importId} AND sheet = ${sheet}`);
  const gone = sql`FROM (${cityBeside(rows)}) AS city
    WHERE NOT EXISTS (SELECT FROM city_import_rows r WHERE r.import_id = ${importId} AND r.sheet = ${sheet} AND r.key = city.key)`;
  const [left] = await tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n ${gone}`);
  const named = async (query: ReturnType<typeof sql>) =>
    sheet === "homes" ? [] : (await tx.execute<{ key: string }>(query)).map((r) => r.key);
  const changedTo = (change: string) =>
    named(
      sql`SELECT key FROM city_import_rows WHERE import_id = ${importId} AND sheet = ${sheet} AND change = ${change} ORDER BY seq LIMIT ${NAMED}`,
    );
  return {
    sheet,
    new: counts?.new ?? 0,
    changed: counts?.changed ?? 0,
    untouched: counts?.untouched ?? 0,
    gone: left?.n ?? 0,
    newKeys: await changedTo("new"),
    changedKeys: await changedTo("changed"),
    goneKeys: await named(sql`SELECT city.key ${gone} ORDER BY 1 LIMIT ${NAMED}`),
  };
}

export type ImportPoint = {
  readonly code: string;
  readonly lat: number;
  readonly lng: number;
  readonly movedMetres: number;
};

/** The places of an import with how far each would stand from where the city has it; 0 where that is near, or new. */
export async function listPoints(tx: Tx, id: CityImportId): Promise<ImportPoint[]> {
  type Point = { lat: number; lng: number };
  const rows = await tx.execute<{ code: string; at: Point; was: Point | null }>(sql`
    SELECT r.key AS code, r.cells AS at, city.row AS was FROM city_import_rows r LEFT JOIN (${cityRows("places")}) AS city ON city.key = r.key
    WHERE r.import_id = ${id} AND r.sheet = 'places' ORDER BY r.seq`);
  return rows.map(({ code, at, was }) => {
    const metres = was ? Math.round(metresBetween(was, at)) : 0;
    return { code, lat: at.lat, lng: at.lng, movedMetres: metres > MOVED_METRES ? metres : 0 };
  });
}
