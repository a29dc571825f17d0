import { eq } from "drizzle-orm";
import type { AnswerClaimInput } from "#contract/claims.ts";
import { claims, householdOrders } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { fen } from "#domain/kernel/money.ts";
import { creditOrder } from "#domain/ledger/ledger.ts";
import { PAYMENT_FLOW } from "#domain/orders/payment.ts";
import { CLAIM_FLOW, type ClaimState } from "#domain/oversight/claim.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";

/**
 * Answers a claim: accepted and remedied in one step, or rejected with words. A refund is credited to the home, and who
 * has paid already is owed it.
 * @throws AppError `not_found`, `refused` with `more_than_paid` or the domain's reason, `conflict`
 */
export async function answerClaim(ctx: Ctx, input: AnswerClaimInput): Promise<{ state: ClaimState }> {
  const answered = await inScope({ ...ctx, actor: { ...systemActor, userId: ctx.actor.userId } }, async (tx) => {
    const [claim] = await tx.select().from(claims).where(eq(claims.id, input.claimId)).for("update");
    if (!claim) throw new AppError("not_found");
    const { role } = ctx.actor;
    const now = ctx.clock.now();
    if (input.answer === "reject") {
      const state = unwrap(decide(CLAIM_FLOW, claim.state, "reject", role, { reason_given: true }));
      await tx.update(claims).set({ state, answer: input.words, settledAt: now }).where(eq(claims.id, claim.id));
      await record(tx, ctx, {
        kind: "claim.rejected",
        subjectId: claim.id,
        cycleId: claim.cycleId,
        reason: input.words,
      });
      return { state, claim };
    }
    const accepted = claim.state === "accepted" ? claim.state : unwrap(decide(CLAIM_FLOW, claim.state, "accept", role));
    const state = unwrap(decide(CLAIM_FLOW, accepted, "remedy", role, { remedy_chosen: true }));
    const refundFen = fen(input.answer === "refund" ? input.amountFen : 0);
    if (refundFen > 0) {
      const [order] = await tx
        .select()
        .from(householdOrders)
        .where(eq(householdOrders.id, claim.orderId))
        .for("update");
      if (!order || refundFen > order.totalFen)
        throw new AppError("refused", { kind: "more_than_paid", left: order?.totalFen ?? 0 });
      const whose = {
        cycleId: claim.cycleId,
        orderId: claim.orderId,
        householdId: claim.householdId,
        gridId: claim.gridId,
      };
      await post(tx, ctx, [{ posting: creditOrder(claim.householdId, refundFen), ...whose }]);
      const owed = decide(PAYMENT_FLOW, order.payment, "owe_refund", "DESK", { refund_owed: true });
      await tx
        .update(householdOrders)
        .set({ totalFen: fen(order.totalFen - refundFen), changedAt: now, ...(owed.ok ? { payment: owed.value } : {}) })
        .where(eq(householdOrders.id, order.id));
    }
    await tx
      .update(claims)
      .set({ state, answer: input.words, remedy: input.answer, refundFen, settledAt: now })
      .where(eq(claims.id, claim.id));
    await record(tx, ctx, {
      kind: "claim.remedied",
      subjectId: claim.id,
      cycleId: claim.cycleId,
      reason: input.words,
      data: { remedy: input.answer, refundFen },
    });
    return { state, claim };
  });
  await ctx.live.announce(`home:${answered.claim.householdId}`, `grid:${answered.claim.gridId}`, "desk");
  return { state: answered.state };
}
