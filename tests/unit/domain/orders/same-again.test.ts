import fc from "fast-check";
import { expect, test } from "vitest";
import { sameAgain } from "../../../../src/domain/orders/same-again.ts";

test("the same again is never more than last time, than the limit or than what is left, and says when it is less", () => {
  const n = fc.nat(6);
  const card = fc.uniqueArray(fc.record({ letter: fc.constantFrom("A", "B", "C", "D"), householdLimit: n, left: n }), {
    selector: (o) => o.letter,
  });
  const before = fc.dictionary(fc.constantFrom("A", "B", "C", "D"), fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(card, before, (given, last) => {
      const offers = given.map((o) => ({ ...o, packageVersionId: `of ${o.letter}` }));
      const { lines, whole } = sameAgain(last, offers);
      const again = new Map(lines.map((l) => [l.packageVersionId, l.wanted]));
      for (const o of offers) {
        const wanted = again.get(o.packageVersionId) ?? 0;
        expect(wanted).toBe(Math.min(last[o.letter] ?? 0, o.householdLimit, o.left));
      }
      expect(again.size).toBe(lines.length);
      expect(whole).toBe(Object.entries(last).every(([letter, wanted]) => again.get(`of ${letter}`) === wanted));
    }),
  );
});
