import type { Flow, Move } from "../kernel/machine.ts";

export const PAYMENT_STATES = [
  "due",
  "claimed",
  "matched",
  "settled",
  "rejected",
  "waived",
  "cash_received",
  "banked",
  "refund_due",
  "refunded",
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const PAYMENT_ACTS = [
  "claim",
  "match",
  "reject",
  "ask_again",
  "receive_cash",
  "bank",
  "waive",
  "owe_refund",
  "withdraw_refund",
  "owe_again",
  "refund",
  "settle",
] as const;
export type PaymentAct = (typeof PAYMENT_ACTS)[number];

export type PaymentGuard =
  | "reason_given"
  | "amount_fits"
  | "refund_owed"
  | "nothing_owed"
  | "cash_counted"
  | "charge_added";

const OWE_REFUND: Move<PaymentState, PaymentGuard> = { to: "refund_due", by: ["DESK", "SYS"], guards: ["refund_owed"] };

/**
 * The money of one order, on a track beside the order's own: recorded here, moved by people and banks.
 * Whoever paid cash at the door has the same right to a refund as whoever paid by phone.
 */
export const PAYMENT_FLOW: Flow<PaymentState, PaymentAct, PaymentGuard> = {
  due: {
    claim: { to: "claimed", by: ["RES", "GW"] },
    receive_cash: { to: "cash_received", by: ["GW"], guards: ["amount_fits"] },
    waive: { to: "waived", by: ["DESK"], guards: ["reason_given"] },
    // A cancelled or fully shorted order that nobody had paid for.
    settle: { to: "settled", by: ["SYS"], guards: ["nothing_owed"] },
  },
  claimed: {
    match: { to: "matched", by: ["DESK", "SYS"], guards: ["amount_fits"] },
    reject: { to: "rejected", by: ["DESK"], guards: ["reason_given"] },
  },
  rejected: {
    ask_again: { to: "due", by: ["RES", "GW", "DESK", "SYS"] },
  },
  matched: {
    settle: { to: "settled", by: ["SYS", "DESK"], guards: ["nothing_owed"] },
    owe_refund: OWE_REFUND,
  },
  cash_received: {
    bank: { to: "banked", by: ["GW"], guards: ["cash_counted"] },
    owe_refund: OWE_REFUND,
  },
  banked: { owe_refund: OWE_REFUND },
  refund_due: {
    refund: { to: "refunded", by: ["DESK"] },
    // What was short comes after all: the home has paid for just what it gets.
    withdraw_refund: { to: "matched", by: ["SYS"], guards: ["charge_added"] },
  },
  refunded: {},
  waived: {},
  // An order that was settled because nothing was left to pay costs something again.
  settled: { owe_again: { to: "due", by: ["SYS"], guards: ["charge_added"] } },
};
