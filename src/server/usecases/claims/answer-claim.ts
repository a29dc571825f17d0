import { eq, sql } from "drizzle-orm";
import type { AnswerClaimInput } from "#contract/claims.ts";
import { claims, householdOrders, households } from "#db/schema/index.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { creditOrder, keepCredit } from "#domain/ledger/ledger.ts";
import type { ClaimState } from "#domain/oversight/claim.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { CLAIMS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { post } from "../../post.ts";
import { payOutCredits } from "../money/pay-out-credits.ts";

type Order = typeof householdOrders.$inferSelect;

/**
 * Answers a claim: accepted and remedied in one step, or rejected with words. A refund makes the order cheaper, and who
 * has paid already is owed it; a credit leaves the order as it is and lowers what the home owes next.
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
      const ofHome = await tx
        .select()
        .from(householdOrders)
        .where(eq(householdOrders.householdId, claim.householdId))
        .orderBy(householdOrders.id)
        .for("update");
      const order = ofHome.find((o) => o.id === claim.orderId);
      if (!order) throw new AppError("not_found");
      const accepted = claim.state === "accepted" ? claim : await moveOne(tx, CLAIMS, claim, "accept", {});
      const remedy = input.answer;
      const refundFen = fen("amountFen" in input ? input.amountFen : 0);
      const totalFen = Math.max(0, order.totalFen - (await creditedFen(tx, order.id)));
      const { state } = await moveOne(
        tx,
        CLAIMS,
        accepted,
        "remedy",
        { remedy, refundFen, totalFen },
        { reason: words, set: { ...answered, remedy, refundFen }, data: { remedy, refundFen } },
      );
      if (remedy === "refund") await giveBack(tx, order, refundFen);
      if (remedy === "credit") await keepForNext(tx, order, refundFen, ofHome);
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

/** What was credited about the order before without making it cheaper: nobody gets more than he paid. */
async function creditedFen(tx: ActTx, orderId: Order["id"]): Promise<number> {
  const [sum] = await tx.execute<{ fen: string }>(sql`
    SELECT coalesce(-sum(e.amount_fen), 0) AS fen FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    WHERE e.order_id = ${orderId} AND a.kind = 'home_credit' AND e.kind = 'credit_kept'`);
  return Number(sum?.fen ?? 0);
}

/** The home has it to its credit: whatever it owes already uses it at once, else its next order does. */
async function keepForNext(tx: ActTx, order: Order, amountFen: Fen, ofHome: readonly Order[]): Promise<void> {
  const { cycleId, householdId, gridId } = order;
  await post(tx, [{ posting: keepCredit(householdId, amountFen), cycleId, orderId: order.id, householdId, gridId }]);
  await followMoney(
    tx,
    ofHome.map((o) => o.id),
  );
  const [home] = await tx.select({ vacant: households.vacant }).from(households).where(eq(households.id, householdId));
  // Whoever lives there next has no right to it.
  if (home?.vacant) await payOutCredits(tx, householdId);
}
