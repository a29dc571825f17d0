import type { OrderAmountInput, RejectPaymentInput } from "#contract/money.ts";
import { fen, ZERO_FEN } from "#domain/kernel/money.ts";
import { matchPayment, refund } from "#domain/ledger/ledger.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { answerClaim } from "./claim-payment.ts";
import { book, getOrderForMoney, moneyOf, type Order } from "./order-in-books.ts";

type Answer = { readonly payment: PaymentState };

/** The desk moves money of orders that it may not list: rows are read with the system's eyes, the act stays the desk's. */
const byDesk = (ctx: Ctx, orderId: Order["id"], work: (tx: ActTx, order: Order) => Promise<PaymentState>) =>
  act(ctx, (desk) =>
    desk.seeingAll(async (tx): Promise<Answer> => ({ payment: await work(tx, await getOrderForMoney(tx, orderId)) })),
  );

/**
 * The desk found the transfer on the bank's statement: it is booked as it came in, whatever is due by now. What is
 * missing is asked for again, what is too much, or came for an order that was cancelled, is owed back.
 * @throws AppError `not_found`, `refused` when no payment was said, or when it has been answered
 */
export function matchOrderPayment(ctx: Ctx, { orderId, amountFen }: OrderAmountInput): Promise<Answer> {
  return byDesk(ctx, orderId, async (tx, order) => {
    await moveOne(tx, PAYMENTS, order, "match", { amountFen }, { data: { amountFen } });
    await answerClaim(tx, order, fen(amountFen), null);
    return book(tx, order, matchPayment(order.householdId, fen(amountFen)));
  });
}

/** The transfer is not on the statement; the home is told why. @throws AppError `not_found`, `refused` */
export function rejectPayment(ctx: Ctx, { orderId, reason }: RejectPaymentInput): Promise<Answer> {
  return byDesk(ctx, orderId, async (tx, order) => {
    await moveOne(tx, PAYMENTS, order, "reject", { reason }, { reason });
    await answerClaim(tx, order, ZERO_FEN, reason);
    await followMoney(tx, [order.id]);
    return (await moneyOf(tx, order)).payment;
  });
}

/** The money is back with the home. @throws AppError `not_found`, `refused` with `guard_failed` when another amount is owed back */
export function refundOrder(ctx: Ctx, { orderId, amountFen }: OrderAmountInput): Promise<Answer> {
  return byDesk(ctx, orderId, async (tx, order) => {
    const facts = { amountFen, owedFen: (await moneyOf(tx, order)).owedFen };
    await moveOne(tx, PAYMENTS, order, "refund", facts, { data: { amountFen } });
    return book(tx, order, refund(order.householdId, fen(amountFen)));
  });
}
