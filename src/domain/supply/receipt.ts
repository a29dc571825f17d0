import { err, ok, type Result } from "../kernel/result.ts";
import type { ServiceDay } from "../kernel/time.ts";
import type { UnitKind } from "../offer/package.ts";

/** What comes in at the back door: how much of which item, and until when it may be sold. */
export type Receipt = { readonly unitKind: UnitKind; readonly quantityTenths: number; readonly expiresOn: ServiceDay };
export type ReceiptRefusal =
  | { readonly kind: "lot_expired"; readonly expiresOn: ServiceDay }
  | { readonly kind: "part_of_a_piece" };

/** Whether goods may be taken in: nothing that has expired, and of what is counted no part of one. */
export function checkReceipt(receipt: Receipt, today: ServiceDay): Result<Receipt, ReceiptRefusal> {
  if (receipt.expiresOn < today) return err({ kind: "lot_expired", expiresOn: receipt.expiresOn });
  if (receipt.unitKind === "piece" && receipt.quantityTenths % 10 !== 0) return err({ kind: "part_of_a_piece" });
  return ok(receipt);
}
