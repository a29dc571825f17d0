import type { TakeBackCashInput } from "#contract/grid.ts";
import { lockBox } from "#db/queries/cash-in-box.ts";
import { listCashParts, readReceipt } from "#db/queries/cash-receipts.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { takeBackCash as backPosting } from "#domain/ledger/ledger.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { post } from "../../post.ts";
import { lockOrders } from "./receive-cash.ts";

/**
 * A grid worker takes back a receipt that he wrote down by a slip, for all of its orders in one act, with a reason: what
 * was due before is due again. Only while all of it lies in his box; the same again finds nothing left to do.
 * @throws AppError `not_found`, also for another worker's receipt; `refused` with `cash_in_box_still`
 */
export async function takeBackCash(ctx: Ctx, input: TakeBackCashInput): Promise<void> {
  const worker = ctx.actor.userId;
  if (!worker) throw new AppError("forbidden");
  const { receiptId, reason } = input;
  await act(ctx, async (tx) => {
    const written = await readReceipt(tx, worker, receiptId);
    if (written.size === 0) throw new AppError("not_found");
    // Orders first and then the box, as when it is banked.
    const orders = await lockOrders(tx, [...written.keys()]);
    await lockBox(tx, worker);
    const parts = new Map((await listCashParts(tx, worker, receiptId)).map((p) => [p.orderId, p]));
    if (parts.size === 0) return;
    const partOf = (o: { readonly id: OrderId }) => parts.get(o.id) ?? { amountFen: fen(0), inBoxFen: fen(0) };
    await moveAll(tx, PAYMENTS, orders, "take_back_cash", (o) => ({ ...partOf(o), reason }), {
      reason,
      data: { receipt: receiptId },
    });
    const back = crypto.randomUUID() as typeof receiptId;
    await post(
      tx,
      orders.map((o) => ({
        posting: backPosting(o.householdId, worker, partOf(o).amountFen),
        cycleId: o.cycleId,
        orderId: o.id,
        householdId: o.householdId,
        gridId: o.gridId,
        receiptId: back,
        takesBack: receiptId,
      })),
    );
    await followMoney(
      tx,
      orders.map((o) => o.id),
    );
  });
}
