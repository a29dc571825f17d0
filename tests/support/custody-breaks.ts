import type { BagId } from "../../src/domain/kernel/ids.ts";
import { movesOf } from "../../src/domain/kernel/machine.ts";
import type { Instant } from "../../src/domain/kernel/time.ts";
import { BAG, type BagAct, type BagState } from "../../src/domain/supply/bag.ts";

/** One arrow of a bag's life as it was recorded. `serverAt` decides the order; a device's clock is only a claim. */
export type CustodyEvent = {
  readonly bagId: BagId;
  readonly act: BagAct;
  readonly from: BagState;
  readonly to: BagState;
  readonly serverAt: Instant;
};

export type CustodyBreak = {
  /** `gap`: it leaves a place other than the one it last reached. `backwards`: earlier than the event before it. */
  readonly kind: "gap" | "backwards" | "illegal_move";
  readonly bagId: BagId;
  /** Position among the bag's own events. */
  readonly index: number;
};

/**
 * Where the chains of custody break (invariant 4): a bag begins as created, is in one place at a time, and moves only
 * as its table allows. Takes the events of any bags, each bag's in the order in which the server recorded them.
 */
export function custodyBreaks(events: readonly CustodyEvent[]): CustodyBreak[] {
  const legal = new Set(movesOf(BAG).map(({ from, act, move }) => `${from} ${act} ${move.to}`));
  const last = new Map<BagId, { index: number; place: BagState; at: Instant }>();
  return events.flatMap(({ bagId, act, from, to, serverAt }) => {
    const before = last.get(bagId);
    const index = before === undefined ? 0 : before.index + 1;
    last.set(bagId, { index, place: to, at: serverAt });
    const breaks: CustodyBreak[] = [];
    if (from !== (before?.place ?? "created")) breaks.push({ kind: "gap", bagId, index });
    if (before && serverAt < before.at) breaks.push({ kind: "backwards", bagId, index });
    if (!legal.has(`${from} ${act} ${to}`)) breaks.push({ kind: "illegal_move", bagId, index });
    return breaks;
  });
}
