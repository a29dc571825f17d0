import { eq } from "drizzle-orm";
import type { CloseEarlyInput } from "#contract/cycles.ts";
import { isOpenSheet } from "#db/queries/open-sheets.ts";
import { cycles, gridSheets } from "#db/schema/index.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { takeOverSheet } from "../sheets/take-over-sheet.ts";
import { moveCycleIn } from "./move-cycle.ts";

/**
 * The desk ends the ordering of a round before its cut-off: residents can order and change no more, grid workers have the
 * grace that they were promised, counted from now. Homes and grid workers read why.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict`
 */
export async function cutOffEarly(ctx: Ctx, input: CloseEarlyInput): Promise<void> {
  await act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      await moveCycleIn(tx, "cut_off_early", input);
      await tellGrids(tx, input);
    }),
  );
}

/**
 * The desk closes a round before its grace is over: sheets that are not frozen are taken as they stand, doubtful orders as
 * they are written, all of them or none. Their homes and grid workers read why.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict`
 */
export async function closeEarly(ctx: Ctx, input: CloseEarlyInput): Promise<{ taken: number }> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, input.cycleId)).for("update");
      if (!cycle) throw new AppError("not_found");
      const open = await tx.select().from(gridSheets).where(isOpenSheet(cycle.id)).orderBy(gridSheets.id).for("update");
      for (const sheet of open) await takeOverSheet(tx, sheet, { reason: input.reason, cutOffAt: cycle.cutOffAt });
      await moveCycleIn(tx, "close_early", input);
      return { taken: open.length };
    }),
  );
}

/** Every grid's screen reads again: its worker's time has begun. */
async function tellGrids(tx: ActTx, { cycleId }: Pick<CloseEarlyInput, "cycleId">): Promise<void> {
  const sheets = await tx.select({ gridId: gridSheets.gridId }).from(gridSheets).where(eq(gridSheets.cycleId, cycleId));
  tx.tell(sheets.map((s) => `grid:${s.gridId}` as const));
}
