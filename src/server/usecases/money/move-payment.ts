import { eq } from "drizzle-orm";
import type { OrderAmountInput, OrderMoneyInput, RejectPaymentInput } from "#contract/money.ts";
import { readOwedByOrder } from "#db/queries/owed-by-order.ts";
import { householdOrders } from "#db/schema/index.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { matchPayment, type Posting, refund } from "#domain/ledger/ledger.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { post } from "../../post.ts";

type Order = typeof householdOrders.$inferSelect;
type Answer = { readonly payment: PaymentState };

async function getOrder(tx: ActTx, orderId: Order["id"]): Promise<Order> {
  const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, orderId)).for("update");
  if (!order) throw new AppError("not_found");
  return order;
}

/** What the home owes for the order by now; below zero it gets money back. */
export async function owedFor(tx: ActTx, order: Order): Promise<Fen> {
  return (await readOwedByOrder(tx, [order.id])).get(order.id)?.owedFen ?? fen(0);
}

export const book = (tx: ActTx, { id, cycleId, householdId, gridId }: Order, posting: Posting) =>
  post(tx, [{ posting, cycleId, orderId: id, householdId, gridId }]);

/**
 * A resident says that the order is paid; one that was not found on the statement may be said again.
 * @throws AppError `not_found` for another's order, `refused` with the domain's reason or `cancelled`
 */
export async function claimPayment(ctx: Ctx, input: OrderMoneyInput): Promise<Answer> {
  return act(ctx, async (tx) => {
    const found = await getOrder(tx, input.orderId);
    if (found.state === "cancelled") throw new AppError("refused", { kind: "not_from_here", from: found.state });
    const due = found.payment === "rejected" ? await moveOne(tx, PAYMENTS, found, "ask_again", {}) : found;
    const { payment } = await moveOne(tx, PAYMENTS, due, "claim", {});
    return { payment };
  });
}

/** The desk moves money of orders that it may not list: rows are read with the system's eyes, the act stays the desk's. */
const byDesk = (ctx: Ctx, orderId: Order["id"], work: (tx: ActTx, order: Order) => Promise<Order>): Promise<Answer> =>
  act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const { payment } = await work(tx, await getOrder(tx, orderId));
      return { payment };
    }),
  );

/**
 * The desk found the transfer on the bank's statement.
 * @throws AppError `not_found`, `refused` with `guard_failed` when the amount is not what the home owes
 */
export function matchOrderPayment(ctx: Ctx, { orderId, amountFen }: OrderAmountInput): Promise<Answer> {
  return byDesk(ctx, orderId, async (tx, order) => {
    const facts = { amountFen, owedFen: await owedFor(tx, order) };
    const after = await moveOne(tx, PAYMENTS, order, "match", facts, { data: { amountFen } });
    await book(tx, order, matchPayment(order.householdId, fen(amountFen)));
    return after;
  });
}

/** The transfer is not on the statement; the home is told why. @throws AppError `not_found`, `refused` */
export function rejectPayment(ctx: Ctx, { orderId, reason }: RejectPaymentInput): Promise<Answer> {
  return byDesk(ctx, orderId, (tx, order) => moveOne(tx, PAYMENTS, order, "reject", { reason }, { reason }));
}

/** The money is back with the home. @throws AppError `not_found`, `refused` with `guard_failed` when another amount is owed back */
export function refundOrder(ctx: Ctx, { orderId, amountFen }: OrderAmountInput): Promise<Answer> {
  return byDesk(ctx, orderId, async (tx, order) => {
    const facts = { amountFen, owedFen: await owedFor(tx, order) };
    const after = await moveOne(tx, PAYMENTS, order, "refund", facts, { data: { amountFen } });
    await book(tx, order, refund(order.householdId, fen(amountFen)));
    return after;
  });
}
