import { and, eq } from "drizzle-orm";
import { householdOrders } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { SUBMITTED_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import type { ActTx } from "../../act.ts";
import { SYSTEM } from "../../ctx.ts";
import { ORDERS, SHEETS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { freezeSheet } from "./accept-sheets.ts";
import { countInReview, ofSheet, type Sheet } from "./sheet-in-hand.ts";
import { readSheetLines } from "./sheet-lines.ts";

/**
 * The desk takes a sheet as its homes ordered, and it is frozen at once: what was in doubt counts as it is written, since
 * nobody may be left out because his grid worker was late. Part of an act of the desk with the system's eyes.
 * @throws AppError `refused` with the domain's reason, `conflict`
 */
export async function takeOverSheet(
  tx: ActTx,
  sheet: Sheet,
  why: { reason: string; cutOffAt: Instant },
): Promise<void> {
  const { reason } = why;
  const ordersIn = (state: "needs_review" | "submitted") =>
    tx
      .select()
      .from(householdOrders)
      .where(and(ofSheet(sheet), eq(householdOrders.state, state)))
      .orderBy(householdOrders.id)
      .for("update");
  await moveAll(
    tx,
    ORDERS,
    await ordersIn("needs_review"),
    "resolve",
    { reason },
    { reason, set: { reviewReasons: [] } },
  );
  const counted = await ordersIn("submitted");
  await tx.as(SYSTEM, (all) => moveAll(all, ORDERS, counted, "confirm", {}));
  const { checksum, totals, bags, homes } = await readSheetLines(tx, sheet.cycleId, sheet.gridId, ["confirmed"]);
  // One that was handed in is its worker's own word: only its community was passed by.
  const handedIn = SUBMITTED_SHEET_STATES.includes(sheet.state);
  const taken = handedIn ? {} : { takenReason: reason, takenAt: tx.at, returnReason: null };
  const set = { checksum, totals, bags, homes, ...taken };
  const facts = { now: tx.at, cutOffAt: why.cutOffAt, reason, inReview: await countInReview(tx, sheet) };
  if (sheet.state === "accepted") return freezeSheet(tx, sheet);
  await freezeSheet(
    tx,
    await moveOne(tx, SHEETS, sheet, "take_over", facts, { reason, set, data: { checksum, bags, homes } }),
  );
}
