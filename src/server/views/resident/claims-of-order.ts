import { and, asc, eq, inArray } from "drizzle-orm";
import type { ClaimView } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { claims, photos } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import { CLAIM, judgeNewClaim, OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";

type ClaimedOrder = { readonly id: OrderId; readonly state: OrderState };

/** What its home has said of one order, the oldest first, with the pictures that came along. */
export async function listClaimsOf(tx: Tx, { id: orderId, state }: ClaimedOrder): Promise<ClaimView[]> {
  const rows = await tx.select().from(claims).where(eq(claims.orderId, orderId)).orderBy(asc(claims.openedAt));
  if (rows.length === 0) return [];
  const pictures = await tx
    .select({ id: photos.id, subjectId: photos.subjectId })
    .from(photos)
    .where(
      and(
        eq(photos.subject, "claim"),
        inArray(
          photos.subjectId,
          rows.map((r) => r.id),
        ),
      ),
    );
  const open = rows.filter((r) => OPEN_CLAIM_STATES.includes(r.state)).length;
  return rows.map((r) => ({
    id: r.id,
    kind: r.kind,
    state: r.state,
    words: r.words,
    answer: r.answer,
    remedy: r.remedy,
    refundFen: r.refundFen,
    openedMs: r.openedAt,
    answerByMs: r.answerBy,
    photoIds: pictures.filter((p) => p.subjectId === r.id).map((p) => p.id),
    mayReopen:
      decide(CLAIM, r.state, "reopen", "RES", { reopenedBefore: r.reopened }).ok && judgeNewClaim(state, open).ok,
  }));
}
