import { asc, sql } from "drizzle-orm";
import type { CapView, CityRowView, KeptSheet, PackageDesk, RowHistory, RowOptions } from "#contract/city-rows.ts";
import type { Tx } from "#db/client.ts";
import { findCityRow, listCityRows } from "#db/queries/city-rows.ts";
import { readCap } from "#db/queries/price-caps.ts";
import { depots, items, priceCaps, vehicleTypes } from "#db/schema/index.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import type { SheetRow } from "#domain/workbook/column.ts";
import { type ColumnChange, changesOf } from "#domain/workbook/row-change.ts";
import { look, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { rowSubject } from "../../row-subject.ts";

/** So many changes of a row are shown, the newest first. */
const MOST_CHANGES = 40;

/** What the city has of a sheet, and the price cap that stands beside its prices. */
export function listKept(ctx: Ctx, sheet: KeptSheet): Promise<{ rows: CityRowView[]; caps: readonly CapView[] }> {
  return look(ctx, async (tx) => {
    const caps = await tx.select().from(priceCaps).orderBy(asc(priceCaps.from));
    return { rows: await listCityRows(tx, sheet), caps };
  });
}

/**
 * A row of a sheet as it is kept by form, with its history; with `key` null a new one.
 * @throws AppError `not_found` when the city has none of that key
 */
export function getKept(
  ctx: Ctx,
  sheet: KeptSheet,
  key: string | null,
): Promise<{ found: CityRowView | null; history: RowHistory[]; options: RowOptions }> {
  return look(ctx, async (tx) => {
    const found = key === null ? null : await findCityRow(tx, sheet, key);
    if (found === undefined) throw new AppError("not_found");
    return {
      found,
      history: key === null ? [] : await listHistory(tx, sheet, key),
      options: sheet === "vehicles" ? await vehicleOptions(tx) : {},
    };
  });
}

/** What a package is designed from: the catalogue, the cap in force, and the packages that it may be another size of. */
export function getPackageDesk(ctx: Ctx): Promise<PackageDesk> {
  return look(ctx, async (tx: View) => {
    const cap = await readCap(tx, toServiceDay(tx.at));
    return {
      items: await tx.select().from(items).orderBy(asc(items.code)),
      cap: cap ?? null,
      packages: (await listCityRows(tx, "packages")).map((r) => r.key),
    };
  });
}

async function vehicleOptions(tx: Tx): Promise<RowOptions> {
  const drivers = await tx.execute<{ key: string; name: string }>(sql`
    SELECT DISTINCT u.username AS key, u.name FROM assignments a JOIN users u ON u.id = a.user_id
    WHERE a.role = 'DRV' AND u.username IS NOT NULL AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now()) ORDER BY 1`);
  const types = await tx.select().from(vehicleTypes).orderBy(asc(vehicleTypes.code));
  const yards = await tx.select().from(depots).orderBy(asc(depots.code));
  return {
    type: types.map((t) => ({ key: t.code, name: t.name })),
    depot: yards.map((d) => ({ key: d.code, name: d.name })),
    driver: drivers.map((d) => ({ key: d.key, name: { "zh-CN": `${d.name} ${d.key}` } })),
  };
}

type Told = { at: string; by: string | null; file: string | null; isNew: boolean } & (
  | { changes: readonly ColumnChange[]; before: null; cells: null }
  | { changes: null; before: SheetRow | null; cells: SheetRow }
);

/** What was changed of a row by form and by workbook, the newest first. */
async function listHistory(tx: Tx, sheet: KeptSheet, key: string): Promise<RowHistory[]> {
  const rows = await tx.execute<Told>(sql`
    SELECT e.at, u.name AS by, NULL AS file, (e.data ->> 'isNew')::boolean AS "isNew", e.data -> 'changes' AS changes, NULL::jsonb AS before, NULL::jsonb AS cells
    FROM audit_events e LEFT JOIN users u ON u.id = e.actor WHERE e.subject = 'city_row' AND e.subject_id = ${rowSubject(sheet, key)}
    UNION ALL
    SELECT i.taken_in_at, u.name, i.file_name, r.change = 'new', NULL, r.before, r.cells
    FROM city_import_rows r JOIN city_imports i ON i.id = r.import_id LEFT JOIN users u ON u.id = i.added_by
    WHERE r.sheet = ${sheet} AND r.key = ${key} AND i.state = 'taken_in' AND r.change IN ('new', 'changed')
    ORDER BY 1 DESC LIMIT ${MOST_CHANGES}`);
  return rows.map(({ at, by, file, isNew, changes, before, cells }) => ({
    atMs: Date.parse(at),
    by,
    file,
    isNew,
    changes: changes ?? changesOf(before ?? undefined, cells),
  }));
}
