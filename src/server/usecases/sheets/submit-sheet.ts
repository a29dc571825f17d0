import { and, eq, sql } from "drizzle-orm";
import type { SheetOfGridInput, SubmittedSheet } from "#contract/sheets.ts";
import { cycles, gridSheets, householdOrders } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { SHEET_FLOW } from "#domain/orders/grid-sheet.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";
import { readSheetLines } from "./sheet-lines.ts";

/**
 * 定稿: the grid worker confirms what his homes ordered and hands the grid's sheet to the community, with the checksum
 * that is on the paper too. Nothing of the grid may be in doubt any more, and residents' time must be over.
 * @throws AppError `not_found`, `refused` with `before_cut_off` or the domain's reason
 */
export async function submitSheet(ctx: Ctx, input: SheetOfGridInput): Promise<SubmittedSheet> {
  const answer = await inScope(ctx, async (tx) => {
    const [row] = await tx
      .select({ sheet: gridSheets, cutOffAt: cycles.cutOffAt })
      .from(gridSheets)
      .innerJoin(cycles, eq(cycles.id, gridSheets.cycleId))
      .where(and(eq(gridSheets.cycleId, input.cycleId), eq(gridSheets.gridId, input.gridId)))
      .for("update", { of: gridSheets });
    if (!row) throw new AppError("not_found");
    const { sheet } = row;
    const now = ctx.clock.now();
    if (now < row.cutOffAt) throw new AppError("refused", { kind: "before_cut_off", cutOffAt: row.cutOffAt });
    const reviewing =
      sheet.state === "reviewing" ? "reviewing" : unwrap(decide(SHEET_FLOW, sheet.state, "review", ctx.actor.role));
    const mine = and(eq(householdOrders.cycleId, input.cycleId), eq(householdOrders.gridId, input.gridId));
    const [doubt] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(householdOrders)
      .where(and(mine, eq(householdOrders.state, "needs_review")));
    const to = unwrap(decide(SHEET_FLOW, reviewing, "submit", ctx.actor.role, { no_order_in_review: doubt?.n === 0 }));
    await tx
      .update(householdOrders)
      .set({ state: "confirmed", changedAt: now })
      .where(and(mine, eq(householdOrders.state, "submitted")));
    const { checksum, totals, bags, homes } = await readSheetLines(tx, input.cycleId, input.gridId, ["confirmed"]);
    await tx
      .update(gridSheets)
      .set({ state: to, checksum, totals, bags, homes, submittedAt: now, returnReason: null })
      .where(eq(gridSheets.id, sheet.id));
    await record(tx, ctx, {
      kind: "sheet.submitted",
      subjectId: sheet.id,
      cycleId: input.cycleId,
      data: { checksum, bags, homes },
    });
    return { sheetId: sheet.id, checksum, homes, bags, communityId: sheet.communityId };
  });
  await ctx.live.announce(`grid:${input.gridId}`, `community:${answer.communityId}`, `cycle:${input.cycleId}`);
  return answer;
}
