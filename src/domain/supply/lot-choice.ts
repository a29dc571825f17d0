import type { LotId } from "../kernel/ids.ts";
import { reasonGiven } from "../kernel/reason.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { ServiceDay } from "../kernel/time.ts";

/** `leftTenths` of the item's unit; null where nobody wrote down how much came in: then there may be some. */
export type LotOnShelf = { readonly id: LotId; readonly expiresOn: ServiceDay; readonly leftTenths: number | null };
export type LotRefusal =
  | { readonly kind: "unknown_lot" }
  | { readonly kind: "lot_expired"; readonly expiresOn: ServiceDay }
  | { readonly kind: "not_first_expiring"; readonly first: LotId };

/** Whether a picker may be sent to it on a day: not expired, not used up. */
export const mayGive = (lot: LotOnShelf, today: ServiceDay): boolean =>
  lot.expiresOn >= today && (lot.leftTenths === null || lot.leftTenths > 0);

/**
 * Whether an item may be picked from a lot (invariant 13): never from one that has expired, and from the one that
 * expires first of those with something left, or with a reason that is kept.
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
    .filter((l) => l.expiresOn < lot.expiresOn && mayGive(l, today))
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))[0];
  return sooner && !reasonGiven({ reason }) ? err({ kind: "not_first_expiring", first: sooner.id }) : ok(lot);
}

/** `others` and `left` in whole units of the item, for the words on the screen. */
export type BindRefusal =
  | { readonly kind: "less_than_lots"; readonly others: number }
  | { readonly kind: "lot_short"; readonly left: number };

/**
 * How much of what was picked in all came from a lot: what the other lots did not give. A store says totals, so the same
 * said twice binds the same.
 * @param others tenths that other lots gave for the same item and cycle
 * @param before tenths that this lot gave so far
 * @returns tenths that this lot gave in all
 */
export function bindToLot(
  lot: LotOnShelf,
  totalTenths: number,
  others: number,
  before: number,
): Result<number, BindRefusal> {
  const mine = totalTenths - others;
  if (mine < 0) return err({ kind: "less_than_lots", others: others / 10 });
  if (lot.leftTenths !== null && mine - before > lot.leftTenths)
    return err({ kind: "lot_short", left: lot.leftTenths / 10 });
  return ok(mine);
}
