import type { ResolveReviewInput } from "#contract/grid.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { ORDERS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { cancelOrderIn } from "./cancel-order.ts";
import { getOrderInHand } from "./order-in-hand.ts";

/**
 * The grid worker's word on a doubtful order: it stays as it is, or it is cancelled; either way the reason is on record.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when somebody decided meanwhile
 */
export async function resolveReview(ctx: Ctx, input: ResolveReviewInput): Promise<void> {
  const { orderId, reason } = input;
  await act(ctx, async (tx) => {
    if (input.decision === "cancel") return cancelOrderIn(tx, { orderId, reason });
    const { order } = await getOrderInHand(tx, orderId);
    await moveOne(
      tx,
      ORDERS,
      order,
      "resolve",
      { reason },
      { reason, set: { reviewReasons: [] }, data: { doubts: order.reviewReasons } },
    );
  });
}
