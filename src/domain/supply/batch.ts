import type { Flow, Move } from "../kernel/machine.ts";

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

export const BATCH_ACTS = [
  "accept",
  "reject",
  "recall",
  "declare_short",
  "start_picking",
  "finish_picking",
  "pack",
  "repack",
  "stage",
  "start_loading",
  "finish_loading",
  "offload",
  "dispatch",
  "deliver",
  "settle",
] as const;
export type BatchAct = (typeof BATCH_ACTS)[number];

export type BatchGuard =
  | "reason_given"
  | "picked_plus_shorted_is_allocated"
  | "lane_given"
  | "counts_agree"
  | "all_stops_handed"
  | "both_signed";

const RECALL: Move<BatchState, BatchGuard> = { to: "recalled", by: ["DESK"], guards: ["reason_given"] };
const REPACK: Move<BatchState, BatchGuard> = { to: "picking", by: ["SUP"], guards: ["reason_given"] };

/** A shortage notice changes quantities, not the state, and is allowed from acceptance until loading starts. */
const shortIn = (state: BatchState): Move<BatchState, BatchGuard> => ({
  to: state,
  by: ["SUP", "SUPM"],
  guards: ["reason_given"],
});

/**
 * The life of a purchase batch 采购批次 (store × community × cycle). After a rejection or recall the desk routes the
 * quantity to another store as a new batch, so that this one keeps its history.
 */
export const BATCH_FLOW: Flow<BatchState, BatchAct, BatchGuard> = {
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
    finish_picking: { to: "picked", by: ["SUP"], guards: ["picked_plus_shorted_is_allocated"] },
  },
  picked: { declare_short: shortIn("picked"), pack: { to: "packed", by: ["SUP"] } },
  packed: {
    declare_short: shortIn("packed"),
    stage: { to: "staged", by: ["SUP"], guards: ["lane_given"] },
    repack: REPACK,
  },
  staged: {
    declare_short: shortIn("staged"),
    start_loading: { to: "loading", by: ["DIS", "SUP"] },
    repack: REPACK,
  },
  loading: { finish_loading: { to: "loaded", by: ["DIS", "SUP"], guards: ["counts_agree"] } },
  loaded: {
    dispatch: { to: "dispatched", by: ["DRV"] },
    offload: { to: "staged", by: ["DIS", "SUP"], guards: ["reason_given"] },
  },
  dispatched: { deliver: { to: "delivered", by: ["SYS"], guards: ["all_stops_handed"] } },
  delivered: { settle: { to: "settled", by: ["DESK", "SUPM"], guards: ["both_signed"] } },
  settled: {},
  rejected: {},
  recalled: {},
};
