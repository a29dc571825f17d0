import type { PackageId } from "../kernel/ids.ts";
import { addFen, type Fen, timesFen } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** What a home asks for: `wanted` packages, and up to `acceptUpTo` of them if that fills a case. */
export type WantedLine = {
  readonly packageId: PackageId;
  readonly wanted: number;
  readonly acceptUpTo?: number | undefined;
};

/** What may be ordered in a cycle: each package with the most that one home may have of it. */
export type Offer = ReadonlyMap<PackageId, { readonly householdLimit: number }>;

/** The signed prices of a cycle, per package. */
export type PriceCard = ReadonlyMap<PackageId, Fen>;

/** More different packages than any offer holds; a longer list is a mistake or a script. */
export const MAX_ORDER_LINES = 50;

export type LineRefusal =
  | { readonly kind: "empty_order" }
  | { readonly kind: "too_many_lines"; readonly limit: number }
  | { readonly kind: "package_twice"; readonly packageId: PackageId }
  | { readonly kind: "unknown_package"; readonly packageId: PackageId }
  | { readonly kind: "quantity_not_whole"; readonly packageId: PackageId; readonly wanted: number }
  | {
      readonly kind: "over_household_limit";
      readonly packageId: PackageId;
      readonly wanted: number;
      readonly limit: number;
    }
  | { readonly kind: "accept_below_wanted"; readonly packageId: PackageId; readonly acceptUpTo: number }
  | {
      readonly kind: "accept_over_limit";
      readonly packageId: PackageId;
      readonly acceptUpTo: number;
      readonly limit: number;
    };

/** The lines as they came when each is in order, else every refusal, in the order of the lines. */
export function checkLines<L extends WantedLine>(
  lines: readonly L[],
  offer: Offer,
): Result<readonly L[], readonly LineRefusal[]> {
  if (lines.length === 0) return err([{ kind: "empty_order" }]);
  if (lines.length > MAX_ORDER_LINES) return err([{ kind: "too_many_lines", limit: MAX_ORDER_LINES }]);
  const refusals = lines.flatMap((line, i) => {
    const twice = lines.findIndex((l) => l.packageId === line.packageId) < i;
    const refusal = twice ? ({ kind: "package_twice", packageId: line.packageId } as const) : refusalOf(line, offer);
    return refusal ? [refusal] : [];
  });
  return refusals.length === 0 ? ok(lines) : err(refusals);
}

function refusalOf({ packageId, wanted, acceptUpTo }: WantedLine, offer: Offer): LineRefusal | undefined {
  const offered = offer.get(packageId);
  if (!offered) return { kind: "unknown_package", packageId };
  const limit = offered.householdLimit;
  if (!Number.isSafeInteger(wanted) || wanted < 1) return { kind: "quantity_not_whole", packageId, wanted };
  if (wanted > limit) return { kind: "over_household_limit", packageId, wanted, limit };
  if (acceptUpTo === undefined) return undefined;
  if (!Number.isSafeInteger(acceptUpTo) || acceptUpTo < wanted)
    return { kind: "accept_below_wanted", packageId, acceptUpTo };
  if (acceptUpTo > limit) return { kind: "accept_over_limit", packageId, acceptUpTo, limit };
  return undefined;
}

/**
 * The charge for `wanted` of each line at the card's price.
 * @throws RangeError for a package without a price: lines are checked against an offer that has one for each.
 */
export function orderTotal(lines: readonly Pick<WantedLine, "packageId" | "wanted">[], priceCard: PriceCard): Fen {
  return addFen(
    ...lines.map(({ packageId, wanted }) => {
      const price = priceCard.get(packageId);
      if (price === undefined) throw new RangeError(`no price for package ${packageId}`);
      return timesFen(price, wanted);
    }),
  );
}
