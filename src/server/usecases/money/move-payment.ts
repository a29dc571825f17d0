import { and, eq } from "drizzle-orm";
import type { OrderAmountInput, OrderMoneyInput, RejectPaymentInput } from "#contract/money.ts";
import type { Tx } from "#db/client.ts";
import { householdOrders } from "#db/schema/index.ts";
import { decide, type Facts } from "#domain/kernel/machine.ts";
import { fen } from "#domain/kernel/money.ts";
import { matchPayment, type Posting, refund } from "#domain/ledger/ledger.ts";
import { PAYMENT_FLOW, type PaymentAct, type PaymentGuard, type PaymentState } from "#domain/orders/payment.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";
import { orderBalance } from "./order-balance.ts";

type Order = typeof householdOrders.$inferSelect;
type Step = {
  readonly facts?: Facts<PaymentGuard>;
  readonly reason?: string;
  readonly posting?: Posting;
  readonly amountFen?: number;
};

async function getOrder(tx: Tx, orderId: Order["id"]): Promise<Order> {
  const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, orderId)).for("update");
  // A neighbour's order answers exactly like a missing one, so that ids cannot be probed.
  if (!order) throw new AppError("not_found");
  return order;
}

async function step(
  tx: Tx,
  ctx: Ctx,
  order: Order,
  act: PaymentAct,
  { facts, reason, posting, amountFen }: Step,
): Promise<Order> {
  const payment = unwrap(decide(PAYMENT_FLOW, order.payment, act, ctx.actor.role, facts));
  const stored = await tx
    .update(householdOrders)
    .set({ payment, changedAt: ctx.clock.now() })
    .where(and(eq(householdOrders.id, order.id), eq(householdOrders.payment, order.payment)))
    .returning();
  const [after] = stored;
  if (!after) throw new AppError("conflict");
  const { cycleId, householdId, gridId } = order;
  if (posting) await post(tx, ctx, [{ posting, cycleId, orderId: order.id, householdId, gridId }]);
  await record(tx, ctx, {
    kind: `payment.${payment}`,
    subjectId: order.id,
    cycleId,
    reason,
    data: { from: order.payment, ...(amountFen ? { amountFen } : {}) },
  });
  return after;
}

/** The desk moves money of orders that it may not list: rows are read by the system, the act stays the desk's. */
const asDesk = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>) => inScope({ ...ctx, actor: systemActor }, work);
const tell = (ctx: Ctx, o: Order) => ctx.live.announce(`home:${o.householdId}`, `grid:${o.gridId}`, "desk");

/**
 * A resident says that the order is paid; one that was not found on the statement may be said again.
 * @throws AppError `not_found` for another's order, `refused` with the domain's reason or `cancelled`
 */
export async function claimPayment(ctx: Ctx, input: OrderMoneyInput): Promise<{ payment: PaymentState }> {
  const order = await inScope(ctx, async (tx) => {
    const found = await getOrder(tx, input.orderId);
    if (found.state === "cancelled") throw new AppError("refused", { kind: "not_from_here", from: found.state });
    const due = found.payment === "rejected" ? await step(tx, ctx, found, "ask_again", {}) : found;
    return step(tx, ctx, due, "claim", {});
  });
  await tell(ctx, order);
  return { payment: order.payment };
}

/**
 * The desk found the transfer on the bank's statement.
 * @throws AppError `not_found`, `refused` with `guard_failed` when the amount is not what the home owes
 */
export async function matchOrderPayment(ctx: Ctx, input: OrderAmountInput): Promise<{ payment: PaymentState }> {
  const order = await asDesk(ctx, async (tx) => {
    const found = await getOrder(tx, input.orderId);
    const { amountFen } = input;
    const facts = { amount_fits: (await orderBalance(tx, found.id)) === amountFen };
    return step(tx, ctx, found, "match", {
      facts,
      posting: matchPayment(found.householdId, fen(amountFen)),
      amountFen,
    });
  });
  await tell(ctx, order);
  return { payment: order.payment };
}

/** The transfer is not on the statement; the home is told why. @throws AppError `not_found`, `refused` */
export async function rejectPayment(ctx: Ctx, input: RejectPaymentInput): Promise<{ payment: PaymentState }> {
  const order = await asDesk(ctx, async (tx) =>
    step(tx, ctx, await getOrder(tx, input.orderId), "reject", { facts: { reason_given: true }, reason: input.reason }),
  );
  await tell(ctx, order);
  return { payment: order.payment };
}

/** The money is back with the home. @throws AppError `not_found`, `refused` with `amount_differs` or the domain's reason */
export async function refundOrder(ctx: Ctx, input: OrderAmountInput): Promise<{ payment: PaymentState }> {
  const order = await asDesk(ctx, async (tx) => {
    const found = await getOrder(tx, input.orderId);
    const owed = 0 - (await orderBalance(tx, found.id));
    if (owed !== input.amountFen) throw new AppError("refused", { kind: "amount_differs", owed });
    return step(tx, ctx, found, "refund", { posting: refund(found.householdId, fen(owed)), amountFen: owed });
  });
  await tell(ctx, order);
  return { payment: order.payment };
}
