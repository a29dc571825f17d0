import type { PackageVersionId } from "../kernel/ids.ts";
import { addFen, type Fen, timesFen } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Role } from "../kernel/role.ts";
import type { Instant } from "../kernel/time.ts";
import { type CycleState, TAKING_ORDERS } from "../offer/cycle.ts";
import { mostFor } from "./by-heads.ts";
import { ORDER } from "./household-order.ts";

/** What a home asks for: `wanted` bags of a package, and up to `acceptUpTo` of them if that fills a case. */
export type WantedLine = {
  readonly packageVersionId: PackageVersionId;
  readonly wanted: number;
  readonly acceptUpTo: number;
};

/** A package as it can be had by this home now: what the home itself holds of it already counts as left. */
export type Offered = {
  readonly priceFen: Fen;
  readonly householdLimit: number;
  readonly left: number;
  /** What is left of its grid's quota; undefined where the grid has none. */
  readonly quotaLeft: number | undefined;
  readonly tags: readonly string[];
};

/** All that decides on an order, whoever brings it: placing, changing, proxy, list or late wish. */
export type OrderToJudge = {
  readonly role: Role;
  readonly now: Instant;
  /** Undefined when there is no such cycle. */
  readonly cycle: { readonly state: CycleState; readonly cutOffAt: Instant; readonly graceEndsAt: Instant } | undefined;
  /** Undefined when there is no such home, or it stands empty. */
  readonly home:
    | {
        readonly tags: readonly string[];
        readonly hasAnotherOrder: boolean;
        /** How many people a unit orders for as one customer; 1 for a home. */
        readonly heads: number;
      }
    | undefined;
  readonly lines: readonly WantedLine[];
  readonly offers: ReadonlyMap<PackageVersionId, Offered>;
};

export type OrderVerdict = { readonly totalFen: Fen; readonly doubts: readonly OrderDoubt[] };
export type OrderLineRefusal = {
  readonly kind: "sold_out" | "unknown_package" | "bad_lines" | "over_limit" | "over_quota";
  readonly packageVersionId?: PackageVersionId;
  /** How many there still are, or may be had. */
  readonly left?: number;
};
export type OrderRefusal =
  | OrderLineRefusal
  | { readonly kind: "unknown_home" | "not_open" | "past_cut_off" | "already_ordered" };

/** What a person has to look at before the order stands. */
export type OrderDoubt = "diet";

/** The doubts of a home about a package: pork for a home that eats halal. */
export function doubtsOf(home: readonly string[], packageTags: readonly string[]): OrderDoubt[] {
  return home.includes("halal") && packageTags.includes("contains_pork") ? ["diet"] : [];
}

/**
 * Whether an order may stand, what it costs and what is doubtful about it. `place_orders` says the same in SQL, for
 * whole sets of orders; a property test holds the two together.
 */
export function judgeOrder(o: OrderToJudge): Result<OrderVerdict, OrderRefusal> {
  const { cycle, home } = o;
  if (!home) return err({ kind: "unknown_home" });
  if (!cycle || !TAKING_ORDERS.includes(cycle.state)) return err({ kind: "not_open" });
  const { role, now } = o;
  const times = { role, now, cutOffAt: cycle.cutOffAt, graceEndsAt: cycle.graceEndsAt };
  if (!ORDER.guards.before_cut_off_or_grace(times)) return err({ kind: "past_cut_off" });
  if (home.hasAnotherOrder) return err({ kind: "already_ordered" });
  return judgeLines(o.lines, o.offers, home);
}

function judgeLines(
  lines: readonly WantedLine[],
  offers: OrderToJudge["offers"],
  home: { readonly tags: readonly string[]; readonly heads: number },
): Result<OrderVerdict, OrderLineRefusal> {
  if (lines.length === 0) return err({ kind: "bad_lines" });
  // Whoever wants more than there is hears that first: no other mistake matters then.
  for (const { packageVersionId, wanted } of lines) {
    const left = offers.get(packageVersionId)?.left;
    if (left !== undefined && left < wanted) return err({ kind: "sold_out", packageVersionId, left });
  }
  const prices: Fen[] = [];
  const doubts = new Set<OrderDoubt>();
  for (const [i, { packageVersionId, wanted, acceptUpTo }] of lines.entries()) {
    const offered = offers.get(packageVersionId);
    if (!offered) return err({ kind: "unknown_package", packageVersionId });
    const twice = lines.findIndex((l) => l.packageVersionId === packageVersionId) < i;
    if (twice || wanted < 1 || acceptUpTo < wanted) return err({ kind: "bad_lines", packageVersionId });
    const most = mostFor(offered.householdLimit, home.heads);
    if (acceptUpTo > most) return err({ kind: "over_limit", packageVersionId, left: most });
    if (offered.quotaLeft !== undefined && offered.quotaLeft < wanted)
      return err({ kind: "over_quota", packageVersionId, left: offered.quotaLeft });
    prices.push(timesFen(offered.priceFen, wanted));
    for (const doubt of doubtsOf(home.tags, offered.tags)) doubts.add(doubt);
  }
  return ok({ totalFen: addFen(...prices), doubts: [...doubts] });
}
