import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { ImportReport } from "#contract/city-imports.ts";
import { cityImports, cycles } from "#db/schema/index.ts";
import type { CityImportId } from "#domain/kernel/ids.ts";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import { SHEET_NAMES, type SheetName } from "#domain/workbook/sheets.ts";
import { type ActTx, act, look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { CITY_IMPORTS } from "../../lives.ts";
import { move, moveOne } from "../../move.ts";
import { listMisplaced } from "../../planning/misplaced.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";
import { compareRows } from "./compare-rows.ts";
import { listPoints, reportSheet } from "./report-sheet.ts";
import { openPart, writePart } from "./write-part.ts";

/** One import, or whichever waits. */
export type ImportJob = { readonly importId?: CityImportId };

/** So much is written in one transaction, in homes: a second or two, so that progress is seen and a lock never stands long. */
const HOMES_AT_ONCE = 20_000;

/**
 * The worker's part of an import, decided from its state alone: one that is being checked is compared with the city, one
 * that is being taken in is written part by part. Each part is written with the count of those done, so that a worker
 * that was killed is gone on from where it was, and two of them do no part twice.
 * @param say called after each part with the rows done and all of them
 */
export async function workOnImport(
  ctx: Ctx,
  job: ImportJob,
  open: OpenRoads,
  say: (done: number, rows: number) => void = () => {},
): Promise<void> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const waiting = await look(system, (tx) =>
    tx
      .select({ id: cityImports.id, state: cityImports.state })
      .from(cityImports)
      .where(
        and(
          inArray(cityImports.state, ["checking", "taking_in"]),
          job.importId ? eq(cityImports.id, job.importId) : undefined,
        ),
      )
      .orderBy(asc(cityImports.addedAt)),
  );
  for (const { id, state } of waiting)
    if (state === "checking") await report(system, id, open);
    else while (!(await takeInNextPart(system, id, say)));
}

async function report(ctx: Ctx, id: CityImportId, open: OpenRoads): Promise<void> {
  const points = await look(ctx, (tx) => listPoints(tx, id));
  const far = await listMisplaced(open, points);
  const streets = points.length > 0 && open(points).providerFor(30).kind !== "estimate";
  await act(ctx, async (tx) => {
    const [row] = await tx.select().from(cityImports).where(eq(cityImports.id, id)).for("update");
    // Another worker may have said the same meanwhile.
    if (row?.state !== "checking") return;
    const sheets: ImportReport["sheets"][number][] = [];
    for (const sheet of await listSheets(tx, id)) {
      const rows = { importId: id, sheet, from: 1, to: row.rows };
      await compareRows(tx, rows);
      sheets.push(await reportSheet(tx, rows));
    }
    const answer: ImportReport = {
      sheets,
      doors: await countDoors(tx, id),
      moved: points.flatMap(({ code, movedMetres }) => (movedMetres > 0 ? [{ code, metres: movedMetres }] : [])),
      far: far.map((f) => ({ code: f.place.code, metres: f.metres })),
      streets,
    };
    await move(tx, CITY_IMPORTS, [row], "report", {}, { set: { report: answer } });
  });
}

async function listSheets(tx: ActTx, id: CityImportId): Promise<SheetName[]> {
  const rows = await tx.execute<{ sheet: SheetName }>(
    sql`SELECT DISTINCT sheet FROM city_import_rows WHERE import_id = ${id}`,
  );
  return SHEET_NAMES.filter((name) => rows.some((r) => r.sheet === name));
}

/** How many doors a row stands for. */
const doors = sql`CASE WHEN sheet = 'buildings' THEN greatest(1, coalesce((cells ->> 'units')::int, 1)) *
  CASE WHEN jsonb_typeof(cells -> 'room_names') = 'array' THEN jsonb_array_length(cells -> 'room_names')
    ELSE coalesce((cells ->> 'floors')::int, 0) * coalesce((cells ->> 'rooms')::int, 0) END ELSE 1 END`;

async function countDoors(tx: ActTx, id: CityImportId): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`SELECT coalesce(sum(${doors}), 0)::int AS n FROM city_import_rows WHERE import_id = ${id} AND sheet = 'buildings' AND change <> 'untouched'`,
  );
  return row?.n ?? 0;
}

/** Writes the next part: one act a part, so that a killed one is gone on from. @returns whether the import is over */
async function takeInNextPart(ctx: Ctx, id: CityImportId, say: (done: number, rows: number) => void): Promise<boolean> {
  return act(ctx, async (tx) => {
    const [row] = await tx.select().from(cityImports).where(eq(cityImports.id, id)).for("update");
    if (row?.state !== "taking_in") return true;
    const part = await nextPart(tx, id, row.done);
    if (part) {
      // A cycle that opens meanwhile waits, and then finds the new grids by itself.
      await tx
        .select({ id: cycles.id })
        .from(cycles)
        .where(inArray(cycles.state, ["published", ...TAKING_ORDERS]))
        .orderBy(cycles.id)
        .for("share");
      const rows = { importId: id, sheet: part.sheet, from: row.done + 1, to: part.to };
      // The city may have changed since it was compared, and what it has now is what undoing brings back.
      await compareRows(tx, rows);
      await openPart(tx);
      await tx.execute(sql`INSERT INTO part (line, key, row, before)
        SELECT line, key, coalesce(before, '{}') || cells, before FROM city_import_rows
        WHERE import_id = ${id} AND seq BETWEEN ${rows.from} AND ${rows.to} AND change <> 'untouched'`);
      await writePart(tx, part.sheet, { importId: id });
    }
    const done = part?.to ?? row.rows;
    tx.tell(`import:${id}`);
    say(done, row.rows);
    if (done < row.rows) {
      await tx.update(cityImports).set({ done }).where(eq(cityImports.id, id));
      return false;
    }
    const data = { file: row.fileName, datum: row.datum, rows: done };
    await moveOne(tx, CITY_IMPORTS, row, "finish", { done, rows: row.rows }, { set: { done, takenInAt: tx.at }, data });
    return true;
  });
}

/** The rows after `done`, of one sheet, that together stand for not too many homes; always at least one. */
async function nextPart(
  tx: ActTx,
  id: CityImportId,
  done: number,
): Promise<{ sheet: SheetName; to: number } | undefined> {
  const [part] = await tx.execute<{ sheet: SheetName; to: number }>(sql`
    SELECT sheet, max(seq)::int AS to FROM (
      SELECT seq, sheet, sum(${doors}) OVER (ORDER BY seq) AS homes, first_value(sheet) OVER (ORDER BY seq) AS first
      FROM city_import_rows WHERE import_id = ${id} AND seq BETWEEN ${done + 1} AND ${done + HOMES_AT_ONCE}) AS r
    WHERE sheet = first AND (homes <= ${HOMES_AT_ONCE} OR seq = ${done + 1}) GROUP BY sheet`);
  return part;
}
