import { type Fen, subtractFen, timesFen } from "../kernel/money.ts";

/** What a substituted line costs the home now, and what it gets back of the first charge. */
export type SubstitutionPrice = { readonly chargeFen: Fen; readonly refundFen: Fen };

/**
 * The price of `count` packages when another comes in place of the one that was ordered (invariant 7): the home pays
 * the lower of the two prices, so a dearer one is the store's cost and a cheaper one gives money back.
 */
export function priceSubstitution(originalFen: Fen, substituteFen: Fen, count: number): SubstitutionPrice {
  const lower = substituteFen < originalFen ? substituteFen : originalFen;
  return { chargeFen: timesFen(lower, count), refundFen: timesFen(subtractFen(originalFen, lower), count) };
}
