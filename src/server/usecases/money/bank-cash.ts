import { sql } from "drizzle-orm";
import type { BankCashInput } from "#contract/grid.ts";
import { anyId } from "#db/queries/any-of.ts";
import { type CashInBox, listCashInBox, lockBox, sumOfBox } from "#db/queries/cash-in-box.ts";
import { householdOrders } from "#db/schema/index.ts";
import { fen } from "#domain/kernel/money.ts";
import { bankCash as bankPosting, bookDifference } from "#domain/ledger/ledger.ts";
import { PAYMENT } from "#domain/orders/payment.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { type Booked, post } from "../../post.ts";
import { record } from "../../record.ts";

export type Banked = { readonly amountFen: number; readonly missingFen: number; readonly orders: number };

/**
 * Pays the whole box into the community's account, as it was counted. What is missing, or there beyond the books, is
 * booked as a difference with the worker's words for it, and the desk reads them. The box that he saw must be the box
 * still.
 * @throws AppError `refused` with `box_changed` and what is in it now, or `difference_explained`
 */
export async function bankCash(ctx: Ctx, input: BankCashInput): Promise<Banked> {
  const worker = ctx.actor.userId;
  if (!worker) throw new AppError("forbidden");
  return act(ctx, async (tx) => {
    // Locked first and read again: of two at once the second finds an empty box.
    const asked = (await listCashInBox(tx, worker)).map((c) => c.orderId);
    const orders = await tx
      .select()
      .from(householdOrders)
      .where(sql`${householdOrders.id} = ${anyId(asked)}`)
      .orderBy(householdOrders.id)
      .for("update");
    await lockBox(tx, worker);
    const box = await listCashInBox(tx, worker);
    const [first] = box;
    const boxFen = sumOfBox(box);
    const counted = { countedFen: input.amountFen, boxFen, reason: input.reason };
    if (boxFen !== input.boxFen) throw new AppError("refused", { kind: "box_changed", boxFen });
    if (!first || !PAYMENT.guards.difference_explained(counted))
      throw new AppError("refused", { kind: "guard_failed", act: "bank", guard: "difference_explained", boxFen });
    const missingFen = fen(boxFen - input.amountFen);
    // Orders whose money has changed since, a refund that is due, keep their state: the cash is banked all the same.
    await moveAll(
      tx,
      PAYMENTS,
      orders.filter((o) => o.payment === "cash_received"),
      "bank",
      counted,
    );
    const { cycleId, gridId } = first;
    await post(tx, [
      ...box.map((c): Booked => ({ ...whereOf(c), posting: bankPosting(worker, c.amountFen) })),
      { cycleId, gridId, posting: bookDifference(missingFen) },
    ]);
    const data = { amountFen: input.amountFen, boxFen, missingFen, orders: box.length, gridId };
    await record(tx, { kind: "cash_box.banked", subjectId: worker, cycleId, reason: input.reason, data });
    tx.tell(["desk", ...new Set(box.map((c) => `grid:${c.gridId}` as const))]);
    return { amountFen: input.amountFen, missingFen, orders: box.length };
  });
}

const whereOf = ({ cycleId, orderId, householdId, gridId }: CashInBox) => ({ cycleId, orderId, householdId, gridId });
