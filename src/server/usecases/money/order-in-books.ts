import { eq } from "drizzle-orm";
import { getMoney, type MoneyOfOrder, readOrderMoney } from "#db/queries/order-money.ts";
import { householdOrders } from "#db/schema/index.ts";
import type { Posting } from "#domain/ledger/ledger.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { followMoney } from "../../follow-money.ts";
import { post } from "../../post.ts";

export type Order = typeof householdOrders.$inferSelect;

/** An order that the actor may see, its row locked. @throws AppError `not_found` */
export async function getOrderForMoney(tx: ActTx, orderId: Order["id"]): Promise<Order> {
  const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, orderId)).for("update");
  if (!order) throw new AppError("not_found");
  return order;
}

/** How the order stands by now. */
export async function moneyOf(tx: ActTx, order: Order): Promise<MoneyOfOrder> {
  return getMoney(await readOrderMoney(tx, [order.id]), order.id);
}

/** Books a posting of one order, and lets its payment follow. @returns the state of its payment by now */
export async function book(tx: ActTx, order: Order, posting: Posting): Promise<PaymentState> {
  const { id, cycleId, householdId, gridId } = order;
  await post(tx, [{ posting, cycleId, orderId: id, householdId, gridId }]);
  await followMoney(tx, [id]);
  return (await moneyOf(tx, order)).payment;
}
