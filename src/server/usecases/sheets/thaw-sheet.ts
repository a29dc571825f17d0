import { and, eq, inArray, sql } from "drizzle-orm";
import type { ReturnSheetInput, SheetInput } from "#contract/sheets.ts";
import { anyId } from "#db/queries/any-of.ts";
import { gridSheets, householdOrders } from "#db/schema/index.ts";
import type { HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { creditOrder } from "#domain/ledger/ledger.ts";
import { UNPACKED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { ORDERS, SHEETS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { type Booked, post } from "../../post.ts";
import { freezeSheet } from "./accept-sheets.ts";
import { countPickingBatches, getSheetInHand, ofSheet, type Sheet } from "./sheet-in-hand.ts";
import { readSheetLines } from "./sheet-lines.ts";

/**
 * Thaws a frozen sheet: its orders may change again and its homes' charges are taken back, entry against entry. Only
 * while nothing of it was shared out: an allocation is undone first, and once a batch is picked it is too late.
 * @throws AppError `not_found`; `refused` with `allocation_stands` or the domain's reason
 */
export async function thawSheet(ctx: Ctx, input: ReturnSheetInput): Promise<void> {
  await act(ctx, (desk) => desk.seeingAll((tx) => thawSheetIn(tx, input)));
}

/** The same inside a larger act that sees all. */
export async function thawSheetIn(tx: ActTx, input: ReturnSheetInput): Promise<void> {
  const { reason } = input;
  const sheet = await getSheetInHand(tx, input.sheetId);
  const pickingBatches = await countPickingBatches(tx, sheet);
  await moveOne(
    tx,
    SHEETS,
    sheet,
    "thaw",
    { pickingBatches, reason },
    { reason, set: { frozenAt: null }, data: { checksum: sheet.checksum } },
  );
  const orders = await tx
    .select()
    .from(householdOrders)
    .where(and(ofSheet(sheet), inArray(householdOrders.state, [...UNPACKED_ORDER_STATES])));
  const shared = orders.filter((o) => o.state !== "locked").length;
  if (shared > 0) throw new AppError("refused", { kind: "allocation_stands", orders: shared });
  await moveAll(tx, ORDERS, orders, "thaw", { pickingBatches }, { reason });
  const ids = orders.map((o) => o.id);
  const charged = await tx.execute<{ order_id: OrderId; household_id: HouseholdId; amount: string }>(sql`
    WITH before AS (
      SELECT id, order_id, household_id, locked * price_fen AS amount FROM order_lines
      WHERE locked IS NOT NULL AND order_id = ${anyId(ids)}
    ), open AS (UPDATE order_lines l SET locked = NULL FROM before b WHERE l.id = b.id)
    SELECT order_id, household_id, sum(amount) AS amount FROM before GROUP BY order_id, household_id`);
  await post(
    tx,
    charged.map(
      (c): Booked => ({
        posting: creditOrder(c.household_id, fen(Number(c.amount))),
        cycleId: sheet.cycleId,
        orderId: c.order_id,
        householdId: c.household_id,
        gridId: sheet.gridId,
      }),
    ),
  );
  await followMoney(tx, ids);
}

/**
 * Freezes a thawed sheet again, as its orders stand now: what the grid worker changed meanwhile is confirmed, tallied
 * anew and gets a checksum of its own, which replaces the one on the old paper.
 * @throws AppError `not_found`; `refused` with the domain's reason
 */
export async function freezeThawedSheet(ctx: Ctx, input: SheetInput): Promise<{ checksum: string }> {
  return act(ctx, (desk) => desk.seeingAll((tx) => freezeThawedSheetIn(tx, input.sheetId)));
}

/** The same inside a larger act that sees all. */
export async function freezeThawedSheetIn(tx: ActTx, id: Sheet["id"]): Promise<{ checksum: string }> {
  const sheet = await getSheetInHand(tx, id);
  const submitted = await tx
    .select()
    .from(householdOrders)
    .where(and(ofSheet(sheet), eq(householdOrders.state, "submitted")));
  await tx.as(SYSTEM, (all) => moveAll(all, ORDERS, submitted, "confirm", {}));
  const checksum = await tallyAgain(tx, sheet);
  await freezeSheet(tx, { ...sheet, checksum });
  return { checksum };
}

/** Counts a sheet's confirmed orders anew. @returns its new checksum, which replaces the one on the old paper */
export async function tallyAgain(tx: ActTx, sheet: Sheet): Promise<string> {
  const { checksum, totals, bags, homes } = await readSheetLines(tx, sheet.cycleId, sheet.gridId, ["confirmed"]);
  await tx.update(gridSheets).set({ checksum, totals, bags, homes }).where(eq(gridSheets.id, sheet.id));
  return checksum;
}
