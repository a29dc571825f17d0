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
const OWE_AGAIN = { to: "due", by: ["SYS"], guards: ["money_owed"] } as const;
/** Cash is written down as it was given, whatever the order has come to; what follows from it, the books say. */
const RECEIVE_CASH = { to: "cash_received", by: ["GW"], guards: ["something_given"] } as const;
/** Cash that was written down by a slip; what is owed without it, the books say. */
const TAKE_BACK_CASH = { to: "due", by: ["GW"], guards: ["reason_given", "cash_in_box_still"] } as const;
/** Nothing is owed either way: nobody had paid, or just what it costs by now. */
const SETTLE = { to: "settled", by: ["SYS"], guards: ["nothing_owed"] } as const;

/**
 * The money of one order, on a track beside the order's own: recorded here, moved by people and banks. What a home owes
 * is the books' to say (`owedFen`, below zero what it gets back), and after every act the state follows them
 * (`paymentActOf`). Whoever paid cash at the door has the same right to a refund as whoever paid by phone.
 */
export const PAYMENT = defineMachine(
  "payment",
  PAYMENT_STATES,
  {
    reason_given: reasonGiven,
    something_given: (f: { amountFen: number }) => f.amountFen > 0,
    refund_owed: (f: { owedFen: number }) => f.owedFen < 0,
    amount_is_owed_back: (f: { amountFen: number; owedFen: number }) => f.amountFen > 0 && f.amountFen === -f.owedFen,
    // Of each order, in the box of the one who wrote it down: what was banked or handed back since was really there.
    cash_in_box_still: (f: { amountFen: number; inBoxFen: number }) => f.amountFen > 0 && f.inBoxFen >= f.amountFen,
    box_holds: (f: { amountFen: number; boxFen: number }) => f.amountFen <= f.boxFen,
    nothing_owed: (f: { owedFen: number }) => f.owedFen === 0,
    nothing_owed_back: (f: { owedFen: number }) => f.owedFen >= 0,
    money_owed: (f: { owedFen: number }) => f.owedFen > 0,
    difference_explained: (f: { countedFen: number; boxFen: number; reason: string | undefined }) =>
      f.boxFen > 0 && (f.countedFen === f.boxFen || reasonGiven(f)),
  },
  {
    due: {
      claim: { to: "claimed", by: ["RES", "GW"], guards: ["money_owed"] },
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      waive: { to: "waived", by: ["DESK"], guards: ["reason_given"] },
      settle: SETTLE,
      owe_refund: OWE_REFUND,
    },
    claimed: {
      match: { to: "matched", by: ["DESK", "SYS"], guards: ["something_given"] },
      reject: { to: "rejected", by: ["DESK"], guards: ["reason_given"] },
      // A slip of the finger: the home has not paid yet.
      withdraw_claim: { to: "due", by: ["RES", "GW"] },
      // Cash on top of a transfer that is still being looked for.
      receive_cash: { ...RECEIVE_CASH, to: "claimed" },
      take_back_cash: { ...TAKE_BACK_CASH, to: "claimed" },
    },
    rejected: {
      ask_again: { to: "due", by: ["RES", "GW", "DESK", "SYS"] },
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      settle: SETTLE,
      owe_refund: OWE_REFUND,
    },
    matched: {
      settle: { to: "settled", by: ["SYS", "DESK"], guards: ["nothing_owed"] },
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      owe_refund: OWE_REFUND,
      owe_again: OWE_AGAIN,
    },
    cash_received: {
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      bank: { to: "banked", by: ["GW"], guards: ["difference_explained"] },
      owe_refund: OWE_REFUND,
      owe_again: OWE_AGAIN,
    },
    banked: {
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      owe_refund: OWE_REFUND,
      owe_again: OWE_AGAIN,
    },
    refund_due: {
      refund: { to: "refunded", by: ["DESK"], guards: ["amount_is_owed_back"] },
      // In cash, out of a grid worker's box; the desk's comes from the bank.
      hand_back: { to: "refunded", by: ["GW"], guards: ["amount_is_owed_back", "box_holds"] },
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      // What was short comes after all: the home has paid for just what it gets, or not for all of it.
      withdraw_refund: { to: "matched", by: ["SYS"], guards: ["nothing_owed_back"] },
      owe_again: OWE_AGAIN,
    },
    // What has been paid back is not the end: the order may cost less once more, or something again.
    refunded: {
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      owe_refund: OWE_REFUND,
      owe_again: OWE_AGAIN,
    },
    waived: { receive_cash: RECEIVE_CASH },
    settled: {
      receive_cash: RECEIVE_CASH,
      take_back_cash: TAKE_BACK_CASH,
      owe_refund: OWE_REFUND,
      owe_again: OWE_AGAIN,
    },
  },
);
export type PaymentState = StateOf<typeof PAYMENT>;

/** Something may be owed, either way: whoever lists money looks at these and reads the amounts in the books. */
export const OPEN_PAYMENT_STATES: readonly PaymentState[] = ["due", "rejected", "claimed", "refund_due"];
/** The desk has to find a payment on the statement, or to pay one back. */
export const WAITING_FOR_DESK_STATES: readonly PaymentState[] = ["claimed", "refund_due"];
/**
 * Whether `role` may say that an order is paid, as far as its states go: a payment that was turned down is asked for
 * again by the same act, and an order that was taken back is not paid for.
 */
export function canClaim(order: { readonly state: OrderState; readonly payment: PaymentState }, role: Role): boolean {
  if (order.state === "cancelled") return false;
  const acts = actsFor(PAYMENT, order.payment, role);
  return acts.includes("claim") || (acts.includes("ask_again") && actsFor(PAYMENT, "due", role).includes("claim"));
}

/**
 * What the payment of an order does when the books or its price have changed; undefined while it stays as it is. A
 * payment that is being looked for waits for the desk's word; after it the books are followed.
 * @param owedFen what is still to be paid, below zero what is to be paid back
 */
export function paymentActOf(
  payment: PaymentState,
  owedFen: number,
): "owe_refund" | "withdraw_refund" | "settle" | "owe_again" | undefined {
  switch (payment) {
    case "claimed":
    case "waived":
      return undefined;
    case "due":
    case "rejected":
      return owedFen < 0 ? "owe_refund" : owedFen === 0 ? "settle" : undefined;
    case "refund_due":
      return owedFen > 0 ? "owe_again" : owedFen === 0 ? "withdraw_refund" : undefined;
    default:
      return owedFen < 0 ? "owe_refund" : owedFen > 0 ? "owe_again" : undefined;
  }
}
