import type { OrderState } from "./household-order.ts";

/** An order in one of these can still take a bag at its door. */
export const CAN_TAKE_BAG: readonly OrderState[] = [
  "at_gate",
  "held",
  "partly_delivered",
  "delivered",
  "shorted_out",
  "failed",
];

/** What a line of one package has come to, as far as giving a bag on is concerned. */
export type LineOfPackage = {
  readonly locked: number | null;
  readonly shortedAlloc: number | null;
  readonly packed: number | null;
  readonly shortedPick: number | null;
  readonly reassignedIn: number;
  readonly reassignedOut: number;
  readonly returned: number;
  readonly scrapped: number;
  readonly lost: number;
  readonly damaged: number;
};

/** How many bags a home still lacks of what it had ordered: what came short, and what was lost on the way. */
export function missingBags(l: LineOfPackage): number {
  const has = (l.packed ?? 0) + l.reassignedIn - l.reassignedOut - l.returned - l.scrapped - l.lost - l.damaged;
  return Math.max(0, (l.locked ?? 0) - has);
}

/**
 * Whether a home pays for a bag that another gave up. What came short had been credited and is charged again; what was
 * lost or damaged on the way had been paid for, so the bag that stands in for it is not charged a second time.
 */
export function paysForBag(l: LineOfPackage): boolean {
  return (l.shortedAlloc ?? 0) + (l.shortedPick ?? 0) > l.reassignedIn;
}
