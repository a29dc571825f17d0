import type { CancelOrderInput } from "#contract/orders.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { getOrderInHand } from "./order-in-hand.ts";
import { takeBackOrders } from "./take-back-orders.ts";

/**
 * Cancels an order before it is locked and gives its stock and quota back. The desk sees no homes: it names an order that
 * it found by its number, and the home reads why.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when the order moved meanwhile
 */
export async function cancelOrder(ctx: Ctx, input: CancelOrderInput): Promise<void> {
  await act(ctx, (tx) =>
    tx.role === "DESK" ? tx.seeingAll((all) => cancelOrderIn(all, input)) : cancelOrderIn(tx, input),
  );
}

/** The same inside a larger act. */
export async function cancelOrderIn(tx: ActTx, input: CancelOrderInput): Promise<void> {
  const { order, times } = await getOrderInHand(tx, input.orderId);
  await takeBackOrders(tx, order.cycleId, [order], times, input.reason);
}
