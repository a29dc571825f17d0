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
  readonly deliveryDayMs: number;
  readonly cycle: number;
  readonly place: Names;
  readonly state: "claimed" | "refund_due";
  readonly cancelled: boolean;
  /** What the home says it has paid, or what it gets back. */
  readonly amountFen: number;
  /** By the books still to be paid, whatever the home says; nothing for a cancelled order. */
  readonly openFen: number;
  /** How a refund goes back: the grid worker hands it out, or the desk sends it. */
  readonly backBy: "cash" | "transfer" | null;
  readonly sinceMs: number;
};

/** What orders come to together: still to pay, said to be paid, to be paid back, received and paid back. */
export const MONEY_TOTALS = ["to_pay", "being_checked", "comes_back", "received", "paid_back"] as const;

/** A cash box that was banked with another amount than the books said: missing, or below zero too much. */
export type CashDifference = {
  readonly id: number;
  readonly place: Names;
  readonly grid: number;
  readonly missingFen: number;
  readonly reason: string;
  readonly atMs: number;
};

/** Cash that lies in somebody's box, of however many grids and days; also of a person whose post has ended. */
export type CashBox = {
  readonly name: string;
  readonly place: Names;
  readonly grid: number;
  readonly amountFen: number;
  /** Since when something of it has been there. */
  readonly sinceMs: number;
  readonly onDuty: boolean;
};

export type MoneyView = {
  readonly rows: readonly MoneyRow[];
  /** Orders and fen over the cycles that are not settled, and whatever is open of those that are. */
  readonly sums: readonly {
    readonly total: (typeof MONEY_TOTALS)[number];
    readonly orders: number;
    readonly totalFen: number;
  }[];
  /** The oldest cash first. */
  readonly boxes: readonly CashBox[];
  /** The latest first. */
  readonly differences: readonly CashDifference[];
  readonly nowMs: number;
};
