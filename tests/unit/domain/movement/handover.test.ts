import fc from "fast-check";
import { expect, test } from "vitest";
import { decideCount } from "../../../../src/domain/movement/handover.ts";

const aCount = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.nat({ max: 5 }));
const at = (count: Readonly<Record<string, number>>, packageId: string) => count[packageId] ?? 0;

test("two counts agree exactly when every package does, and the differences bring one to the other", () => {
  fc.assert(
    fc.property(aCount, aCount, (offered, counted) => {
      const { act, differences } = decideCount(offered, counted);
      const same = ["a", "b", "c"].every((p) => at(offered, p) === at(counted, p));
      expect(act).toBe(same ? "agree" : "dispute");
      for (const p of ["a", "b", "c"]) {
        const difference = differences.find((d) => d.packageId === p)?.difference ?? 0;
        expect(at(offered, p) + difference).toBe(at(counted, p));
      }
    }),
  );
});

test("a mix-up with the right total is a dispute", () => {
  expect(decideCount({ a: 3, b: 2 }, { a: 2, b: 3 })).toEqual({
    act: "dispute",
    differences: [
      { packageId: "a", difference: -1 },
      { packageId: "b", difference: 1 },
    ],
  });
});
