import type { Flow, Move } from "../kernel/machine.ts";

export const CLAIM_STATES = ["opened", "accepted", "rejected", "reopened", "escalated", "remedied", "closed"] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

export const CLAIM_KINDS = [
  "missing",
  "damaged",
  "rotten",
  "wrong",
  "short_weight",
  "expired",
  "price",
  "other",
] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export const CLAIM_REMEDIES = ["refund", "replace", "credit"] as const;
export type ClaimRemedy = (typeof CLAIM_REMEDIES)[number];

export const CLAIM_ACTS = ["accept", "reject", "remedy", "reopen", "escalate", "close"] as const;
export type ClaimAct = (typeof CLAIM_ACTS)[number];

export type ClaimGuard =
  | "reason_given"
  | "remedy_chosen"
  | "not_reopened_before"
  | "same_day_clock_ran_out"
  | "window_over";

const ACCEPT: Move<ClaimState, ClaimGuard> = { to: "accepted", by: ["SUPM", "DESK"] };
const REJECT: Move<ClaimState, ClaimGuard> = { to: "rejected", by: ["SUPM", "DESK"], guards: ["reason_given"] };
const ESCALATE: Move<ClaimState, ClaimGuard> = { to: "escalated", by: ["SYS"], guards: ["same_day_clock_ran_out"] };

/** The life of a claim 售后. What is not answered on its day goes to the desk, which alone decides from then on. */
export const CLAIM_FLOW: Flow<ClaimState, ClaimAct, ClaimGuard> = {
  opened: { accept: ACCEPT, reject: REJECT, escalate: ESCALATE },
  accepted: {
    remedy: { to: "remedied", by: ["SUPM", "DESK"], guards: ["remedy_chosen"] },
    escalate: ESCALATE,
  },
  rejected: {
    reopen: { to: "reopened", by: ["RES", "GW"], guards: ["not_reopened_before"] },
    escalate: ESCALATE,
    close: { to: "closed", by: ["SYS"], guards: ["window_over"] },
  },
  reopened: { accept: ACCEPT, reject: REJECT, escalate: ESCALATE },
  escalated: {
    accept: { to: "accepted", by: ["DESK"] },
    reject: { to: "rejected", by: ["DESK"], guards: ["reason_given"] },
  },
  remedied: {
    escalate: ESCALATE,
    close: { to: "closed", by: ["RES", "DESK", "SYS"] },
  },
  closed: {},
};
