import type { HouseholdId, PackageId } from "../kernel/ids.ts";
import type { Flow } from "../kernel/machine.ts";

export const SHEET_STATES = [
  "collecting",
  "reviewing",
  "submitted",
  "returned",
  "accepted",
  "frozen",
  "reconciled",
] as const;
export type SheetState = (typeof SHEET_STATES)[number];

export const SHEET_ACTS = ["review", "submit", "send_back", "accept", "freeze", "thaw", "reconcile"] as const;
export type SheetAct = (typeof SHEET_ACTS)[number];

export type SheetGuard = "no_order_in_review" | "reason_given" | "batch_not_picking" | "counts_add_up";

/** The life of a grid sheet 网格汇总单: what a grid orders together, from gathering to the books. */
export const SHEET_FLOW: Flow<SheetState, SheetAct, SheetGuard> = {
  collecting: { review: { to: "reviewing", by: ["GW"] } },
  // A doubtful order would be left out in silence, so the sheet waits until each is decided.
  reviewing: { submit: { to: "submitted", by: ["GW"], guards: ["no_order_in_review"] } },
  submitted: {
    send_back: { to: "returned", by: ["COM", "DESK"], guards: ["reason_given"] },
    accept: { to: "accepted", by: ["COM"] },
  },
  returned: { review: { to: "reviewing", by: ["GW"] } },
  accepted: { freeze: { to: "frozen", by: ["SYS", "DESK"] } },
  frozen: {
    thaw: { to: "accepted", by: ["DESK"], guards: ["batch_not_picking", "reason_given"] },
    reconcile: { to: "reconciled", by: ["SYS"], guards: ["counts_add_up"] },
  },
  reconciled: {},
};

/** One frozen line: how many of one package one home gets asked for. */
export type SheetLine = {
  readonly householdId: HouseholdId;
  readonly packageId: PackageId;
  readonly quantity: number;
};

/**
 * The canonical text of frozen lines: one `household package quantity` a row, sorted, so that the order in which
 * rows come out of a database or off a paper does not matter. Ids hold no blanks, so two sets never share a text.
 */
export function sheetText(lines: readonly SheetLine[]): string {
  return lines
    .map((l) => `${l.householdId} ${l.packageId} ${l.quantity}`)
    .sort()
    .join("\n");
}

/** The checksum that the frozen sheet, its print and the batch's input must share (invariant 17). */
export function sheetChecksum(lines: readonly SheetLine[], sha256: (text: string) => string): string {
  return sha256(sheetText(lines));
}
