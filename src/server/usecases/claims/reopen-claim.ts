import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { ReopenClaimInput } from "#contract/claims.ts";
import { claims, householdOrders } from "#db/schema/index.ts";
import { answerBy, type ClaimState, judgeNewClaim, OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { CLAIMS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { cleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";

/**
 * Says once more that something was wrong, after the desk had turned it down: the clock of the same day begins anew. The
 * first words and the first answer stay beside the new ones.
 * @throws AppError `not_found` for a claim outside the actor's scope; `refused` for one that was not turned down, was
 *   said again before, or whose order is closed
 */
export async function reopenClaim(ctx: Ctx, input: ReopenClaimInput): Promise<{ state: ClaimState }> {
  const photo = input.photo && (await cleanPhoto(input.photo));
  return act(ctx, async (tx) => {
    // Whose it is the actor's own eyes say; the rows are locked in the order of `answerClaim`.
    const [mine] = await tx
      .select({ id: claims.id, orderId: claims.orderId })
      .from(claims)
      .where(eq(claims.id, input.claimId));
    if (!mine) throw new AppError("not_found");
    return tx.seeingAll(async (all) => {
      const [claim] = await all.select().from(claims).where(eq(claims.id, mine.id)).for("update");
      const [order] = await all
        .select()
        .from(householdOrders)
        .where(eq(householdOrders.id, mine.orderId))
        .for("update");
      if (!claim || !order) throw new AppError("not_found");
      const [others] = await all
        .select({ open: sql<number>`count(*)::int` })
        .from(claims)
        .where(
          and(eq(claims.orderId, order.id), ne(claims.id, claim.id), inArray(claims.state, [...OPEN_CLAIM_STATES])),
        );
      const verdict = judgeNewClaim(order.state, others?.open ?? 0);
      if (!verdict.ok) throw new AppError("refused", verdict.error);
      const facts = { reopenedBefore: claim.reopened };
      const set = {
        words: [claim.words, input.words].filter(Boolean).join("\n"),
        reopened: claim.reopened + 1,
        answerBy: answerBy(tx.at),
        settledAt: null,
      };
      const { state } = await moveOne(all, CLAIMS, claim, "reopen", facts, { set });
      const { gridId, householdId } = claim;
      if (photo) await keepPhoto(all, { subject: "claim", subjectId: claim.id, gridId, householdId }, photo);
      return { state };
    });
  });
}
