import { defineMachine } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { atServiceDay, type Instant, secondsIntoServiceDay, toServiceDay } from "../kernel/time.ts";
import type { OrderState } from "../orders/household-order.ts";

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

/** From the gate on there is something to look at; before it, a shortage has its own way. */
const CLAIMABLE_ORDER_STATES: readonly OrderState[] = [
  "at_gate",
  "partly_delivered",
  "delivered",
  "held",
  "returned",
  "failed",
];
/** A claim that waits for an answer. */
export const OPEN_CLAIM_STATES: readonly ClaimState[] = ["opened", "accepted", "reopened", "escalated"];

/** A claim that somebody has said yes or no to. */
export const ANSWERED_CLAIM_STATES: readonly ClaimState[] = ["accepted", "rejected", "remedied"];

/** More than these of one order do not wait for an answer at once. */
const MOST_OPEN = 5;
export type ClaimRefusal =
  | { readonly kind: "not_from_here"; readonly from: OrderState }
  | { readonly kind: "too_many_claims"; readonly limit: number };

/** Whether one more claim may be opened for an order of which `open` wait for an answer. */
export function judgeNewClaim(order: OrderState, open: number): Result<null, ClaimRefusal> {
  if (!CLAIMABLE_ORDER_STATES.includes(order)) return err({ kind: "not_from_here", from: order });
  return open < MOST_OPEN ? ok(null) : err({ kind: "too_many_claims", limit: MOST_OPEN });
}

/** Answered the same day: by the day's close at 18:00, or by midnight for what is said too late for that. */
const CLOSE_SECONDS = 18 * 3600;
const LATE_SECONDS = 16 * 3600;
const MIDNIGHT_SECONDS = 86_399;

/** Until when a claim that is made at `now` is answered. */
export const answerBy = (now: Instant): Instant =>
  atServiceDay(toServiceDay(now), secondsIntoServiceDay(now) < LATE_SECONDS ? CLOSE_SECONDS : MIDNIGHT_SECONDS);

const ACCEPT = { to: "accepted", by: ["SUPM", "DESK"] } as const;
const REJECT = { to: "rejected", by: ["SUPM", "DESK"], guards: ["reason_given"] } as const;
const ESCALATE = { to: "escalated", by: ["SYS"], guards: ["same_day_clock_ran_out"] } as const;

/** The life of a claim 售后. What is not answered on its day goes to the desk, which alone decides from then on. */
export const CLAIM = defineMachine(
  "claim",
  CLAIM_STATES,
  {
    reason_given: reasonGiven,
    remedy_chosen: (f: { remedy: ClaimRemedy | null }) => f.remedy !== null,
    refund_within_price: (f: { refundFen: number; totalFen: number }) => f.refundFen <= f.totalFen,
    not_reopened_before: (f: { reopenedBefore: number }) => f.reopenedBefore === 0,
    same_day_clock_ran_out: (f: { now: Instant; answerBy: Instant | null }) =>
      f.answerBy !== null && f.now >= f.answerBy,
    window_over: (f: { now: Instant; closesAt: Instant }) => f.now >= f.closesAt,
  },
  {
    opened: { accept: ACCEPT, reject: REJECT, escalate: ESCALATE },
    accepted: {
      remedy: { to: "remedied", by: ["SUPM", "DESK"], guards: ["remedy_chosen", "refund_within_price"] },
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
  },
);
