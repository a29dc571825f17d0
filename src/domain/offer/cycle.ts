import { type ActOf, defineMachine, type StateOf, statesFrom } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import type { Instant } from "../kernel/time.ts";
import type { Need } from "../oversight/readiness.ts";

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

/** Where a cycle's bags are: with the stores, loaded some of them and none gone, all at the end of their way, or between. */
export type BagsWhere = "in_store" | "at_dock" | "under_way" | "arrived";

/**
 * What is said of a cycle. While it is carried out its bags tell more: they may all be in the stores yet, or have arrived
 * though a bus is not home.
 */
export type CycleStage = CycleState | "packing" | "delivered";

export function cycleStage(state: CycleState, where: BagsWhere): CycleStage {
  if (state !== "fulfilling" || where === "under_way") return state;
  return where === "arrived" ? "delivered" : "packing";
}

const CANCEL = { to: "cancelled", by: ["DESK"], guards: ["reason_given"] } as const;

/** So long what a round says about people is kept after its grace, for claims and for the books. */
export const RETENTION_MS = 90 * 86_400_000;

/** The life of a supply cycle 供应批次, from the desk's draft to the archive. */
export const CYCLE = defineMachine(
  "cycle",
  CYCLE_STATES,
  {
    reason_given: reasonGiven,
    // What a round would break on: no homes, no store that can pack, no bus with a driver, …
    city_ready: (f: { breaks: readonly Need[] }) => f.breaks.length === 0,
    offer_complete: (f: { offers: number }) => f.offers > 0,
    price_rules_pass: (f: { mispriced: number }) => f.mispriced === 0,
    under_cap: (f: { overCap: number }) => f.overCap === 0,
    open_time_reached: (f: { now: Instant; opensAt: Instant }) => f.now >= f.opensAt,
    cut_off_reached: (f: { now: Instant; cutOffAt: Instant }) => f.now >= f.cutOffAt,
    times_in_order: (f: { now: Instant; cutOffAt: Instant | undefined; graceEndsAt: Instant | undefined }) =>
      f.cutOffAt !== undefined && f.cutOffAt > f.now && (f.graceEndsAt ?? 0) >= f.cutOffAt,
    no_batch_accepted: (f: { acceptedBatches: number }) => f.acceptedBatches === 0,
    // A grid that nobody ordered in has nothing to freeze: it counts as waived.
    sheets_frozen_or_waived: (f: { openSheets: number }) => f.openSheets === 0,
    within_commits: (f: { overdrawn: number }) => f.overdrawn === 0,
    no_batch_picking: (f: { pickingBatches: number }) => f.pickingBatches === 0,
    a_batch_is_picking: (f: { pickingBatches: number }) => f.pickingBatches > 0,
    trips_closed: (f: { openTrips: number }) => f.openTrips === 0,
    bags_final: (f: { bagsUnderWay: number }) => f.bagsUnderWay === 0,
    conservation_holds: (f: { imbalances: number }) => f.imbalances === 0,
    ledger_zero_sum: (f: { ledgerFen: number }) => f.ledgerFen === 0,
    claims_closed_or_waived: (f: { openClaims: number; reason: string | undefined }) =>
      f.openClaims === 0 || reasonGiven(f),
    retention_over: (f: { now: Instant; graceEndsAt: Instant }) => f.now >= f.graceEndsAt + RETENTION_MS,
  },
  {
    draft: {
      rewrite: { to: "draft", by: ["DESK"] },
      publish: {
        to: "published",
        by: ["DESK"],
        guards: ["offer_complete", "price_rules_pass", "under_cap", "city_ready"],
      },
      cancel: CANCEL,
    },
    published: {
      open: { to: "open", by: ["SYS"], guards: ["open_time_reached"] },
      open_early: { to: "open", by: ["DESK"] },
      cancel: CANCEL,
    },
    open: {
      start_closing: { to: "closing", by: ["SYS"], guards: ["cut_off_reached"] },
      // Residents are told to come in time: whoever takes time from them says why.
      cut_off_early: { to: "closing", by: ["DESK"], guards: ["reason_given"] },
      cancel: CANCEL,
    },
    closing: {
      extend: { to: "open", by: ["DESK"], guards: ["reason_given", "no_batch_accepted", "times_in_order"] },
      close: { to: "closed", by: ["SYS"], guards: ["sheets_frozen_or_waived"] },
      // Before the grace is over: sheets that are not in are taken as they stand, by the desk and with its reason.
      close_early: { to: "closed", by: ["DESK"], guards: ["reason_given", "sheets_frozen_or_waived"] },
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
  },
);
export type CycleState = StateOf<typeof CYCLE>;
export type CycleAct = ActOf<typeof CYCLE>;

/** A cycle in which orders still come: from homes, and in the grace from their grid workers. */
export const TAKING_ORDERS: readonly CycleState[] = ["open", "closing"];
/** A cycle that its homes can order from, now or as soon as it opens. */
export const OFFERED_CYCLE_STATES: readonly CycleState[] = ["published", "open"];
/** A cycle before its cut-off. */
export const BEFORE_CUT_OFF_CYCLE_STATES: readonly CycleState[] = ["draft", ...OFFERED_CYCLE_STATES];
/** A cycle in which nobody has ordered anything that counts. */
export const UNOPENED_CYCLE_STATES: readonly CycleState[] = ["draft", "published", "cancelled"];
/** A cycle with orders that are not shared out: a frozen sheet can be taken back. */
export const UNALLOCATED_CYCLE_STATES: readonly CycleState[] = [...TAKING_ORDERS, "closed"];
/** A cycle whose bags are allotted to stores and not all delivered: there is something to carry. */
export const PLANNABLE_CYCLE_STATES: readonly CycleState[] = ["allocated", "fulfilling"];
/** A cycle whose bags somebody packs, carries or counts. */
export const DELIVERING_CYCLE_STATES: readonly CycleState[] = [...PLANNABLE_CYCLE_STATES, "reconciling"];
/** A cycle whose bags are all at the end of their way. */
export const DELIVERED_CYCLE_STATES: readonly CycleState[] = statesFrom(CYCLE, "reconciling");
/** A cycle that stores have begun to pack for, or have packed: what they are owed for it can be asked. */
export const OWED_CYCLE_STATES: readonly CycleState[] = statesFrom(CYCLE, "fulfilling");
/** A cycle in which nothing moves any more. */
export const OVER_CYCLE_STATES: readonly CycleState[] = statesFrom(CYCLE, "settled", "cancelled");
