import type { LotId } from "../kernel/ids.ts";
import { reasonGiven } from "../kernel/reason.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { ServiceDay } from "../kernel/time.ts";

export type LotOnShelf = { readonly id: LotId; readonly expiresOn: ServiceDay };
export type LotRefusal =
  | { readonly kind: "unknown_lot" }
  | { readonly kind: "lot_expired"; readonly expiresOn: ServiceDay }
  | { readonly kind: "not_first_expiring"; readonly first: LotId };

/**
 * Whether an item may be picked from a lot (invariant 13): never from one that has expired, and from the one that
 * expires first, or with a reason that is kept.
 * @param shelf the lots of the item in the store
 */
export function chooseLot(
  chosen: LotId,
  shelf: readonly LotOnShelf[],
  today: ServiceDay,
  reason: string | undefined,
): Result<LotOnShelf, LotRefusal> {
  const lot = shelf.find((l) => l.id === chosen);
  if (!lot) return err({ kind: "unknown_lot" });
  if (lot.expiresOn < today) return err({ kind: "lot_expired", expiresOn: lot.expiresOn });
  const sooner = shelf
    .filter((l) => l.expiresOn >= today && l.expiresOn < lot.expiresOn)
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))[0];
  return sooner && !reasonGiven({ reason }) ? err({ kind: "not_first_expiring", first: sooner.id }) : ok(lot);
}
