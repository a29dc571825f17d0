import { type ActOf, defineMachine } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";

export const BATCH_STATES = [
  "pending",
  "accepted",
  "rejected",
  "recalled",
  "picking",
  "picked",
  "packed",
  "staged",
  "loading",
  "loaded",
  "dispatched",
  "delivered",
  "settled",
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** A batch that no picker has in hand: not started, or given up. */
export const UNPICKED_BATCH_STATES: readonly BatchState[] = ["pending", "accepted", "rejected", "recalled"];
/** A batch that its store will not pack: the desk routes it to another one. */
export const GIVEN_UP_BATCH_STATES = ["rejected", "recalled"] as const satisfies readonly BatchState[];
/** A batch whose bags are being filled. */
export const PICKING_BATCH_STATES: readonly BatchState[] = ["picking", "picked"];
/** A batch that its store is at: from the first item to the last bag on its bus. */
export const IN_STORE_BATCH_STATES: readonly BatchState[] = [
  ...PICKING_BATCH_STATES,
  "packed",
  "staged",
  "loading",
  "loaded",
];
/** A batch that its store has still to bring to the dock. */
export const UNSTAGED_BATCH_STATES: readonly BatchState[] = ["pending", "accepted", ...PICKING_BATCH_STATES, "packed"];
/** A batch that its store has taken on and has still to bring to the dock. */
export const IN_WORK_BATCH_STATES: readonly BatchState[] = UNSTAGED_BATCH_STATES.filter((state) => state !== "pending");
/** A batch of which nothing is left to carry. */
export const UNCARRIED_BATCH_STATES: readonly BatchState[] = [...GIVEN_UP_BATCH_STATES, "delivered", "settled"];

const RECALL = { to: "recalled", by: ["DESK"], guards: ["reason_given"] } as const;
const REPACK = { to: "picking", by: ["SUP"], guards: ["reason_given"] } as const;

/** A shortage notice changes quantities, not the state, and is allowed from acceptance until loading starts. */
const shortIn = <const S extends BatchState>(state: S) =>
  ({ to: state, by: ["SUP", "SUPM"], guards: ["reason_given"] }) as const;

/**
 * The life of a purchase batch 采购批次 (store × community × cycle). After a rejection or recall the desk routes the
 * quantity to another store as a new batch, so that this one keeps its history.
 */
export const BATCH = defineMachine(
  "batch",
  BATCH_STATES,
  {
    reason_given: reasonGiven,
    // Counted in bags, package by package: those that are there to be packed, and those that were declared short.
    picks_add_up: (f: { lines: readonly { allocated: number; picked: number; shorted: number }[] }) =>
      f.lines.every((l) => l.picked + l.shorted === l.allocated),
    none_left_at_dock: (f: { bagsNotLoaded: number }) => f.bagsNotLoaded === 0,
    all_stops_handed: (f: { openStops: number }) => f.openStops === 0,
    both_signed: (f: { signedByStore: boolean; signedByDesk: boolean }) => f.signedByStore && f.signedByDesk,
  },
  {
    pending: {
      accept: { to: "accepted", by: ["SUPM"] },
      reject: { to: "rejected", by: ["SUPM"], guards: ["reason_given"] },
      recall: RECALL,
    },
    accepted: {
      declare_short: shortIn("accepted"),
      start_picking: { to: "picking", by: ["SUP"] },
      recall: RECALL,
    },
    picking: {
      declare_short: shortIn("picking"),
      finish_picking: { to: "picked", by: ["SUP"], guards: ["picks_add_up"] },
    },
    picked: { declare_short: shortIn("picked"), pack: { to: "packed", by: ["SUP"], guards: ["picks_add_up"] } },
    packed: {
      declare_short: shortIn("packed"),
      stage: { to: "staged", by: ["SUP"] },
      repack: REPACK,
    },
    staged: {
      declare_short: shortIn("staged"),
      start_loading: { to: "loading", by: ["DIS", "SUP"] },
      repack: REPACK,
    },
    loading: { finish_loading: { to: "loaded", by: ["DIS", "SUP"], guards: ["none_left_at_dock"] } },
    loaded: {
      dispatch: { to: "dispatched", by: ["DRV"] },
      offload: { to: "staged", by: ["DIS", "SUP"], guards: ["reason_given"] },
    },
    dispatched: { deliver: { to: "delivered", by: ["SYS"], guards: ["all_stops_handed"] } },
    delivered: { settle: { to: "settled", by: ["DESK", "SUPM"], guards: ["both_signed"] } },
    settled: {},
    // What no other store takes is short for its homes; the batch keeps its history.
    rejected: { give_up: { to: "rejected", by: ["DESK"], guards: ["reason_given"] } },
    recalled: { give_up: { to: "recalled", by: ["DESK"], guards: ["reason_given"] } },
  },
);
export type BatchAct = ActOf<typeof BATCH>;
