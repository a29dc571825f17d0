import type { HandBackInput } from "#contract/grid.ts";
import { listCashInBox, lockBox, sumOfBox } from "#db/queries/cash-in-box.ts";
import { fen } from "#domain/kernel/money.ts";
import { handBack } from "#domain/ledger/ledger.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { book, getOrderForMoney, moneyOf } from "./order-in-books.ts";

/**
 * A grid worker gives a home its money back out of his box, all that is owed back.
 * @throws AppError `not_found`; `refused` with `amount_is_owed_back`, or `box_holds` when there is less in the box: the
 *   desk sends it then
 */
export async function handBackCash(ctx: Ctx, input: HandBackInput): Promise<{ payment: PaymentState }> {
  const worker = ctx.actor.userId;
  if (!worker) throw new AppError("forbidden");
  const { orderId, amountFen } = input;
  return act(ctx, async (tx) => {
    const order = await getOrderForMoney(tx, orderId);
    // Of two that are handed out of one box at once, or one and the banking of it, the second sees what the first left.
    await lockBox(tx, worker);
    const boxFen = sumOfBox(await listCashInBox(tx, worker));
    const { owedFen } = await moneyOf(tx, order);
    const facts = { amountFen, owedFen, boxFen };
    await moveOne(tx, PAYMENTS, order, "hand_back", facts, { data: { amountFen } });
    return { payment: await book(tx, order, handBack(order.householdId, worker, fen(amountFen))) };
  });
}
