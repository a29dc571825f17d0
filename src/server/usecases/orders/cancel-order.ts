import { eq, sql } from "drizzle-orm";
import type { CancelOrderInput } from "#contract/orders.ts";
import { orderLines, orderRevisions } from "#db/schema/index.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { ORDERS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { getOrderInHand } from "./order-in-hand.ts";
import { reserveChange } from "./reserve-change.ts";

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
  const { reason } = input;
  const revision = order.revision + 1;
  await moveOne(tx, ORDERS, order, "cancel", { ...times, reason }, { reason, set: { revision } });
  const lines = await tx.select().from(orderLines).where(eq(orderLines.orderId, order.id));
  await reserveChange(
    tx,
    order.cycleId,
    order.gridId,
    lines.map((l) => ({ packageVersionId: l.packageVersionId, delta: l.cancelledBeforeLock - l.wanted })),
  );
  await tx
    .update(orderLines)
    .set({ cancelledBeforeLock: sql`${orderLines.wanted}` })
    .where(eq(orderLines.orderId, order.id));
  await tx.insert(orderRevisions).values({
    orderId: order.id,
    revision,
    act: "cancelled",
    lines: [],
    by: tx.actor.userId,
    reason: reason ?? null,
    at: tx.at,
  });
  await followMoney(tx, [order.id]);
}
