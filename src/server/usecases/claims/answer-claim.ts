import { eq } from "drizzle-orm";
import type { AnswerClaimInput } from "#contract/claims.ts";
import { claims, householdOrders } from "#db/schema/index.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { creditOrder } from "#domain/ledger/ledger.ts";
import type { ClaimState } from "#domain/oversight/claim.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { CLAIMS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { post } from "../../post.ts";

type Order = typeof householdOrders.$inferSelect;

/**
 * Answers a claim: accepted and remedied in one step, or rejected with words. A refund is credited to the home, and who
 * has paid already is owed it.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict`
 */
export async function answerClaim(ctx: Ctx, input: AnswerClaimInput): Promise<{ state: ClaimState }> {
  const words = input.words;
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [claim] = await tx.select().from(claims).where(eq(claims.id, input.claimId)).for("update");
      if (!claim) throw new AppError("not_found");
      const answered = { answer: words, settledAt: tx.at };
      if (input.answer === "reject") {
        const { state } = await moveOne(
          tx,
          CLAIMS,
          claim,
          "reject",
          { reason: words },
          { reason: words, set: answered },
        );
        return { state };
      }
      const [order] = await tx
        .select()
        .from(householdOrders)
        .where(eq(householdOrders.id, claim.orderId))
        .for("update");
      if (!order) throw new AppError("not_found");
      const accepted = claim.state === "accepted" ? claim : await moveOne(tx, CLAIMS, claim, "accept", {});
      const remedy = input.answer;
      const refundFen = fen(remedy === "refund" ? input.amountFen : 0);
      const { state } = await moveOne(
        tx,
        CLAIMS,
        accepted,
        "remedy",
        { remedy, refundFen, totalFen: order.totalFen },
        { reason: words, set: { ...answered, remedy, refundFen }, data: { remedy, refundFen } },
      );
      if (refundFen > 0) await giveBack(tx, order, refundFen);
      return { state };
    }),
  );
}

/** The home is credited; who has paid already is owed it. */
async function giveBack(tx: ActTx, order: Order, refundFen: Fen): Promise<void> {
  const { cycleId, householdId, gridId } = order;
  await post(tx, [{ posting: creditOrder(householdId, refundFen), cycleId, orderId: order.id, householdId, gridId }]);
  await tx
    .update(householdOrders)
    .set({ totalFen: fen(order.totalFen - refundFen) })
    .where(eq(householdOrders.id, order.id));
  await followMoney(tx, [order.id]);
}
