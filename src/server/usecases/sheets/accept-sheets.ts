import { and, eq, sql } from "drizzle-orm";
import type { AcceptSheetsInput, ReturnSheetInput } from "#contract/sheets.ts";
import { householdOrders } from "#db/schema/index.ts";
import type { HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { chargeOrder } from "#domain/ledger/ledger.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { ORDERS, SHEETS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { type Booked, post } from "../../post.ts";
import { listOrdersWithCredit } from "../../spend-credits.ts";
import { countInReview, getSheetInHand, ofSheet, type Sheet } from "./sheet-in-hand.ts";
import { readSheetLines } from "./sheet-lines.ts";

/**
 * The community takes over submitted sheets; each is frozen at once: its orders are locked, its lines become immutable
 * and its homes are charged. All of them or none.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when orders changed since
 */
export async function acceptSheets(ctx: Ctx, input: AcceptSheetsInput): Promise<{ frozen: number }> {
  return act(ctx, async (tx) => {
    for (const sheetId of input.sheetIds.toSorted()) {
      const accepted = await moveOne(tx, SHEETS, await getSheetInHand(tx, sheetId), "accept", {});
      await tx.as(SYSTEM, (all) => freezeSheet(all, accepted));
    }
    return { frozen: input.sheetIds.length };
  });
}

/**
 * Locks what an accepted sheet holds. The checksum is made again from the locked lines and must be the one that was
 * submitted. Run as `SYS`, or by the desk with the system's eyes.
 */
export async function freezeSheet(tx: ActTx, sheet: Sheet): Promise<void> {
  const inReview = await countInReview(tx, sheet);
  const frozen = await moveOne(tx, SHEETS, sheet, "freeze", { inReview }, { set: { frozenAt: tx.at } });
  const confirmed = await tx
    .select()
    .from(householdOrders)
    .where(and(ofSheet(sheet), eq(householdOrders.state, "confirmed")));
  await tx.as(SYSTEM, (all) => moveAll(all, ORDERS, confirmed, "lock", { sheet: frozen.state }));
  const charges = await tx.execute<{ order_id: OrderId; household_id: HouseholdId; amount: string }>(sql`
    WITH fixed AS (
      UPDATE order_lines l SET locked = wanted - cancelled_before_lock FROM household_orders o
      WHERE o.id = l.order_id AND o.cycle_id = ${sheet.cycleId} AND o.grid_id = ${sheet.gridId} AND o.state = 'locked' AND l.locked IS NULL
      RETURNING l.order_id, l.household_id, l.locked * l.price_fen AS amount
    ) SELECT order_id, household_id, sum(amount) AS amount FROM fixed GROUP BY order_id, household_id`);
  const { checksum } = await readSheetLines(tx, sheet.cycleId, sheet.gridId, ["locked"]);
  if (checksum !== sheet.checksum)
    throw new AppError("conflict", { kind: "checksum", submitted: sheet.checksum, now: checksum });
  await post(
    tx,
    charges.map(
      (c): Booked => ({
        posting: unwrap(chargeOrder(c.household_id, [{ amountFen: fen(Number(c.amount)), stock: "paid" }])),
        cycleId: sheet.cycleId,
        orderId: c.order_id,
        householdId: c.household_id,
        gridId: sheet.gridId,
      }),
    ),
  );
  // A charge is as much as the order cost before: only what its home has to its credit makes a difference.
  const ids = charges.map((c) => c.order_id);
  const credited = await tx.as(SYSTEM, (all) => listOrdersWithCredit(all, ids));
  await followMoney(
    tx,
    credited.map((o) => o.id),
  );
}

/** Sends a submitted sheet back to its grid worker, with the reason that he reads. @throws AppError `not_found`, `refused` */
export async function returnSheet(ctx: Ctx, input: ReturnSheetInput): Promise<void> {
  const { reason } = input;
  await act(ctx, async (tx) => {
    const sheet = await getSheetInHand(tx, input.sheetId);
    await moveOne(tx, SHEETS, sheet, "send_back", { reason }, { reason, set: { returnReason: reason } });
  });
}
