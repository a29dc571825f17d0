import { eq } from "drizzle-orm";
import type { ReceiveCashInput } from "#contract/grid.ts";
import type { DoorEvent } from "#contract/grid-doors.ts";
import { householdOrders } from "#db/schema/index.ts";
import { fen } from "#domain/kernel/money.ts";
import { receiveCash as cashPosting } from "#domain/ledger/ledger.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { book, getOrderForMoney, moneyOf, type Order } from "./order-in-books.ts";

/**
 * Cash for one order goes into the grid worker's box as it was given: too little leaves the rest open, too much is owed
 * back, and what was given for an order that has been cancelled comes back whole. What the worker saw as due must be
 * due still, so that the same cash is never booked twice.
 * @throws AppError `not_found`; `refused` with `due_changed` and what is due now
 */
export async function receiveCash(ctx: Ctx, input: ReceiveCashInput): Promise<{ payment: PaymentState }> {
  const { orderId, amountFen, words } = input;
  return act(ctx, async (tx) => {
    const order = await getOrderForMoney(tx, orderId);
    const { dueFen } = await moneyOf(tx, order);
    if (dueFen !== input.dueFen) throw new AppError("refused", { kind: "due_changed", dueFen });
    return { payment: await takeCash(tx, order, amountFen, words) };
  });
}

/**
 * Cash that came with a tap at a door; an order that the worker does not see takes none.
 * @param how as it was given, or only when so much is due still
 * @returns whether it was booked
 */
export async function takeCashAtDoor(
  tx: ActTx,
  { orderId, cashFen, cashWords }: Pick<DoorEvent, "orderId" | "cashFen" | "cashWords">,
  how: "as_given" | "if_due",
): Promise<boolean> {
  const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, orderId)).for("update");
  if (!order || cashFen === undefined) return false;
  if (how === "if_due" && (await moneyOf(tx, order)).dueFen < cashFen) return false;
  await takeCash(tx, order, cashFen, cashWords);
  return true;
}

async function takeCash(tx: ActTx, order: Order, amountFen: number, words?: string): Promise<PaymentState> {
  const worker = tx.actor.userId;
  if (!worker) throw new AppError("forbidden");
  await moveOne(
    tx,
    PAYMENTS,
    order,
    "receive_cash",
    { amountFen },
    { reason: words || undefined, data: { amountFen } },
  );
  return book(tx, order, cashPosting(order.householdId, worker, fen(amountFen)));
}
