import { eq, sql } from "drizzle-orm";
import type { ReceiveCashInput } from "#contract/grid.ts";
import type { DoorEvent } from "#contract/grid-doors.ts";
import { anyId } from "#db/queries/any-of.ts";
import { readReceipt } from "#db/queries/cash-receipts.ts";
import { readOrderMoney } from "#db/queries/order-money.ts";
import { householdOrders } from "#db/schema/index.ts";
import type { CashReceiptId, OrderId, UserId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { receiveCash as cashPosting } from "#domain/ledger/ledger.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { post } from "../../post.ts";
import { moneyOf, type Order } from "./order-in-books.ts";

/**
 * Cash goes into the grid worker's box as it was given, for one order or, where one neighbour brings the money of several
 * homes, for each as the worker has divided it, all or none: too little leaves the rest open, too much is owed back, and
 * what was given for an order that has been cancelled comes back whole. What the worker saw as due must be due still, so
 * that the same cash is never booked twice; the same receipt again changes nothing, also after it was taken back.
 * @throws AppError `not_found`; `conflict` when the receipt was written with other amounts; `refused` with `due_changed`
 *   and what is due now
 */
export async function receiveCash(ctx: Ctx, input: ReceiveCashInput): Promise<void> {
  const { receiptId, words } = input;
  const parts = new Map(input.parts.map((p) => [p.orderId, p]));
  await act(ctx, async (tx) => {
    const orders = await lockOrders(tx, [...parts.keys()]);
    if (orders.length < parts.size) throw new AppError("not_found");
    const written = await readReceipt(tx, workerOf(tx), receiptId);
    if (written.size > 0) {
      const same = written.size === parts.size && orders.every((o) => written.get(o.id) === parts.get(o.id)?.amountFen);
      if (same) return;
      throw new AppError("conflict");
    }
    const money = await readOrderMoney(tx, [...parts.keys()]);
    for (const { orderId, dueFen: seen } of input.parts) {
      const dueFen = money.get(orderId)?.dueFen ?? 0;
      if (dueFen !== seen) throw new AppError("refused", { kind: "due_changed", dueFen, orderId });
    }
    await takeCash(tx, orders, (o) => parts.get(o.id)?.amountFen ?? 0, words, receiptId);
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
  await takeCash(tx, [order], () => cashFen, cashWords);
  return true;
}

/** In whose box the cash lies. @throws AppError `forbidden` */
function workerOf(tx: ActTx): UserId {
  if (!tx.actor.userId) throw new AppError("forbidden");
  return tx.actor.userId;
}

/** Orders that the actor may see, locked in the order of their ids: of two who meet at the same ones, one waits. */
export function lockOrders(tx: ActTx, orderIds: readonly OrderId[]): Promise<Order[]> {
  return tx
    .select()
    .from(householdOrders)
    .where(sql`${householdOrders.id} = ${anyId(orderIds)}`)
    .orderBy(householdOrders.id)
    .for("update");
}

async function takeCash(
  tx: ActTx,
  orders: readonly Order[],
  amountOf: (order: Order) => number,
  words: string | undefined,
  receiptId: CashReceiptId = crypto.randomUUID() as CashReceiptId,
): Promise<void> {
  const worker = workerOf(tx);
  for (const order of orders) {
    const amountFen = amountOf(order);
    const told = { reason: words || undefined, data: { amountFen, receipt: receiptId } };
    await moveAll(tx, PAYMENTS, [order], "receive_cash", { amountFen }, told);
  }
  await post(
    tx,
    orders.map((o) => ({
      posting: cashPosting(o.householdId, worker, fen(amountOf(o))),
      cycleId: o.cycleId,
      orderId: o.id,
      householdId: o.householdId,
      gridId: o.gridId,
      receiptId,
    })),
  );
  await followMoney(
    tx,
    orders.map((o) => o.id),
  );
}
