import { z } from "zod";
import type { OrderId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { id } from "./orders.ts";

export const orderMoneyInput = z.object({ orderId: id<OrderId>() });
export type OrderMoneyInput = z.infer<typeof orderMoneyInput>;
/** The amount that was seen: on the bank's statement, or on the way back to the home. */
export const orderAmountInput = orderMoneyInput.extend({ amountFen: z.number().int().min(1).max(1_000_000_000) });
export type OrderAmountInput = z.infer<typeof orderAmountInput>;
export const rejectPaymentInput = orderMoneyInput.extend({ reason: z.string().trim().min(1).max(200) });
export type RejectPaymentInput = z.infer<typeof rejectPaymentInput>;

/** A payment that waits for the desk, by its order's number: whose it is stays with the grid. */
export type MoneyRow = {
  readonly orderId: OrderId;
  readonly number: number;
  readonly cycle: number;
  readonly place: Names;
  readonly state: "claimed" | "refund_due";
  /** Still owed by the home, or to be paid back to it: always above zero where there is something to do. */
  readonly amountFen: number;
  readonly changedMs: number;
};
export type MoneyView = {
  readonly rows: readonly MoneyRow[];
  /** Orders and fen of each payment state over the cycles that are not settled. */
  readonly sums: readonly { readonly state: string; readonly orders: number; readonly totalFen: number }[];
  readonly nowMs: number;
};
