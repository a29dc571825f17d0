import fc from "fast-check";
import { expect, test } from "vitest";
import type { GridId, HouseholdId, OrderLineId, PackageId } from "../../../../src/domain/kernel/ids.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import { ALLOCATION_POLICIES, type AllocationLine, allocate } from "../../../../src/domain/supply/allocation.ts";

const P = "p" as PackageId;
const Q = "q" as PackageId;

function aLine(id: string, named: Partial<AllocationLine> = {}): AllocationLine {
  return {
    lineId: id as OrderLineId,
    householdId: `home of ${id}` as HouseholdId,
    gridId: "g" as GridId,
    packageId: P,
    wanted: 1,
    weight: 0,
    submittedAt: instant(0),
    waitedCycles: 0,
    ...named,
  };
}

const someLines = fc
  .array(
    fc.record({
      packageId: fc.constantFrom(P, Q),
      gridId: fc.constantFrom("g1" as GridId, "g2" as GridId),
      wanted: fc.integer({ min: 1, max: 5 }),
      more: fc.nat({ max: 3 }),
      weight: fc.nat({ max: 4 }),
      submittedAt: fc.nat({ max: 9 }).map(instant),
      waitedCycles: fc.nat({ max: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) => rows.map(({ more, ...r }, i) => aLine(`l${i}`, { ...r, acceptUpTo: r.wanted + more })));
const someCommits = fc
  .tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.integer({ min: 1, max: 6 }))
  .map(([p, q, size]) => [
    { packageId: P, quantity: p, caseSize: size },
    { packageId: Q, quantity: q },
  ]);
const aPolicy = fc.constantFrom(...ALLOCATION_POLICIES);

test("allocation: every line is split without rest, no commit is exceeded, only whole cases leave", () => {
  fc.assert(
    fc.property(aPolicy, someLines, someCommits, (policy, lines, commits) => {
      const answers = allocate({ policy, lines, commits });
      expect(answers.map((a) => a.lineId)).toEqual(lines.map((l) => l.lineId));
      answers.forEach((a, i) => {
        const line = lines[i];
        expect(a.allocated + a.shorted).toBe(line?.wanted);
        expect(Math.min(a.allocated, a.shorted, a.extra)).toBeGreaterThanOrEqual(0);
        expect(a.allocated + a.extra).toBeLessThanOrEqual(line?.acceptUpTo ?? 0);
        expect(a.reason.short === undefined).toBe(a.shorted === 0);
        if (a.extra > 0) expect(a.shorted).toBe(0);
      });
      for (const { packageId, quantity, caseSize = 1 } of commits) {
        const of = answers.filter((a) => a.packageId === packageId);
        const given = of.reduce((sum, a) => sum + a.allocated + a.extra, 0);
        const wanted = of.reduce((sum, a) => sum + a.allocated + a.shorted, 0);
        expect(given).toBeLessThanOrEqual(quantity);
        expect(given % caseSize).toBe(0);
        // Nothing is held back: less than a case is missing to all that could be given.
        expect(Math.min(wanted, quantity) - given).toBeLessThan(caseSize);
      }
    }),
  );
});

test("allocation: who orders for several heads fares as so many homes in its place", () => {
  fc.assert(
    fc.property(aPolicy, someLines, someCommits, fc.integer({ min: 1, max: 5 }), (policy, lines, commits, heads) => {
      const [first, ...others] = lines.map((l) => ({ ...l, acceptUpTo: l.wanted }));
      if (!first) return;
      const wanted = first.wanted * heads;
      const unit = aLine(first.lineId, { ...first, wanted, acceptUpTo: wanted, heads });
      const homes = Array.from({ length: heads }, (_, i) => ({ ...first, lineId: `l0.${i}` as OrderLineId }));
      const got = (all: readonly AllocationLine[]) =>
        allocate({ policy, lines: all, commits })
          .filter((a) => others.every((o) => o.lineId !== a.lineId))
          .reduce((sum, a) => sum + a.allocated, 0);
      expect(got([unit, ...others])).toBe(got([...homes, ...others]));
    }),
  );
});

test("allocation: the same lines in another order get the same", () => {
  const shuffled = someLines.chain((l) => fc.tuple(fc.constant(l), fc.shuffledSubarray(l, { minLength: l.length })));
  fc.assert(
    fc.property(aPolicy, shuffled, someCommits, (policy, [lines, other], commits) => {
      const byLine = (all: ReturnType<typeof allocate>) => new Map(all.map((a) => [a.lineId, a]));
      expect(byLine(allocate({ policy, lines: other, commits }))).toEqual(byLine(allocate({ policy, lines, commits })));
    }),
  );
});

test("need-first: no home is shorted while one of lower weight in its grid gets a second package", () => {
  fc.assert(
    fc.property(someLines, someCommits, (lines, commits) => {
      const answers = allocate({ policy: "need_first", lines, commits });
      const rows = answers.map((a, i) => ({ ...a, grid: lines[i]?.gridId, weight: lines[i]?.weight ?? 0 }));
      for (const short of rows.filter((r) => r.shorted > 0)) {
        const unfair = rows.filter(
          (r) => r.grid === short.grid && r.packageId === short.packageId && r.weight < short.weight && r.allocated > 1,
        );
        expect(unfair).toEqual([]);
      }
    }),
  );
});

test("equal: homes that want more differ by one package at most", () => {
  fc.assert(
    fc.property(someLines, fc.nat({ max: 60 }), (lines, quantity) => {
      const one = lines.map((l) => ({ ...l, packageId: P }));
      const answers = allocate({ policy: "equal", lines: one, commits: [{ packageId: P, quantity }] });
      const most = Math.max(...answers.map((a) => a.allocated));
      for (const a of answers) if (a.shorted > 0) expect(most - a.allocated).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([
  ["need_first", [1, 1, 3], "the first round goes to all, the rest to the greatest need"],
  ["equal", [2, 2, 1], "one a turn, the odd ones to the earliest"],
  ["first_come", [3, 2, 0], "whoever came first, in full"],
  ["rotate", [1, 2, 2], "one a turn, beginning with those who waited longest"],
] as const)("five packages for three homes that want three each, by %s: %j, %s", (policy, expected, _why) => {
  const lines = [
    aLine("a", { wanted: 3, submittedAt: instant(1), weight: 1, waitedCycles: 0 }),
    aLine("b", { wanted: 3, submittedAt: instant(2), weight: 2, waitedCycles: 2 }),
    aLine("c", { wanted: 3, submittedAt: instant(3), weight: 9, waitedCycles: 1 }),
  ];
  const answers = allocate({ policy, lines, commits: [{ packageId: P, quantity: 5 }] });
  expect(answers.map((a) => a.allocated)).toEqual(expected);
});

test("a home can read why: the rule, its place, what there was and what was asked for", () => {
  const lines = [
    aLine("a", { wanted: 2, submittedAt: instant(1) }),
    aLine("b", { wanted: 2, submittedAt: instant(2) }),
  ];
  const [, second] = allocate({ policy: "first_come", lines, commits: [{ packageId: P, quantity: 3 }] });
  expect(second?.reason).toEqual({
    rule: "first_come",
    outcome: "in_part",
    short: "out_of_stock",
    figures: {
      wanted: 2,
      allocated: 1,
      extra: 0,
      place: 2,
      lines: 2,
      totalWanted: 4,
      totalSupply: 3,
      weight: 0,
      waitedCycles: 0,
    },
  });
});

test("cases: a home that accepts more fills the last case, and without one the rest of a case is named as the reason", () => {
  const commits = [{ packageId: P, quantity: 20, caseSize: 5 }];
  const four = aLine("a", { wanted: 4 });
  const filled = allocate({ policy: "equal", lines: [{ ...four, acceptUpTo: 5 }], commits });
  expect(filled[0]).toMatchObject({ allocated: 4, shorted: 0, extra: 1 });
  const left = allocate({ policy: "equal", lines: [four, aLine("b", { wanted: 3 })], commits });
  expect(left.map((a) => a.allocated)).toEqual([3, 2]);
  expect(left[0]?.reason.short).toBe("case_remainder");
});

test("a package that nobody commits is shorted for everyone, and two case sizes for one package are a bug", () => {
  expect(allocate({ policy: "equal", lines: [aLine("a")], commits: [] })).toMatchObject([
    { allocated: 0, shorted: 1, reason: { outcome: "nothing", short: "out_of_stock" } },
  ]);
  const commits = [
    { packageId: P, quantity: 5, caseSize: 5 },
    { packageId: P, quantity: 6, caseSize: 6 },
  ];
  expect(() => allocate({ policy: "equal", lines: [], commits })).toThrow(RangeError);
});
