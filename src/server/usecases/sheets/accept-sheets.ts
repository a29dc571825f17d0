import { and, eq, sql } from "drizzle-orm";
import type { AcceptSheetsInput, ReturnSheetInput } from "#contract/sheets.ts";
import type { Tx } from "#db/client.ts";
import { gridSheets, householdOrders } from "#db/schema/index.ts";
import type { GridSheetId, HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { chargeOrder } from "#domain/ledger/ledger.ts";
import { SHEET_FLOW } from "#domain/orders/grid-sheet.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { type Booked, post } from "../../post.ts";
import { record } from "../../record.ts";
import { readSheetLines } from "./sheet-lines.ts";

/**
 * The community takes over submitted sheets; each is frozen at once: its orders are locked, its lines become immutable
 * and its homes are charged. The checksum is made again from the locked lines and must be the one that was submitted.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when orders changed since
 */
export async function acceptSheets(ctx: Ctx, input: AcceptSheetsInput): Promise<{ frozen: number }> {
  for (const sheetId of input.sheetIds) {
    const sheet = await inScope(ctx, async (tx) => {
      const [sheet] = await tx.select().from(gridSheets).where(eq(gridSheets.id, sheetId)).for("update");
      if (!sheet) throw new AppError("not_found");
      const accepted = unwrap(decide(SHEET_FLOW, sheet.state, "accept", ctx.actor.role));
      await tx.update(gridSheets).set({ state: accepted }).where(eq(gridSheets.id, sheet.id));
      await record(tx, ctx, { kind: "sheet.accepted", subjectId: sheet.id, cycleId: sheet.cycleId });
      return sheet;
    });
    const system: Ctx = { ...ctx, actor: systemActor };
    await inScope(system, (tx) => freezeSheet(tx, system, sheet.id));
    await ctx.live.announce(`grid:${sheet.gridId}`, `community:${sheet.communityId}`, `cycle:${sheet.cycleId}`);
  }
  return { frozen: input.sheetIds.length };
}

/** Locks what an accepted sheet holds. Run as `SYS`; a sheet that is frozen already stays as it is. */
export async function freezeSheet(tx: Tx, ctx: Ctx, sheetId: GridSheetId): Promise<void> {
  const [sheet] = await tx.select().from(gridSheets).where(eq(gridSheets.id, sheetId)).for("update");
  if (!sheet || sheet.state === "frozen") return;
  const frozen = unwrap(decide(SHEET_FLOW, sheet.state, "freeze", ctx.actor.role));
  const now = ctx.clock.now();
  const locked = await tx
    .update(householdOrders)
    .set({ state: "locked", changedAt: now })
    .where(
      and(
        eq(householdOrders.cycleId, sheet.cycleId),
        eq(householdOrders.gridId, sheet.gridId),
        eq(householdOrders.state, "confirmed"),
      ),
    )
    .returning({ id: householdOrders.id, householdId: householdOrders.householdId });
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
    ctx,
    charges.map((c): Booked => {
      const amountFen: Fen = fen(Number(c.amount));
      const posting = unwrap(chargeOrder(c.household_id, [{ amountFen, stock: "paid" }]));
      return {
        posting,
        cycleId: sheet.cycleId,
        orderId: c.order_id,
        householdId: c.household_id,
        gridId: sheet.gridId,
      };
    }),
  );
  await tx.update(gridSheets).set({ state: frozen, frozenAt: now }).where(eq(gridSheets.id, sheet.id));
  await record(tx, ctx, {
    kind: "sheet.frozen",
    subjectId: sheet.id,
    cycleId: sheet.cycleId,
    data: { checksum, orders: locked.length },
  });
}

/** Sends a submitted sheet back to its grid worker, with the reason that he reads. */
export async function returnSheet(ctx: Ctx, input: ReturnSheetInput): Promise<void> {
  const sheet = await inScope(ctx, async (tx) => {
    const [sheet] = await tx.select().from(gridSheets).where(eq(gridSheets.id, input.sheetId)).for("update");
    if (!sheet) throw new AppError("not_found");
    const to = unwrap(decide(SHEET_FLOW, sheet.state, "send_back", ctx.actor.role, { reason_given: true }));
    await tx.update(gridSheets).set({ state: to, returnReason: input.reason }).where(eq(gridSheets.id, sheet.id));
    await record(tx, ctx, {
      kind: "sheet.returned",
      subjectId: sheet.id,
      cycleId: sheet.cycleId,
      reason: input.reason,
    });
    return sheet;
  });
  await ctx.live.announce(`grid:${sheet.gridId}`, `community:${sheet.communityId}`);
}
