import type { DistrictId } from "../kernel/ids.ts";
import type { Fen } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { ServiceDay } from "../kernel/time.ts";

/** A rule on mark-up as the authority orders it: data with an area, days and a percentage, both days included. */
export type PriceRule = {
  /** Without it the rule holds in the whole city. */
  readonly districtId?: DistrictId | undefined;
  readonly from: ServiceDay;
  readonly to?: ServiceDay | undefined;
  /** The most that (sale − cost) / cost may be where there is no earlier deal to compare with, in percent. */
  readonly percent: number;
};

/** What a thing cost the store and what the buyer paid. */
export type Deal = { readonly costFen: Fen; readonly saleFen: Fen };

export type MarkUpRefusal =
  | { readonly kind: "above_last_deal"; readonly saleFen: Fen; readonly lastSaleFen: Fen }
  | { readonly kind: "mark_up_widened"; readonly deal: Deal; readonly last: Deal }
  | { readonly kind: "above_cap"; readonly percent: number; readonly deal: Deal };

/** The rule in force in a district on a day: its own before the city's, then the one that began last. */
export function priceRuleFor(
  rules: readonly PriceRule[],
  districtId: DistrictId,
  day: ServiceDay,
): PriceRule | undefined {
  return rules
    .filter((r) => (r.districtId === undefined || r.districtId === districtId) && r.from <= day && day <= (r.to ?? day))
    .sort(
      (a, b) => Number(b.districtId !== undefined) - Number(a.districtId !== undefined) || (a.from < b.from ? 1 : -1),
    )
    .at(0);
}

/**
 * Whether a deal keeps to the rule (invariant 8). With the last deal before the rule's base date: at the same cost the
 * price must not rise, at another cost the mark-up must not widen. Without one, the mark-up must keep under the cap.
 * An approved exception is the caller's to look up before asking.
 */
export function checkMarkUp(deal: Deal, rule: PriceRule, last?: Deal): Result<Deal, MarkUpRefusal> {
  if (last === undefined) {
    const over = (deal.saleFen - deal.costFen) * 100 > rule.percent * deal.costFen;
    return over ? err({ kind: "above_cap", percent: rule.percent, deal }) : ok(deal);
  }
  if (deal.costFen === last.costFen) {
    const over = deal.saleFen > last.saleFen;
    return over ? err({ kind: "above_last_deal", saleFen: deal.saleFen, lastSaleFen: last.saleFen }) : ok(deal);
  }
  // Two fractions compared without dividing, so that no rounding decides a fine.
  const widened = (deal.saleFen - deal.costFen) * last.costFen > (last.saleFen - last.costFen) * deal.costFen;
  return widened ? err({ kind: "mark_up_widened", deal, last }) : ok(deal);
}
