import { desc, eq, sql } from "drizzle-orm";
import {
  type CityImportRow,
  type CityImportView,
  cityImportInput,
  type ImportedPlace,
  type ImportReport,
} from "#contract/city-imports.ts";
import type { Tx } from "#db/client.ts";
import { cityImports, users } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

const heads = (tx: Tx) =>
  tx
    .select({
      importId: cityImports.id,
      fileName: cityImports.fileName,
      datum: cityImports.datum,
      state: cityImports.state,
      rows: cityImports.rows,
      done: cityImports.done,
      by: users.name,
      checkedMs: cityImports.addedAt,
      takenInMs: cityImports.takenInAt,
    })
    .from(cityImports)
    .leftJoin(users, eq(users.id, cityImports.addedBy));

/** The workbooks that were handed in, the newest first. */
export async function listCityImports(ctx: Ctx): Promise<CityImportRow[]> {
  return look(ctx, async (tx) => heads(tx).orderBy(desc(cityImports.addedAt)));
}

/** One workbook with its places, what it would change or has changed, and the places of the city that it does not name. @throws AppError `not_found` */
export async function getCityImport(ctx: Ctx, id: string): Promise<CityImportView> {
  const asked = cityImportInput.safeParse({ importId: id });
  if (!asked.success) throw new AppError("not_found");
  const { importId } = asked.data;
  return look(ctx, async (tx) => {
    const [head] = await heads(tx).where(eq(cityImports.id, importId));
    const [row] = await tx
      .select({ report: cityImports.report, shiftMetres: cityImports.shiftMetres })
      .from(cityImports)
      .where(eq(cityImports.id, importId));
    if (!head || !row) throw new AppError("not_found");
    const places = await tx.execute<ImportedPlace>(sql`
      SELECT key AS code, cells ->> 'name' AS name, (cells ->> 'lat')::float8 AS lat, (cells ->> 'lng')::float8 AS lng, change
      FROM city_import_rows WHERE import_id = ${importId} AND sheet = 'places' ORDER BY seq`);
    const others = await tx.execute<Omit<ImportedPlace, "change">>(sql`
      SELECT code, name ->> 'zh-CN' AS name, lat, lng FROM communities
      WHERE code NOT IN (SELECT key FROM city_import_rows WHERE import_id = ${importId} AND sheet = 'places') ORDER BY code`);
    return {
      ...head,
      shiftMetres: row.shiftMetres,
      report: row.report as ImportReport | null,
      places: [...places],
      others: [...others],
    };
  });
}

/** Homes whose needs nobody has said: a count, read with the system's eyes. */
export async function countInventedNeeds(ctx: Ctx): Promise<number> {
  const [row] = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM households WHERE needs_from = 'invented'`),
  );
  return row?.n ?? 0;
}
