import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadQuota } from "../../../../src/domain/offer/quota.ts";

test("a community's quota is shared out whole, nobody gets less than another with fewer homes", () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.array(fc.nat(500), { minLength: 1, maxLength: 12 }), (total, homes) => {
      const shares = spreadQuota(total, homes);
      expect(shares.reduce((n, s) => n + s, 0)).toBe(total);
      for (const [i, a] of homes.entries())
        for (const [j, b] of homes.entries()) if (a > b) expect(shares[i]).toBeGreaterThanOrEqual(shares[j] ?? 0);
    }),
  );
});
