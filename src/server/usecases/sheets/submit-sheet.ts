import { and, eq } from "drizzle-orm";
import type { SheetOfGridInput, SubmittedSheet } from "#contract/sheets.ts";
import { cycles, gridSheets, householdOrders } from "#db/schema/index.ts";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { ORDERS, SHEETS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { countInReview, ofSheet } from "./sheet-in-hand.ts";
import { readSheetLines } from "./sheet-lines.ts";

/**
 * 定稿: the grid worker confirms what his homes ordered and hands the grid's sheet to the community, with the checksum
 * that is on the paper too. Nothing of the grid may be in doubt any more, and residents' time must be over.
 * @throws AppError `not_found`, `refused` with the domain's reason
 */
export async function submitSheet(ctx: Ctx, input: SheetOfGridInput): Promise<SubmittedSheet> {
  return act(ctx, async (tx) => {
    const [row] = await tx
      .select({ sheet: gridSheets, cutOffAt: cycles.cutOffAt, cycle: cycles.state })
      .from(gridSheets)
      .innerJoin(cycles, eq(cycles.id, gridSheets.cycleId))
      .where(and(eq(gridSheets.cycleId, input.cycleId), eq(gridSheets.gridId, input.gridId)))
      .for("update", { of: gridSheets });
    if (!row) throw new AppError("not_found");
    if (!TAKING_ORDERS.includes(row.cycle)) throw new AppError("refused", { kind: "not_open" });
    const times = { now: tx.at, cutOffAt: row.cutOffAt };
    const sheet = row.sheet.state === "reviewing" ? row.sheet : await moveOne(tx, SHEETS, row.sheet, "review", times);
    const inReview = await countInReview(tx, sheet);
    const submitted = await tx
      .select()
      .from(householdOrders)
      .where(and(ofSheet(sheet), eq(householdOrders.state, "submitted")));
    await moveAll(tx, ORDERS, submitted, "confirm", {});
    const { checksum, totals, bags, homes } = await readSheetLines(tx, input.cycleId, input.gridId, ["confirmed"]);
    await moveOne(
      tx,
      SHEETS,
      sheet,
      "submit",
      { ...times, inReview },
      {
        set: { checksum, totals, bags, homes, submittedAt: tx.at, returnReason: null },
        data: { checksum, bags, homes },
      },
    );
    return { sheetId: sheet.id, checksum, homes, bags };
  });
}
