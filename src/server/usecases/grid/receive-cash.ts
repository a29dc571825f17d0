import { and, eq } from "drizzle-orm";
import type { ReceiveCashInput } from "#contract/grid.ts";
import type { Tx } from "#db/client.ts";
import { householdOrders } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { receiveCash as cashPosting } from "#domain/ledger/ledger.ts";
import { PAYMENT_FLOW } from "#domain/orders/payment.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";
import { moneyDue } from "./money-due.ts";

/**
 * Cash for one order goes into the grid worker's box.
 * @throws AppError `not_found`; `refused` with `amount_fits` unless it is exactly what is due, or when it is paid already
 */
export async function receiveCash(ctx: Ctx, input: ReceiveCashInput): Promise<void> {
  const order = await inScope(ctx, async (tx) => {
    const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, input.orderId)).for("update");
    if (!order) throw new AppError("not_found");
    const due = (await moneyDue(tx, [order.id])).get(order.id) ?? fen(0);
    await takeCash(tx, ctx, order, input.amountFen, due);
    return order;
  });
  await ctx.live.announce(`grid:${order.gridId}`, `home:${order.householdId}`);
}

/** The same inside a step of more than money, such as a door; the caller has locked the order's row and read what is due. */
export async function takeCash(
  tx: Tx,
  ctx: Ctx,
  order: typeof householdOrders.$inferSelect,
  amountFen: number,
  due: Fen,
): Promise<void> {
  const worker = ctx.actor.userId;
  if (!worker) throw new AppError("forbidden");
  const open =
    order.payment === "rejected"
      ? unwrap(decide(PAYMENT_FLOW, order.payment, "ask_again", ctx.actor.role))
      : order.payment;
  const payment = unwrap(
    decide(PAYMENT_FLOW, open, "receive_cash", ctx.actor.role, { amount_fits: due > 0 && amountFen === due }),
  );
  const stored = await tx
    .update(householdOrders)
    .set({ payment, changedAt: ctx.clock.now() })
    .where(and(eq(householdOrders.id, order.id), eq(householdOrders.payment, order.payment)))
    .returning({ id: householdOrders.id });
  if (stored.length === 0) throw new AppError("conflict");
  const posting = cashPosting(order.householdId, worker, fen(amountFen));
  await post(tx, ctx, [
    { posting, cycleId: order.cycleId, orderId: order.id, householdId: order.householdId, gridId: order.gridId },
  ]);
  await record(tx, ctx, {
    kind: "order.cash_received",
    subjectId: order.id,
    cycleId: order.cycleId,
    data: { amountFen },
  });
}
