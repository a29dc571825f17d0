import fc from "fast-check";
import { expect, test } from "vitest";
import type { BatchId, ClaimId, PackageVersionId } from "../../../../src/domain/kernel/ids.ts";
import { fen } from "../../../../src/domain/kernel/money.ts";
import {
  countChangedLines,
  type SettlementFacts,
  settlementLines,
  settlementSums,
} from "../../../../src/domain/ledger/settlement-sum.ts";

const packages = ["A", "B", "C"] as PackageVersionId[];
const anyRound: fc.Arbitrary<SettlementFacts> = fc.record({
  goods: fc.uniqueArray(
    fc.record({
      batchId: fc.constantFrom(...(["b1", "b2", "b3"] as BatchId[])),
      packageVersionId: fc.constantFrom(...packages),
      bags: fc.integer({ min: 1, max: 500 }),
      exchangeFen: fc.oneof(fc.constant(0), fc.nat(9_000)),
    }),
    { selector: (g) => `${g.batchId} ${g.packageVersionId}` },
  ),
  claims: fc.uniqueArray(
    fc.record({
      claimId: fc.constantFrom(...(["c1", "c2", "c3", "c4"] as ClaimId[])),
      refundFen: fc.nat(20_000),
    }),
    { selector: (c) => c.claimId },
  ),
});
const anyTerms = fc.record({
  prices: fc
    .tuple(fc.nat(30_000), fc.nat(30_000), fc.nat(30_000))
    .map((all) => all.map((n, i) => ({ packageVersionId: packages[i]!, contractFen: fen(n) }))),
  leftOut: fc.subarray(["c1", "c2", "c3", "c4"] as ClaimId[]),
});

test("a store is owed accepted bags at the contract's price, less exchanges and the claims that are its to bear", () => {
  fc.assert(
    fc.property(anyRound, anyTerms, (round, terms) => {
      const price = new Map(terms.prices.map((p) => [p.packageVersionId, p.contractFen]));
      const goods = round.goods.reduce((n, g) => n + g.bags * (price.get(g.packageVersionId) ?? 0), 0);
      const exchanged = round.goods.reduce((n, g) => n + g.exchangeFen, 0);
      const claimed = round.claims
        .filter((c) => !terms.leftOut.includes(c.claimId))
        .reduce((n, c) => n + c.refundFen, 0);
      const lines = settlementLines(round, terms);
      const sums = settlementSums(lines);
      expect(sums.payableFen).toBe(goods - exchanged - claimed);
      expect(sums.goodsFen + sums.exchangeFen + sums.claimsFen).toBe(sums.payableFen);
      expect(sums.bags).toBe(round.goods.reduce((n, g) => n + g.bags, 0));
    }),
  );
});

test("the same lines in any order have not changed; a claim more, or a bag less, is one line that has", () => {
  fc.assert(
    fc.property(anyRound, anyTerms, (round, terms) => {
      const lines = settlementLines(round, terms);
      expect(countChangedLines(lines, lines.toReversed())).toBe(0);
      const more = settlementLines(
        { ...round, claims: [...round.claims, { claimId: "c9" as ClaimId, refundFen: 5 }] },
        terms,
      );
      expect(countChangedLines(lines, more)).toBe(1);
      expect(countChangedLines(lines, lines.slice(1))).toBe(Math.min(1, lines.length));
    }),
  );
});
