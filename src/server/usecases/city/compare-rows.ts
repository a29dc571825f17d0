import { type SQL, sql } from "drizzle-orm";
import { cityRows } from "#db/queries/city-rows.ts";
import type { CityImportId } from "#domain/kernel/ids.ts";
import type { SheetName } from "#domain/workbook/sheets.ts";
import type { ActTx } from "../../act.ts";

export type RowsOf = {
  readonly importId: CityImportId;
  readonly sheet: SheetName;
  readonly from: number;
  readonly to: number;
};

/** Sheets whose rows hang on places: the city is asked for those places alone. */
const IN_PLACES: readonly SheetName[] = ["grids", "buildings", "homes"];

const those = ({ importId, sheet, from, to }: RowsOf): SQL =>
  sql`r.import_id = ${importId} AND r.sheet = ${sheet} AND r.seq BETWEEN ${from} AND ${to}`;

/** What the city has of the sheet, of the places that these rows name. */
export function cityBeside(rows: RowsOf): SQL {
  const places = sql`SELECT DISTINCT r.cells ->> 'place' FROM city_import_rows r WHERE ${those(rows)}`;
  return cityRows(rows.sheet, IN_PLACES.includes(rows.sheet) ? { places } : undefined);
}

/**
 * Says of each row whether it is new, changes something or leaves all as it is, and keeps what the city has in its place.
 * Columns that a sheet does not have are not compared.
 */
export async function compareRows(tx: ActTx, rows: RowsOf): Promise<void> {
  // Rows that were just written have no statistics: taken for a handful, each would be looked up in the city by itself,
  // here and in what the act goes on to count and to write.
  await tx.execute(sql`SET LOCAL enable_nestloop = off`);
  await tx.execute(sql`UPDATE city_import_rows r SET before = city.row,
      change = CASE WHEN city.key IS NULL THEN 'new' WHEN city.row || m.cells = city.row THEN 'untouched' ELSE 'changed' END
    FROM city_import_rows m LEFT JOIN (${cityBeside(rows)}) AS city ON city.key = m.key
    WHERE ${those(rows)} AND m.import_id = r.import_id AND m.seq = r.seq`);
}
