import { eq, sql } from "drizzle-orm";
import type { CityImportInput } from "#contract/city-imports.ts";
import { cityRows } from "#db/queries/city-rows.ts";
import { cityImports } from "#db/schema/index.ts";
import type { CityImportId } from "#domain/kernel/ids.ts";
import { SHEET_NAMES, type SheetName } from "#domain/workbook/sheets.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { CITY_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { countKeptRows } from "./count-kept-rows.ts";
import { HANGING, removeNew } from "./remove-new.ts";
import { openPart, writePart } from "./write-part.ts";

/**
 * Takes an import out of the city again, in one act: what it brought goes, what it changed is as it was. Nothing of it
 * may have been changed since, and no order, person, role, round or trip may hang on what it brought.
 * @throws AppError `not_found`; `refused` with the guard and how many stand in the way
 */
export async function undoImport(ctx: Ctx, input: CityImportInput): Promise<void> {
  await act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [row] = await tx.select().from(cityImports).where(eq(cityImports.id, input.importId)).for("update");
      if (!row) throw new AppError("not_found");
      const facts = {
        kept: await countKeptRows(tx, row.id),
        rows: row.rows,
        changedSince: await countChangedSince(tx, row.id),
        hanging: await countHanging(tx, row.id),
      };
      await moveOne(tx, CITY_IMPORTS, row, "undo", facts, { data: { file: row.fileName } });
      for (const sheet of SHEET_NAMES.toReversed()) {
        await loadPart(tx, row.id, sheet, "new");
        await removeNew(tx, sheet, row.id);
      }
      for (const sheet of SHEET_NAMES) {
        await loadPart(tx, row.id, sheet, "changed");
        await writePart(tx, sheet, { importId: row.id });
      }
    }),
  );
}

async function loadPart(tx: ActTx, id: CityImportId, sheet: SheetName, change: "new" | "changed"): Promise<void> {
  await openPart(tx);
  await tx.execute(sql`INSERT INTO part (line, key, row, before) SELECT line, key, coalesce(before, cells), before || cells
    FROM city_import_rows WHERE import_id = ${id} AND sheet = ${sheet} AND change = ${change}`);
}

async function count(tx: ActTx, of: ReturnType<typeof sql>): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n ${of}`);
  return row?.n ?? 0;
}

/** Rows that it brought or changed and that are another way now. */
async function countChangedSince(tx: ActTx, id: CityImportId): Promise<number> {
  let n = 0;
  for (const sheet of SHEET_NAMES)
    n += await count(
      tx,
      sql`FROM city_import_rows r LEFT JOIN (${cityRows(sheet)}) AS city ON city.key = r.key
        WHERE r.import_id = ${id} AND r.sheet = ${sheet} AND r.change <> 'untouched' AND city.row || r.cells IS DISTINCT FROM city.row`,
    );
  return n;
}

async function countHanging(tx: ActTx, id: CityImportId): Promise<number> {
  let n = 0;
  for (const sheet of SHEET_NAMES) {
    await loadPart(tx, id, sheet, "new");
    for (const of of HANGING[sheet](id)) n += await count(tx, of);
  }
  return n;
}
