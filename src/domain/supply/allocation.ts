import type { GridId, HouseholdId, OrderLineId, PackageId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { ShortReason } from "../orders/reasons.ts";

export const ALLOCATION_POLICIES = ["need_first", "equal", "first_come", "rotate"] as const;
export type AllocationPolicy = (typeof ALLOCATION_POLICIES)[number];

export type AllocationLine = {
  readonly lineId: OrderLineId;
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly packageId: PackageId;
  readonly wanted: number;
  /** The most that the home would take to fill a case; never less than `wanted`. */
  readonly acceptUpTo?: number | undefined;
  /** How many people a unit orders for as one customer; a home, where not said, counts once. */
  readonly heads?: number | undefined;
  /** Need of the home, whole and ≥ 0; higher goes first under `need_first`. */
  readonly weight: number;
  readonly submittedAt: Instant;
  /** Cycles in a row in which the home was short; higher goes first under `rotate`. */
  readonly waitedCycles: number;
};

/** What the stores together commit of one package. With `caseSize`, only whole cases leave the store. */
export type AllocationCommit = {
  readonly packageId: PackageId;
  readonly quantity: number;
  readonly caseSize?: number | undefined;
};

/** Why a home got what it got: the rule, the outcome and the figures, for a sentence on its screen. */
export type AllocationReason = {
  readonly rule: AllocationPolicy;
  readonly outcome: "in_full" | "in_part" | "nothing";
  readonly short: ShortReason | undefined;
  readonly figures: {
    readonly wanted: number;
    readonly allocated: number;
    readonly extra: number;
    /** Place of the home in the rule's order for this package, from 1 to `lines`. */
    readonly place: number;
    readonly lines: number;
    readonly totalWanted: number;
    readonly totalSupply: number;
    readonly weight: number;
    readonly waitedCycles: number;
  };
};

/** `allocated + shorted = wanted`; `extra` fills a case, comes on top, and is charged only as a revision of the order. */
export type Allocation = {
  readonly lineId: OrderLineId;
  readonly householdId: HouseholdId;
  readonly packageId: PackageId;
  readonly allocated: number;
  readonly shorted: number;
  readonly extra: number;
  readonly reason: AllocationReason;
};

/**
 * Shares out what is committed, package by package; Σ (allocated + extra) ≤ commit for each. The answer follows the
 * order of `lines` and depends on nothing but the values: ties go to the earlier order, then the smaller line id.
 *
 * - `need_first`: a first package for each home in the order of need; what is left goes to the homes of the greatest
 *   need until they have all they want, then to the next, one package a turn (invariant 22).
 * - `equal`: one package a turn for everyone.
 * - `first_come`: each home in full, in the order of submission.
 * - `rotate`: one package a turn, starting with the homes that were short for the most cycles.
 *
 * Who orders for many people has as many packages a turn as it counts heads: it stands for so many.
 */
export function allocate(input: {
  readonly policy: AllocationPolicy;
  readonly lines: readonly AllocationLine[];
  readonly commits: readonly AllocationCommit[];
}): Allocation[] {
  const supply = supplyOf(input.commits);
  const byPackage = new Map<PackageId, AllocationLine[]>();
  for (const line of input.lines) {
    const same = byPackage.get(line.packageId);
    if (same) same.push(line);
    else byPackage.set(line.packageId, [line]);
  }
  const answers = new Map<OrderLineId, Allocation>();
  for (const [packageId, lines] of byPackage) {
    for (const a of shareOut(input.policy, lines, supply.get(packageId) ?? { quantity: 0, caseSize: 1 })) {
      answers.set(a.lineId, a);
    }
  }
  return input.lines.flatMap((line) => answers.get(line.lineId) ?? []);
}

type Supply = { readonly quantity: number; readonly caseSize: number };

/** @throws RangeError when two commits name different case sizes for one package. */
function supplyOf(commits: readonly AllocationCommit[]): Map<PackageId, Supply> {
  const supply = new Map<PackageId, Supply>();
  for (const { packageId, quantity, caseSize = 1 } of commits) {
    const before = supply.get(packageId) ?? { quantity: 0, caseSize };
    if (before.caseSize !== caseSize) throw new RangeError(`package ${packageId} has two case sizes`);
    supply.set(packageId, { quantity: before.quantity + quantity, caseSize });
  }
  return supply;
}

/** How many of `wanted` leave the stores, in whole cases, and how many more the homes take to fill the last case. */
function wholeCases(lines: readonly AllocationLine[], { quantity, caseSize }: Supply): { base: number; extra: number } {
  const wanted = lines.reduce((sum, l) => sum + l.wanted, 0);
  const missing = (caseSize - (wanted % caseSize)) % caseSize;
  const willing = lines.reduce((sum, l) => sum + Math.max(0, (l.acceptUpTo ?? l.wanted) - l.wanted), 0);
  if (willing >= missing && wanted + missing <= quantity) return { base: wanted, extra: missing };
  const most = Math.min(wanted, quantity);
  return { base: most - (most % caseSize), extra: 0 };
}

function shareOut(policy: AllocationPolicy, lines: readonly AllocationLine[], supply: Supply): Allocation[] {
  const order = [...lines].sort(ORDER_OF[policy]);
  const { base, extra } = wholeCases(lines, supply);
  const got = new Map<OrderLineId, number>(order.map((l) => [l.lineId, 0]));
  let left = base;
  for (const { group, perTurn, upTo } of turnsOf(policy, order)) {
    left = serve(group, left, got, (l) => Math.min(upTo * headsOf(l), l.wanted), perTurn);
  }
  const withExtra = new Map(got);
  serve(order, extra, withExtra, (l) => l.acceptUpTo ?? l.wanted, 1);

  const totalWanted = lines.reduce((sum, l) => sum + l.wanted, 0);
  // Had the store opened a case, everyone short of only that would have been served: then the case is the reason.
  const short: ShortReason = supply.quantity >= totalWanted ? "case_remainder" : "out_of_stock";
  return order.map((line, i) => {
    const allocated = got.get(line.lineId) ?? 0;
    const extraHere = (withExtra.get(line.lineId) ?? 0) - allocated;
    const shorted = line.wanted - allocated;
    const { lineId, householdId, packageId, wanted, weight, waitedCycles } = line;
    const figures = {
      wanted,
      allocated,
      extra: extraHere,
      place: i + 1,
      lines: order.length,
      totalWanted,
      totalSupply: supply.quantity,
      weight,
      waitedCycles,
    };
    const outcome = shorted === 0 ? "in_full" : allocated === 0 ? "nothing" : "in_part";
    const reason = { rule: policy, outcome, short: shorted === 0 ? undefined : short, figures } as const;
    return { lineId, householdId, packageId, allocated, shorted, extra: extraHere, reason };
  });
}

/** One group of homes that is served before the next: `perTurn` packages each a turn, until each has `upTo`. */
type Turns = { readonly group: readonly AllocationLine[]; readonly perTurn: number; readonly upTo: number };

function turnsOf(policy: AllocationPolicy, order: readonly AllocationLine[]): Turns[] {
  if (policy === "first_come")
    return [{ group: order, perTurn: Number.POSITIVE_INFINITY, upTo: Number.POSITIVE_INFINITY }];
  if (policy !== "need_first") return [{ group: order, perTurn: 1, upTo: Number.POSITIVE_INFINITY }];
  const tiers = new Map<number, AllocationLine[]>();
  for (const line of order) {
    const tier = tiers.get(line.weight);
    if (tier) tier.push(line);
    else tiers.set(line.weight, [line]);
  }
  const rest = [...tiers.values()].map((group) => ({ group, perTurn: 1, upTo: Number.POSITIVE_INFINITY }));
  return [{ group: order, perTurn: 1, upTo: 1 }, ...rest];
}

/** Gives from `left`, turn by turn, and answers with what remains when all are served or nothing is left. */
function serve(
  group: readonly AllocationLine[],
  left: number,
  got: Map<OrderLineId, number>,
  upTo: (line: AllocationLine) => number,
  perTurn: number,
): number {
  let remaining = left;
  let open = group;
  while (remaining > 0 && open.length > 0) {
    open = open.filter((line) => (got.get(line.lineId) ?? 0) < upTo(line));
    for (const line of open) {
      const had = got.get(line.lineId) ?? 0;
      const give = Math.min(perTurn * headsOf(line), remaining, upTo(line) - had);
      got.set(line.lineId, had + give);
      remaining -= give;
    }
  }
  return remaining;
}

const headsOf = (line: AllocationLine) => line.heads ?? 1;

type Before = (a: AllocationLine, b: AllocationLine) => number;
const earlier: Before = (a, b) =>
  a.submittedAt - b.submittedAt || (a.lineId < b.lineId ? -1 : a.lineId > b.lineId ? 1 : 0);
const ORDER_OF: Readonly<Record<AllocationPolicy, Before>> = {
  need_first: (a, b) => b.weight - a.weight || earlier(a, b),
  equal: earlier,
  first_come: earlier,
  rotate: (a, b) => b.waitedCycles - a.waitedCycles || earlier(a, b),
};
