import { z } from "zod";
import type { BatchId, ClaimId, CycleId, PackageVersionId, SettlementId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Fen } from "#domain/kernel/money.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { SettlementState } from "#domain/ledger/settlement.ts";
import type { SettlementSums } from "#domain/ledger/settlement-sum.ts";
import type { ClaimKind } from "#domain/oversight/claim.ts";
import { id } from "./orders.ts";

const fenAmount = z
  .number()
  .int()
  .min(0)
  .max(10_000_000)
  .transform((n) => n as Fen);
const revision = z.number().int().min(0).max(1_000_000);

/** The desk lays a store's figures down; `revision` is the one that it has seen, 0 before the first. */
export const proposeSettlementInput = z.object({
  cycleId: id<CycleId>(),
  supermarketId: id<SupermarketId>(),
  revision,
  /** Contract prices that are others than the price card's. */
  prices: z.array(z.object({ packageVersionId: id<PackageVersionId>(), contractFen: fenAmount })).max(200),
  /** Claims that are not the store's to bear. */
  leftOut: z.array(id<ClaimId>()).max(5_000),
});
export type ProposeSettlementInput = z.infer<typeof proposeSettlementInput>;

export const answerSettlementInput = z.object({
  settlementId: id<SettlementId>(),
  revision,
  answer: z.enum(["agree", "dispute"]),
  reason: z.string().trim().max(200).optional(),
});
export type AnswerSettlementInput = z.infer<typeof answerSettlementInput>;

export const settleStoreInput = z.object({ settlementId: id<SettlementId>(), revision });
export type SettleStoreInput = z.infer<typeof settleStoreInput>;

/** A line in words: what, of which community or claim, and what it comes to; below zero where it is taken off. */
export type SettlementLineView = {
  readonly key: string;
  readonly kind: "goods" | "exchange" | "claim";
  readonly community: Names | null;
  readonly letter: string | null;
  readonly package: Names | null;
  readonly claim: { readonly claimId: ClaimId; readonly kind: ClaimKind; readonly bagNumber: number | null } | null;
  readonly batchId: BatchId | null;
  readonly bags: number | null;
  readonly amountFen: number;
};
export type SettlementView = {
  readonly settlementId: SettlementId | null;
  readonly cycleId: CycleId;
  readonly cycleNumber: number;
  readonly supermarketId: SupermarketId;
  readonly store: Names;
  readonly state: SettlementState | null;
  readonly revision: number;
  /** Why the store did not agree. */
  readonly reason: string | null;
  readonly deskAgreedMs: number | null;
  readonly storeAgreedMs: number | null;
  readonly sums: SettlementSums;
  readonly lines: readonly SettlementLineView[];
  /** Lines that are others by now than those that were laid down. */
  readonly changedLines: number;
  readonly openClaims: number;
  readonly bagsUnderWay: number;
  /** Claims that could be taken off, and whether they are left out; and the price that each package is settled at. */
  readonly claims: readonly {
    readonly claimId: ClaimId;
    readonly kind: ClaimKind;
    readonly bagNumber: number | null;
    readonly refundFen: number;
    readonly leftOut: boolean;
  }[];
  readonly prices: readonly {
    readonly packageVersionId: PackageVersionId;
    readonly letter: string;
    readonly name: Names;
    readonly cardFen: number;
    readonly contractFen: number;
  }[];
};
