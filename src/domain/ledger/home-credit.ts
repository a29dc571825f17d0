import { type Fen, fen } from "../kernel/money.ts";
import type { PaymentState } from "../orders/payment.ts";

/** An order of a home that has, or had, something to its credit. */
export type CreditedOrder<Id> = {
  readonly id: Id;
  /** In the books: its sheet is frozen, and it was not taken back. */
  readonly charged: boolean;
  readonly payment: PaymentState;
  /** Still to be paid by the books, in fen; below zero it costs less than was given for it. */
  readonly owedFen: number;
  /** What it has used of the credit so far, in fen. */
  readonly usedFen: number;
};

/** What is said to be paid waits for the desk's word, and what is waived is nobody's to pay. */
const ASKS_FOR_NOTHING: readonly PaymentState[] = ["claimed", "waived"];

/**
 * How a home's credit and its orders stand to each other: what an order does not need any more goes back first, before
 * any money does; then each that owes something uses what is left, in the order given.
 * @param leftFen what no order has used yet, in fen; at least 0
 * @returns per order what it uses now, in fen, never zero; below zero it gives back
 */
export function moveCredit<Id>(leftFen: number, orders: readonly CreditedOrder<Id>[]): { id: Id; amountFen: Fen }[] {
  const back = orders.map((o) => Math.min(o.usedFen, Math.max(0, -o.owedFen)));
  let left = back.reduce((sum, n) => sum + n, leftFen);
  return orders.flatMap((o, i) => {
    const asks = o.charged && !ASKS_FOR_NOTHING.includes(o.payment);
    const uses = asks ? Math.min(left, Math.max(0, o.owedFen)) : 0;
    left -= uses;
    const amountFen = fen(uses - (back[i] ?? 0));
    return amountFen === 0 ? [] : [{ id: o.id, amountFen }];
  });
}
