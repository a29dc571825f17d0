import type { Flow, Move } from "../kernel/machine.ts";

export const CYCLE_STATES = [
  "draft",
  "published",
  "open",
  "closing",
  "closed",
  "allocated",
  "fulfilling",
  "reconciling",
  "settled",
  "archived",
  "cancelled",
] as const;
export type CycleState = (typeof CYCLE_STATES)[number];

/** Where a cycle's bags are: still with the stores all of them, all at the end of their way, or neither. */
export type BagsWhere = "in_store" | "under_way" | "arrived";

/**
 * What is said of a cycle. While it is carried out its bags tell more: they may all be in the stores yet, or have arrived
 * though a bus is not home.
 */
export type CycleStage = CycleState | "packing" | "delivered";

export function cycleStage(state: CycleState, where: BagsWhere): CycleStage {
  if (state !== "fulfilling" || where === "under_way") return state;
  return where === "in_store" ? "packing" : "delivered";
}

export const CYCLE_ACTS = [
  "publish",
  "open",
  "open_early",
  "start_closing",
  "extend",
  "close",
  "allocate",
  "undo_allocation",
  "start_fulfilling",
  "start_reconciling",
  "settle",
  "archive",
  "cancel",
] as const;
export type CycleAct = (typeof CYCLE_ACTS)[number];

export type CycleGuard =
  | "offer_complete"
  | "price_rules_pass"
  | "open_time_reached"
  | "cut_off_reached"
  | "reason_given"
  | "no_batch_accepted"
  | "sheets_frozen_or_waived"
  | "within_commits"
  | "no_batch_picking"
  | "a_batch_is_picking"
  | "trips_closed"
  | "bags_final"
  | "conservation_holds"
  | "ledger_zero_sum"
  | "claims_closed_or_waived"
  | "retention_over";

const CANCEL: Move<CycleState, CycleGuard> = { to: "cancelled", by: ["DESK"], guards: ["reason_given"] };

/**
 * The life of a supply cycle 供应批次, from the desk's draft to the archive.
 * `offer_complete`: catalogue, price card, quota and delivery day are all there.
 */
export const CYCLE_FLOW: Flow<CycleState, CycleAct, CycleGuard> = {
  draft: {
    publish: { to: "published", by: ["DESK"], guards: ["offer_complete", "price_rules_pass"] },
    cancel: CANCEL,
  },
  published: {
    open: { to: "open", by: ["SYS"], guards: ["open_time_reached"] },
    open_early: { to: "open", by: ["DESK"] },
    cancel: CANCEL,
  },
  open: {
    start_closing: { to: "closing", by: ["SYS"], guards: ["cut_off_reached"] },
    cancel: CANCEL,
  },
  closing: {
    extend: { to: "open", by: ["DESK"], guards: ["reason_given", "no_batch_accepted"] },
    close: { to: "closed", by: ["SYS", "DESK"], guards: ["sheets_frozen_or_waived"] },
    cancel: CANCEL,
  },
  closed: {
    allocate: { to: "allocated", by: ["DESK"], guards: ["sheets_frozen_or_waived", "within_commits"] },
  },
  allocated: {
    undo_allocation: { to: "closed", by: ["DESK"], guards: ["no_batch_picking", "reason_given"] },
    start_fulfilling: { to: "fulfilling", by: ["SYS"], guards: ["a_batch_is_picking"] },
  },
  fulfilling: {
    start_reconciling: { to: "reconciling", by: ["SYS"], guards: ["trips_closed", "bags_final"] },
  },
  reconciling: {
    settle: {
      to: "settled",
      by: ["DESK"],
      guards: ["conservation_holds", "ledger_zero_sum", "claims_closed_or_waived"],
    },
  },
  settled: {
    archive: { to: "archived", by: ["SYS"], guards: ["retention_over"] },
  },
  archived: {},
  cancelled: {},
};
