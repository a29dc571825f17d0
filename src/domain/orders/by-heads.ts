import { err, ok, type Result } from "../kernel/result.ts";

/** The most people that one customer orders for. */
export const MOST_HEADS = 5_000;

/** The most bags of a package that a customer may have: what one home may, as often as the customer counts heads. */
export const mostFor = (householdLimit: number, heads: number): number => householdLimit * heads;

/** A line that stands while its round still takes orders. */
type Standing = {
  readonly acceptUpTo: number;
  readonly householdLimit: number;
};

/**
 * Whether a customer may count so many heads: what it has ordered and may still change stays within them. The order is
 * lowered first, then the heads.
 * @returns the refusal with how many heads the order needs
 */
export function judgeHeads(
  heads: number,
  standing: readonly Standing[],
): Result<number, { readonly kind: "too_few_heads"; readonly heads: number }> {
  const needed = Math.max(0, ...standing.map((l) => Math.ceil(l.acceptUpTo / l.householdLimit)));
  return heads < needed ? err({ kind: "too_few_heads", heads: needed }) : ok(heads);
}
