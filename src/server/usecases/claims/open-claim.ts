import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { OpenClaimInput } from "#contract/claims.ts";
import { claims, householdOrders } from "#db/schema/index.ts";
import type { ClaimId } from "#domain/kernel/ids.ts";
import { answerBy, judgeNewClaim, OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { cleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";
import { record } from "../../record.ts";

/**
 * Says that something is wrong with what came, with a photo where there is one.
 * @throws AppError `not_found` for an order outside the actor's scope, `refused` with `not_from_here` or `too_many_claims`
 */
export async function openClaim(ctx: Ctx, input: OpenClaimInput): Promise<{ claimId: ClaimId }> {
  const photo = input.photo && (await cleanPhoto(input.photo));
  return act(ctx, async (tx) => {
    const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, input.orderId)).for("update");
    if (!order) throw new AppError("not_found");
    const [count] = await tx
      .select({ open: sql<number>`count(*)::int` })
      .from(claims)
      .where(and(eq(claims.orderId, order.id), inArray(claims.state, [...OPEN_CLAIM_STATES])));
    const verdict = judgeNewClaim(order.state, count?.open ?? 0);
    if (!verdict.ok) throw new AppError("refused", verdict.error);
    const now = tx.at;
    const claimId = randomUUID() as ClaimId;
    const whose = { gridId: order.gridId, householdId: order.householdId };
    await tx.insert(claims).values({
      id: claimId,
      ...whose,
      cycleId: order.cycleId,
      orderId: order.id,
      kind: input.kind,
      words: input.words,
      answerBy: answerBy(now),
      openedAt: now,
    });
    if (photo) await keepPhoto(tx, { subject: "claim", subjectId: claimId, ...whose }, photo);
    await record(tx, {
      kind: "claim.opened",
      subjectId: claimId,
      cycleId: order.cycleId,
      data: { orderId: order.id, what: input.kind },
    });
    tx.tell([`home:${order.householdId}`, `grid:${order.gridId}`, "desk"]);
    return { claimId };
  });
}
