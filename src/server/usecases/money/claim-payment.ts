import { and, eq, isNull } from "drizzle-orm";
import type { OrderMoneyInput } from "#contract/money.ts";
import { paymentClaims } from "#db/schema/index.ts";
import { type Fen, ZERO_FEN } from "#domain/kernel/money.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { getOrderForMoney, moneyOf, type Order } from "./order-in-books.ts";

/**
 * A resident says that the order is paid: all that is asked for now. One that was not found on the statement may be
 * said again.
 * @throws AppError `not_found` for another's order, `refused` with the domain's reason or `cancelled`
 */
export async function claimPayment(ctx: Ctx, input: OrderMoneyInput): Promise<{ payment: PaymentState }> {
  return act(ctx, async (tx) => {
    const found = await getOrderForMoney(tx, input.orderId);
    if (found.state === "cancelled") throw new AppError("refused", { kind: "not_from_here", from: found.state });
    const { owedFen, openFen: saidFen } = await moneyOf(tx, found);
    const due = found.payment === "rejected" ? await moveOne(tx, PAYMENTS, found, "ask_again", {}) : found;
    const { payment } = await moveOne(tx, PAYMENTS, due, "claim", { owedFen }, { data: { saidFen } });
    const { id: orderId, cycleId, householdId, gridId, communityId } = found;
    const whose = { orderId, cycleId, householdId, gridId, communityId };
    await tx.insert(paymentClaims).values({ ...whose, saidFen, saidBy: tx.actor.userId, saidAt: tx.at });
    return { payment };
  });
}

/**
 * The home takes its word back: it has not paid yet, or its order is cancelled and it never did.
 * @throws AppError `not_found`, `refused` when nothing was said, or when the desk has answered
 */
export async function withdrawClaim(ctx: Ctx, input: OrderMoneyInput): Promise<{ payment: PaymentState }> {
  return act(ctx, async (tx) => {
    const order = await getOrderForMoney(tx, input.orderId);
    await moveOne(tx, PAYMENTS, order, "withdraw_claim", {});
    await answerClaim(tx, order, ZERO_FEN, null);
    await followMoney(tx, [order.id]);
    return { payment: (await moneyOf(tx, order)).payment };
  });
}

/** Closes what was said for an order, with what was found of it. @param reason for the home, where nothing was found */
export async function answerClaim(tx: ActTx, order: Order, foundFen: Fen, reason: string | null): Promise<void> {
  await tx
    .update(paymentClaims)
    .set({ foundFen, reason, answeredAt: tx.at })
    .where(and(eq(paymentClaims.orderId, order.id), isNull(paymentClaims.foundFen)));
}
