import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { ReturnSheetInput, SheetInput } from "#contract/sheets.ts";
import type { Tx } from "#db/client.ts";
import { batches, cycles, gridSheets, householdOrders } from "#db/schema/index.ts";
import type { HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import { fen } from "#domain/kernel/money.ts";
import { creditOrder } from "#domain/ledger/ledger.ts";
import { SHEET_FLOW } from "#domain/orders/grid-sheet.ts";
import { ORDER_FLOW } from "#domain/orders/household-order.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { type Booked, post } from "../../post.ts";
import { record } from "../../record.ts";
import { freezeSheet } from "./accept-sheets.ts";
import { readSheetLines } from "./sheet-lines.ts";

type Sheet = typeof gridSheets.$inferSelect;

/**
 * Thaws a frozen sheet: its orders may change again and its homes' charges are taken back, entry against entry. Only
 * while nothing of it was shared out: an allocation is undone first, and once a batch is picked it is too late.
 * @throws AppError `not_found`; `refused` with `allocation_stands` or the domain's reason
 */
export async function thawSheet(ctx: Ctx, input: ReturnSheetInput): Promise<void> {
  const sheet = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const sheet = await lockSheet(tx, input.sheetId);
    const [picking] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(batches)
      .where(
        and(
          eq(batches.cycleId, sheet.cycleId),
          eq(batches.communityId, sheet.communityId),
          notInArray(batches.state, ["pending", "accepted", "rejected", "recalled"]),
        ),
      );
    const facts = { batch_not_picking: picking?.n === 0, reason_given: input.reason !== "" };
    const to = unwrap(decide(SHEET_FLOW, sheet.state, "thaw", ctx.actor.role, facts));
    const ofSheet = and(eq(householdOrders.cycleId, sheet.cycleId), eq(householdOrders.gridId, sheet.gridId));
    const [shared] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(householdOrders)
      .where(and(ofSheet, inArray(householdOrders.state, ["allocated", "shorted_out"])));
    if (shared && shared.n > 0) throw new AppError("refused", { kind: "allocation_stands", orders: shared.n });
    const confirmed = unwrap(decide(ORDER_FLOW, "locked", "thaw", ctx.actor.role, facts));
    const thawed = await tx
      .update(householdOrders)
      .set({ state: confirmed, changedAt: ctx.clock.now() })
      .where(and(ofSheet, eq(householdOrders.state, "locked")))
      .returning({ id: householdOrders.id });
    const charged = await tx.execute<{ order_id: OrderId; household_id: HouseholdId; amount: string }>(sql`
      WITH before AS (
        SELECT id, order_id, household_id, locked * price_fen AS amount FROM order_lines
        WHERE locked IS NOT NULL AND order_id = ANY (${`{${thawed.map((o) => o.id).join(",")}}`}::uuid[])
      ), open AS (UPDATE order_lines l SET locked = NULL FROM before b WHERE l.id = b.id)
      SELECT order_id, household_id, sum(amount) AS amount FROM before GROUP BY order_id, household_id`);
    await post(
      tx,
      ctx,
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
    await tx.update(gridSheets).set({ state: to, frozenAt: null }).where(eq(gridSheets.id, sheet.id));
    await record(tx, ctx, {
      kind: "sheet.thaw",
      subjectId: sheet.id,
      cycleId: sheet.cycleId,
      reason: input.reason,
      data: { checksum: sheet.checksum, orders: thawed.length },
    });
    return sheet;
  });
  await announceSheet(ctx, sheet);
}

/**
 * Freezes a thawed sheet again, as its orders stand now: what the grid worker changed meanwhile is confirmed, tallied
 * anew and gets a checksum of its own, which replaces the one on the old paper.
 * @throws AppError `not_found`; `refused` with the domain's reason
 */
export async function freezeThawedSheet(ctx: Ctx, input: SheetInput): Promise<{ checksum: string }> {
  const system: Ctx = { ...ctx, actor: systemActor };
  const done = await inScope(system, async (tx) => {
    const sheet = await lockSheet(tx, input.sheetId);
    unwrap(decide(SHEET_FLOW, sheet.state, "freeze", ctx.actor.role));
    const mine = and(eq(householdOrders.cycleId, sheet.cycleId), eq(householdOrders.gridId, sheet.gridId));
    const [doubt] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(householdOrders)
      .where(and(mine, eq(householdOrders.state, "needs_review")));
    if (doubt && doubt.n > 0) throw new AppError("refused", { kind: "guard_failed", guard: "no_order_in_review" });
    const confirmed = unwrap(decide(ORDER_FLOW, "submitted", "confirm", "SYS", { one_active_order: true }));
    await tx
      .update(householdOrders)
      .set({ state: confirmed, changedAt: ctx.clock.now() })
      .where(and(mine, eq(householdOrders.state, "submitted")));
    const { checksum, totals, bags, homes } = await readSheetLines(tx, sheet.cycleId, sheet.gridId, ["confirmed"]);
    await tx.update(gridSheets).set({ checksum, totals, bags, homes }).where(eq(gridSheets.id, sheet.id));
    await freezeSheet(tx, ctx, sheet.id);
    return { sheet, checksum };
  });
  await announceSheet(ctx, done.sheet);
  return { checksum: done.checksum };
}

/** The sheet's row and its cycle's, locked: an allocation that starts at the same moment waits, or is waited for. */
async function lockSheet(tx: Tx, id: Sheet["id"]): Promise<Sheet> {
  const [found] = await tx.select({ cycleId: gridSheets.cycleId }).from(gridSheets).where(eq(gridSheets.id, id));
  if (!found) throw new AppError("not_found");
  await tx.select({ id: cycles.id }).from(cycles).where(eq(cycles.id, found.cycleId)).for("update");
  const [sheet] = await tx.select().from(gridSheets).where(eq(gridSheets.id, id)).for("update");
  if (!sheet) throw new AppError("not_found");
  return sheet;
}

const announceSheet = (ctx: Ctx, sheet: Sheet) =>
  ctx.live.announce(`grid:${sheet.gridId}`, `community:${sheet.communityId}`, `cycle:${sheet.cycleId}`, "desk");
