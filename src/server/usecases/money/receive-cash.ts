import { eq } from "drizzle-orm";
import type { ReceiveCashInput } from "#contract/grid.ts";
import { householdOrders } from "#db/schema/index.ts";
import { fen } from "#domain/kernel/money.ts";
import { receiveCash as cashPosting } from "#domain/ledger/ledger.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { book, owedFor } from "./move-payment.ts";

type Order = typeof householdOrders.$inferSelect;

/**
 * Cash for one order goes into the grid worker's box.
 * @throws AppError `not_found`; `refused` with `amount_fits` unless it is exactly what is due, or when it is paid already
 */
export async function receiveCash(ctx: Ctx, input: ReceiveCashInput): Promise<void> {
  await act(ctx, async (tx) => {
    const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, input.orderId)).for("update");
    if (!order) throw new AppError("not_found");
    await takeCash(tx, order, input.amountFen);
  });
}

/** The same inside a step of more than money, such as a door; the order's row is locked. @returns the order as it is now */
export async function takeCash(tx: ActTx, order: Order, amountFen: number): Promise<Order> {
  const worker = tx.actor.userId;
  if (!worker) throw new AppError("forbidden");
  if (order.state === "cancelled") throw new AppError("refused", { kind: "not_from_here", from: order.state });
  const due = order.payment === "rejected" ? await moveOne(tx, PAYMENTS, order, "ask_again", {}) : order;
  const facts = { amountFen, owedFen: await owedFor(tx, order) };
  const after = await moveOne(tx, PAYMENTS, due, "receive_cash", facts, { data: { amountFen } });
  await book(tx, order, cashPosting(order.householdId, worker, fen(amountFen)));
  return after;
}
