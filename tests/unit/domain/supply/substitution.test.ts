import fc from "fast-check";
import { expect, test } from "vitest";
import { fen } from "../../../../src/domain/kernel/money.ts";
import { priceSubstitution } from "../../../../src/domain/supply/substitution.ts";

test("a substitute never costs the home more, and what it saves comes back to the fen", () => {
  const price = fc.nat({ max: 1_000_000 }).map(fen);
  fc.assert(
    fc.property(price, price, fc.nat({ max: 20 }), (original, substitute, count) => {
      const { chargeFen, refundFen } = priceSubstitution(original, substitute, count);
      expect(chargeFen + refundFen).toBe(original * count);
      expect(refundFen).toBe(Math.max(0, original - substitute) * count);
    }),
  );
});
