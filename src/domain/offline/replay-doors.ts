import type { BagId, OrderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** What was done at a door: bags left the worker's hands, or wait for whoever was absent. */
type Tap<Place> = {
  readonly orderId: OrderId;
  readonly act: string;
  readonly place?: Place | undefined;
  readonly holdUntil?: Instant | undefined;
  /** Without them: every bag that is in hand. */
  readonly bagIds?: readonly BagId[] | undefined;
};
type AtDoor<Place> = {
  readonly orderId: OrderId;
  readonly held: Place | null;
  readonly holdUntilMs: number | null;
  readonly bags: readonly { readonly bagId: BagId }[];
};

/**
 * The homes that are left of a walk when `taps` are played over it: as the server will list them when it has taken them
 * in. Bags that a tap names leave, a home without bags leaves the walk, and whoever was absent comes once more at the
 * end. A tap that is in the list already changes nothing, so it does no harm to play one too many.
 * @param nowhere where bags wait when a tap does not say
 */
export function replayDoors<Place, Home extends AtDoor<Place>>(
  homes: readonly Home[],
  taps: readonly Tap<Place>[],
  nowhere: Place,
): Home[] {
  const byOrder = new Map(homes.map((h) => [h.orderId, h]));
  for (const tap of taps) {
    const home = byOrder.get(tap.orderId);
    if (!home) continue;
    if (tap.act === "absent") {
      byOrder.set(tap.orderId, { ...home, held: tap.place ?? nowhere, holdUntilMs: tap.holdUntil ?? null });
      continue;
    }
    const bags = tap.bagIds ? home.bags.filter((b) => !tap.bagIds?.includes(b.bagId)) : [];
    if (bags.length > 0) byOrder.set(tap.orderId, { ...home, bags });
    else byOrder.delete(tap.orderId);
  }
  return [...byOrder.values()].sort((a, b) => Number(a.held !== null) - Number(b.held !== null));
}
