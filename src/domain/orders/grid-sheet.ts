import type { HouseholdId, PackageId } from "../kernel/ids.ts";
import { defineMachine, type StateOf } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import type { Instant } from "../kernel/time.ts";

export const SHEET_STATES = [
  "collecting",
  "reviewing",
  "submitted",
  "returned",
  "accepted",
  "frozen",
  "reconciled",
] as const;
/** The desk closes the round before this sheet is in, or taken over by its community: it stands as its homes ordered. */
const TAKE_OVER = {
  to: "accepted",
  by: ["DESK"],
  guards: ["cut_off_reached", "reason_given", "no_order_in_review"],
} as const;

/** The life of a grid sheet 网格汇总单: what a grid orders together, from gathering to the books. */
export const SHEET = defineMachine(
  "sheet",
  SHEET_STATES,
  {
    reason_given: reasonGiven,
    cut_off_reached: (f: { now: Instant; cutOffAt: Instant }) => f.now >= f.cutOffAt,
    // A doubtful order would be left out in silence, so the sheet waits until each is decided.
    no_order_in_review: (f: { inReview: number }) => f.inReview === 0,
    batch_not_picking: (f: { pickingBatches: number }) => f.pickingBatches === 0,
    counts_add_up: (f: { imbalances: number }) => f.imbalances === 0,
  },
  {
    collecting: { review: { to: "reviewing", by: ["GW"], guards: ["cut_off_reached"] }, take_over: TAKE_OVER },
    reviewing: {
      submit: { to: "submitted", by: ["GW"], guards: ["cut_off_reached", "no_order_in_review"] },
      take_over: TAKE_OVER,
    },
    submitted: {
      take_over: TAKE_OVER,
      send_back: { to: "returned", by: ["COM", "DESK"], guards: ["reason_given"] },
      accept: { to: "accepted", by: ["COM"] },
    },
    returned: { review: { to: "reviewing", by: ["GW"], guards: ["cut_off_reached"] }, take_over: TAKE_OVER },
    accepted: { freeze: { to: "frozen", by: ["SYS", "DESK"], guards: ["no_order_in_review"] } },
    frozen: {
      thaw: { to: "accepted", by: ["DESK"], guards: ["batch_not_picking", "reason_given"] },
      reconcile: { to: "reconciled", by: ["SYS"], guards: ["counts_add_up"] },
    },
    reconciled: {},
  },
);
export type SheetState = StateOf<typeof SHEET>;

/** A sheet that was not handed in yet. */
export const GATHERING_SHEET_STATES: readonly SheetState[] = ["collecting", "reviewing"];
/** Until its sheet is in, a grid takes orders from its worker. */
export const OPEN_SHEET_STATES: readonly SheetState[] = [...GATHERING_SHEET_STATES, "returned"];

/** Whether a grid worker may still order for his homes in a round: its grace runs and the sheet is in his hands. */
export const isTallying = (f: { now: Instant; graceEndsAt: Instant; sheet: SheetState }): boolean =>
  f.now < f.graceEndsAt && OPEN_SHEET_STATES.includes(f.sheet);

/** Handed in, and not frozen yet. */
export const SUBMITTED_SHEET_STATES: readonly SheetState[] = ["submitted", "accepted"];
/** Nothing in it changes any more, unless the desk thaws it. */
export const FROZEN_SHEET_STATES: readonly SheetState[] = ["frozen", "reconciled"];

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
