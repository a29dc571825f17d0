import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { batches, cycles, gridSheets, householdOrders } from "#db/schema/index.ts";
import { UNPICKED_BATCH_STATES } from "#domain/supply/batch.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";

export type Sheet = typeof gridSheets.$inferSelect;

/** The sheet's row, locked, and its cycle's, held: an allocation that starts at the same moment waits, or is waited for. */
export async function getSheetInHand(tx: ActTx, id: Sheet["id"]): Promise<Sheet> {
  const [found] = await tx.select({ cycleId: gridSheets.cycleId }).from(gridSheets).where(eq(gridSheets.id, id));
  if (!found) throw new AppError("not_found");
  await tx.select({ id: cycles.id }).from(cycles).where(eq(cycles.id, found.cycleId)).for("share");
  const [sheet] = await tx.select().from(gridSheets).where(eq(gridSheets.id, id)).for("update");
  if (!sheet) throw new AppError("not_found");
  return sheet;
}

/** The orders of a sheet's grid and cycle. */
export const ofSheet = (sheet: Pick<Sheet, "cycleId" | "gridId">) =>
  and(eq(householdOrders.cycleId, sheet.cycleId), eq(householdOrders.gridId, sheet.gridId));

/** How many of its orders are still doubtful. */
export async function countInReview(tx: Tx, sheet: Pick<Sheet, "cycleId" | "gridId">): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(householdOrders)
    .where(and(ofSheet(sheet), eq(householdOrders.state, "needs_review")));
  return row?.n ?? 0;
}

/** How many batches of its community a store has begun to pick. */
export async function countPickingBatches(tx: Tx, sheet: Pick<Sheet, "cycleId" | "communityId">): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(batches)
    .where(
      and(
        eq(batches.cycleId, sheet.cycleId),
        eq(batches.communityId, sheet.communityId),
        sql`${batches.state} NOT IN ${[...UNPICKED_BATCH_STATES]}`,
      ),
    );
  return row?.n ?? 0;
}
