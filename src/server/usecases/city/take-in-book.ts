import { eq } from "drizzle-orm";
import type { CityImportInput } from "#contract/city-imports.ts";
import { cityImports } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { CITY_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { countKeptRows } from "./count-kept-rows.ts";
import type { ImportJob } from "./work-on-import.ts";

/**
 * Asks for a workbook that was looked at to be taken in; the worker writes it.
 * @throws AppError `not_found`; `refused` with `not_from_here` and where it is, when it was not looked at yet or is in already; with `its_rows_are_kept` when it lay too long
 */
export async function takeInBook(
  ctx: Ctx,
  input: CityImportInput,
  queue: (job: ImportJob) => Promise<void>,
): Promise<void> {
  await act(ctx, async (tx) => {
    const [row] = await tx
      .select({ id: cityImports.id, state: cityImports.state, fileName: cityImports.fileName, rows: cityImports.rows })
      .from(cityImports)
      .where(eq(cityImports.id, input.importId))
      .for("update");
    if (!row) throw new AppError("not_found");
    // Whoever asked may have ended before the job was sent, or pressed twice: it is sent again, and does each part once.
    if (row.state === "taking_in") return;
    const facts = { kept: await countKeptRows(tx, row.id), rows: row.rows };
    await moveOne(tx, CITY_IMPORTS, row, "take_in", facts, { data: { file: row.fileName } });
  });
  await queue({ importId: input.importId });
}
