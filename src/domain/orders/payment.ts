import { actsFor, defineMachine, type StateOf } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import type { Role } from "../kernel/role.ts";
import type { OrderState } from "./household-order.ts";

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

const OWE_REFUND = { to: "refund_due", by: ["DESK", "SYS"], guards: ["refund_owed"] } as const;

/**
 * The money of one order, on a track beside the order's own: recorded here, moved by people and banks. What a home owes
 * is the books' to say (`owedFen`, below zero what it gets back). Whoever paid cash at the door has the same right to a
 * refund as whoever paid by phone.
 */
export const PAYMENT = defineMachine(
  "payment",
  PAYMENT_STATES,
  {
    reason_given: reasonGiven,
    amount_fits: (f: { amountFen: number; owedFen: number }) => f.amountFen > 0 && f.amountFen === f.owedFen,
    refund_owed: (f: { owedFen: number }) => f.owedFen < 0,
    amount_is_owed_back: (f: { amountFen: number; owedFen: number }) => f.amountFen > 0 && f.amountFen === -f.owedFen,
    nothing_owed: (f: { owedFen: number }) => f.owedFen === 0,
    nothing_owed_back: (f: { owedFen: number }) => f.owedFen >= 0,
    money_owed: (f: { owedFen: number }) => f.owedFen > 0,
    cash_counted: (f: { countedFen: number; boxFen: number }) => f.boxFen > 0 && f.countedFen === f.boxFen,
  },
  {
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
      refund: { to: "refunded", by: ["DESK"], guards: ["amount_is_owed_back"] },
      // What was short comes after all: the home has paid for just what it gets.
      withdraw_refund: { to: "matched", by: ["SYS"], guards: ["nothing_owed_back"] },
    },
    refunded: {},
    waived: {},
    // An order that was settled because nothing was left to pay costs something again.
    settled: { owe_again: { to: "due", by: ["SYS"], guards: ["money_owed"] } },
  },
);
export type PaymentState = StateOf<typeof PAYMENT>;

/** Money is asked of the home. */
export const ASKED_STATES: readonly PaymentState[] = ["due", "rejected"];
/** The desk has to find a payment on the statement, or to pay one back. */
export const WAITING_FOR_DESK_STATES: readonly PaymentState[] = ["claimed", "refund_due"];
/** The home has paid, in whatever way: what its order costs less is owed back. */
export const PAID_STATES = ["matched", "cash_received", "banked"] as const satisfies readonly PaymentState[];

/**
 * Whether `role` may say that an order is paid, or take cash for it, as far as its states go: a payment that was turned
 * down is asked for again by the same act, and an order that was taken back is not paid for.
 */
export function canPay(
  act: "claim" | "receive_cash",
  order: { readonly state: OrderState; readonly payment: PaymentState },
  role: Role,
): boolean {
  if (order.state === "cancelled") return false;
  const acts = actsFor(PAYMENT, order.payment, role);
  return acts.includes(act) || (acts.includes("ask_again") && actsFor(PAYMENT, "due", role).includes(act));
}

/**
 * What the payment of an order does when what its home owes has changed; undefined while it stays as it is.
 * @param owedFen what is still to be paid, below zero what is to be paid back
 */
export function paymentActOf(
  payment: PaymentState,
  owedFen: number,
): "owe_refund" | "withdraw_refund" | "settle" | "owe_again" | undefined {
  if (PAID_STATES.some((paid) => paid === payment)) return owedFen < 0 ? "owe_refund" : undefined;
  if (payment === "refund_due") return owedFen >= 0 ? "withdraw_refund" : undefined;
  if (payment === "due") return owedFen === 0 ? "settle" : undefined;
  if (payment === "settled") return owedFen > 0 ? "owe_again" : undefined;
  return undefined;
}

/** What a home is asked to pay now: nothing while it says that it has paid, or once it has. */
export function dueFen(payment: PaymentState, owedFen: number): number {
  return ASKED_STATES.includes(payment) ? Math.max(0, owedFen) : 0;
}
