import { z } from "zod";
import type { ClaimId, OrderId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Page } from "#domain/kernel/page.ts";
import { CLAIM_KINDS, type ClaimKind, type ClaimState } from "#domain/oversight/claim.ts";
import { id } from "./orders.ts";
import { photo } from "./photo.ts";

export const openClaimInput = z.object({
  orderId: id<OrderId>(),
  kind: z.enum(CLAIM_KINDS),
  words: z.string().trim().max(300).default(""),
  photo: photo.optional(),
});
export type OpenClaimInput = z.infer<typeof openClaimInput>;

/** A claim that was turned down, said once more with what the first answer missed. */
export const reopenClaimInput = z.object({
  claimId: id<ClaimId>(),
  words: z.string().trim().min(1).max(300),
  photo: photo.optional(),
});
export type ReopenClaimInput = z.infer<typeof reopenClaimInput>;

/** The desk's answer: a refund or a credit for next time in fen, a bag again, or a reason why not. */
export const answerClaimInput = z.discriminatedUnion("answer", [
  z.object({
    answer: z.enum(["refund", "credit"]),
    claimId: id<ClaimId>(),
    amountFen: z.number().int().min(1).max(1_000_000),
    words: z.string().trim().max(300).default(""),
  }),
  z.object({ answer: z.enum(["replace", "reject"]), claimId: id<ClaimId>(), words: z.string().trim().min(1).max(300) }),
]);
export type AnswerClaimInput = z.infer<typeof answerClaimInput>;

/** A claim as the desk reads it: the home is named here and nowhere else on its screens. */
export type ClaimRow = {
  readonly claimId: ClaimId;
  readonly order: { readonly number: number; readonly deliveryDayMs: number };
  readonly door: string;
  readonly place: Names;
  readonly kind: ClaimKind;
  readonly state: ClaimState;
  readonly words: string;
  readonly openedMs: number;
  readonly answerByMs: number;
  readonly totalFen: number;
  readonly photoIds: readonly string[];
  readonly answer: string | null;
};
/** One page of the claims that wait for an answer. */
export type ClaimsView = { readonly claims: readonly ClaimRow[]; readonly at: Page };
