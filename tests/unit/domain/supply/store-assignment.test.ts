import fc from "fast-check";
import { expect, test } from "vitest";
import type { CommunityId, PackageId, SupermarketId } from "../../../../src/domain/kernel/ids.ts";
import { assignStores } from "../../../../src/domain/supply/store-assignment.ts";

const store = (n: number | string) => `s${n}` as SupermarketId;
const community = (n: number | string) => `c${n}` as CommunityId;
const pack = (n: number | string) => `p${n}` as PackageId;
/** Places on a line: the number in the name is where it lies, in kilometres. */
const metresBetween = (s: string, c: string) => Math.abs(Number(s.slice(1)) - Number(c.slice(1))) * 1000;

const aCase = fc.record({
  stores: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 4 }),
  demands: fc.array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 2 }), fc.nat({ max: 15 })), { maxLength: 16 }),
  commits: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.nat({ max: 25 })), { maxLength: 10 }),
});
const toInput = ({ stores, demands, commits }: typeof aCase extends fc.Arbitrary<infer T> ? T : never) => ({
  stores: stores.map((capacity, i) => ({ supermarketId: store(i), capacity })),
  demands: demands.map(([c, p, quantity]) => ({ communityId: community(c), packageId: pack(p), quantity })),
  commits: commits
    .filter(([s]) => s < stores.length)
    .map(([s, p, quantity]) => ({ supermarketId: store(s), packageId: pack(p), quantity })),
  metresBetween,
});
type Input = ReturnType<typeof toInput>;

const total = (rows: readonly { quantity: number }[]) => rows.reduce((sum, r) => sum + r.quantity, 0);
const linesOf = (input: Input) => {
  const { batches, unassigned } = assignStores(input);
  return { batches, unassigned, lines: batches.flatMap((b) => b.lines.map((l) => ({ ...b, ...l }))) };
};

/** The most that can be packed, by trying each set of packages as the narrow side of a cut (max-flow, min-cut). */
function mostPacked(input: Input): number {
  const packages = [...new Set(input.demands.map((d) => d.packageId))];
  const cuts = Array.from({ length: 2 ** packages.length }, (_, bits) => {
    const inside = packages.filter((_, i) => (bits >> i) & 1);
    const cut = total(input.demands.filter((d) => !inside.includes(d.packageId)));
    const perStore = input.stores.map((s) =>
      Math.min(
        s.capacity,
        total(input.commits.filter((c) => c.supermarketId === s.supermarketId && inside.includes(c.packageId))),
      ),
    );
    return perStore.reduce((sum, x) => sum + x, cut);
  });
  return Math.min(...cuts);
}

test("stores: nothing is lost, no commit and no capacity is exceeded, and no assignment could pack more", () => {
  fc.assert(
    fc.property(aCase.map(toInput), (input) => {
      const { lines, unassigned } = linesOf(input);
      for (const { communityId, packageId } of input.demands) {
        const of = <T extends { communityId: string; packageId: string }>(rows: readonly T[]) =>
          rows.filter((r) => r.communityId === communityId && r.packageId === packageId);
        expect(total(of(lines)) + total(of(unassigned))).toBe(total(of(input.demands)));
      }
      for (const { supermarketId, capacity } of input.stores) {
        const here = lines.filter((l) => l.supermarketId === supermarketId);
        expect(total(here)).toBeLessThanOrEqual(capacity);
        for (const packageId of new Set(here.map((l) => l.packageId))) {
          const of = <T extends { packageId: string }>(rows: readonly T[]) =>
            rows.filter((r) => r.packageId === packageId);
          const committed = of(input.commits.filter((c) => c.supermarketId === supermarketId));
          expect(total(of(here))).toBeLessThanOrEqual(total(committed));
        }
      }
      expect(lines.every((l) => l.quantity > 0)).toBe(true);
      expect(total(lines)).toBe(mostPacked(input));
    }),
    { numRuns: 300 },
  );
});

test("stores: the answer does not depend on the order of the input", () => {
  const shuffled = aCase.map(toInput).chain((input) =>
    fc.record({
      input: fc.constant(input),
      other: fc.record({
        stores: fc.shuffledSubarray(input.stores, { minLength: input.stores.length }),
        demands: fc.shuffledSubarray(input.demands, { minLength: input.demands.length }),
        commits: fc.shuffledSubarray(input.commits, { minLength: input.commits.length }),
        metresBetween: fc.constant(metresBetween),
      }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ input, other }) => {
      expect(assignStores(other)).toEqual(assignStores(input));
    }),
  );
});

test("stores: with room for all, each community is served whole by its nearest store", () => {
  const both = (s: number) => ({ supermarketId: store(s), packageId: pack(0), quantity: 100 });
  const { batches, unassigned } = assignStores({
    stores: [
      { supermarketId: store(0), capacity: 100 },
      { supermarketId: store(10), capacity: 100 },
    ],
    commits: [both(0), both(10)],
    demands: [1, 4, 6, 9].map((c) => ({ communityId: community(c), packageId: pack(0), quantity: 20 })),
    metresBetween,
  });
  expect(unassigned).toEqual([]);
  expect(batches.map((b) => `${b.supermarketId} ${b.communityId}`)).toEqual(["s0 c1", "s0 c4", "s10 c6", "s10 c9"]);
});

test("stores: one that alone has a package hands other work over to make room for it", () => {
  const { batches, unassigned } = assignStores({
    stores: [
      { supermarketId: store(0), capacity: 10 },
      { supermarketId: store(9), capacity: 10 },
    ],
    commits: [
      { supermarketId: store(0), packageId: pack("rare"), quantity: 5 },
      { supermarketId: store(0), packageId: pack("plain"), quantity: 10 },
      { supermarketId: store(9), packageId: pack("plain"), quantity: 10 },
    ],
    demands: [
      { communityId: community(1), packageId: pack("plain"), quantity: 10 },
      { communityId: community(2), packageId: pack("rare"), quantity: 5 },
    ],
    metresBetween,
  });
  expect(unassigned).toEqual([]);
  expect(batches).toEqual([
    { supermarketId: "s0", communityId: "c1", lines: [{ packageId: "pplain", quantity: 5 }] },
    { supermarketId: "s0", communityId: "c2", lines: [{ packageId: "prare", quantity: 5 }] },
    { supermarketId: "s9", communityId: "c1", lines: [{ packageId: "pplain", quantity: 5 }] },
  ]);
});

test("stores: what cannot be assigned says whether goods or hands are missing", () => {
  const input = {
    stores: [{ supermarketId: store(0), capacity: 5 }],
    commits: [{ supermarketId: store(0), packageId: pack("a"), quantity: 9 }],
    demands: [
      { communityId: community(0), packageId: pack("a"), quantity: 8 },
      { communityId: community(0), packageId: pack("b"), quantity: 2 },
    ],
    metresBetween,
  };
  expect(assignStores(input).unassigned).toEqual([
    { communityId: "c0", packageId: "pa", quantity: 3, reason: "no_capacity" },
    { communityId: "c0", packageId: "pb", quantity: 2, reason: "out_of_stock" },
  ]);
});
