import { and, eq } from "drizzle-orm";
import { cycles, gridSheets, listImports } from "#db/schema/index.ts";
import type { ListImportId } from "#domain/kernel/ids.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";

/** A list of the worker's own grid, locked, with its round and the grid's sheet. @throws AppError `not_found` */
export async function getListInHand(tx: ActTx, importId: ListImportId) {
  const [row] = await tx
    .select({ list: listImports, cycle: cycles, sheet: gridSheets })
    .from(listImports)
    .innerJoin(cycles, eq(cycles.id, listImports.cycleId))
    .innerJoin(gridSheets, and(eq(gridSheets.cycleId, listImports.cycleId), eq(gridSheets.gridId, listImports.gridId)))
    .where(eq(listImports.id, importId))
    .for("update", { of: listImports });
  if (!row) throw new AppError("not_found");
  return row;
}
