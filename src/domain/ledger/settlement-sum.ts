import type { BatchId, ClaimId, PackageVersionId } from "../kernel/ids.ts";
import { addFen, type Fen, fen } from "../kernel/money.ts";

/** One reason why a store is owed something, or less. `amountFen` is signed: exchanges and claims are below zero. */
export type SettlementLine =
  | {
      readonly kind: "goods" | "exchange";
      readonly batchId: BatchId;
      readonly packageVersionId: PackageVersionId;
      readonly bags: number;
      readonly amountFen: Fen;
    }
  | { readonly kind: "claim"; readonly claimId: ClaimId; readonly amountFen: Fen };

/** What both sides settle by: the contract's price of each package, and claims that are not the store's to bear. */
export type SettlementTerms = {
  readonly prices: readonly { readonly packageVersionId: PackageVersionId; readonly contractFen: Fen }[];
  readonly leftOut: readonly ClaimId[];
};

/** Every package of a round at its price: the card's, or the contract's where the desk has said another. */
export function settlementTerms(
  goods: readonly { readonly packageVersionId: PackageVersionId; readonly cardFen: number }[],
  prices: SettlementTerms["prices"] = [],
  leftOut: readonly ClaimId[] = [],
): SettlementTerms {
  const card = new Map(goods.map((g) => [g.packageVersionId, fen(g.cardFen)]));
  const other = new Map(prices.map((p) => [p.packageVersionId, p.contractFen]));
  return {
    prices: [...card].map(([packageVersionId, cardFen]) => ({
      packageVersionId,
      contractFen: other.get(packageVersionId) ?? cardFen,
    })),
    leftOut: [...new Set(leftOut)],
  };
}

/** What a round left to settle with a store, as it was counted. */
export type SettlementFacts = {
  /** Bags that were packed and that a bus took over, by batch and package; what their homes were credited for exchanges. */
  readonly goods: readonly {
    readonly batchId: BatchId;
    readonly packageVersionId: PackageVersionId;
    readonly bags: number;
    readonly exchangeFen: number;
  }[];
  /** Claims, with what they were made good by in money: 0 while they wait, and where it was not money. */
  readonly claims: readonly { readonly claimId: ClaimId; readonly refundFen: number }[];
};

/**
 * Payable to a store (invariant 9): accepted packed quantity × contract price − claims. What came instead of an item
 * costs the home less, and so does the bag: the store bears the difference.
 */
export function settlementLines(facts: SettlementFacts, terms: SettlementTerms): SettlementLine[] {
  const priceOf = (id: PackageVersionId) => terms.prices.find((p) => p.packageVersionId === id)?.contractFen ?? 0;
  const goods = facts.goods.flatMap(({ exchangeFen, ...line }): SettlementLine[] => [
    { kind: "goods", ...line, amountFen: fen(line.bags * priceOf(line.packageVersionId)) },
    ...(exchangeFen > 0 ? [{ kind: "exchange" as const, ...line, amountFen: fen(-exchangeFen) }] : []),
  ]);
  const claims = facts.claims
    .filter((c) => c.refundFen > 0 && !terms.leftOut.includes(c.claimId))
    .map((c): SettlementLine => ({ kind: "claim", claimId: c.claimId, amountFen: fen(-c.refundFen) }));
  return [...goods, ...claims];
}

export type SettlementSums = {
  readonly bags: number;
  readonly goodsFen: Fen;
  readonly exchangeFen: Fen;
  readonly claimsFen: Fen;
  readonly payableFen: Fen;
};

/** The figures of a settlement: the one place where they are summed. */
export function settlementSums(lines: readonly SettlementLine[]): SettlementSums {
  const sum = (kind: SettlementLine["kind"]) => addFen(...lines.filter((l) => l.kind === kind).map((l) => l.amountFen));
  return {
    bags: lines.reduce((n, l) => n + (l.kind === "goods" ? l.bags : 0), 0),
    goodsFen: sum("goods"),
    exchangeFen: sum("exchange"),
    claimsFen: sum("claim"),
    payableFen: addFen(...lines.map((l) => l.amountFen)),
  };
}

const nameOf = (l: SettlementLine) =>
  l.kind === "claim" ? `claim ${l.claimId}` : `${l.kind} ${l.batchId} ${l.packageVersionId}`;
const contentOf = (l: SettlementLine) => `${nameOf(l)} ${l.kind === "claim" ? "" : l.bags} ${l.amountFen}`;

/** How many lines are not in both as they stand: new, gone, or of another figure. */
export function countChangedLines(kept: readonly SettlementLine[], present: readonly SettlementLine[]): number {
  const [before, now] = [new Set(kept.map(contentOf)), new Set(present.map(contentOf))];
  const changed = [...kept.filter((l) => !now.has(contentOf(l))), ...present.filter((l) => !before.has(contentOf(l)))];
  return new Set(changed.map(nameOf)).size;
}
