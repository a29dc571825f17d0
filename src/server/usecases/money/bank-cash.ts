import { sql } from "drizzle-orm";
import type { BankCashInput } from "#contract/grid.ts";
import { anyId } from "#db/queries/any-of.ts";
import { listCashInBox } from "#db/queries/cash-in-box.ts";
import { householdOrders } from "#db/schema/index.ts";
import { bankCash as bankPosting } from "#domain/ledger/ledger.ts";
import { PAYMENT } from "#domain/orders/payment.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PAYMENTS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";

/**
 * Pays the whole box into the community's account. The counted amount must be what the books say is in it.
 * @throws AppError `refused` with `cash_counted` and the box's amount
 */
export async function bankCash(ctx: Ctx, input: BankCashInput): Promise<{ amountFen: number; orders: number }> {
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
    const box = await listCashInBox(tx, worker);
    const boxFen = box.reduce((sum, c) => sum + c.amountFen, 0);
    const counted = { countedFen: input.amountFen, boxFen };
    // Orders whose money has changed since, a refund that is due, keep their state: the cash is banked all the same.
    if (!PAYMENT.guards.cash_counted(counted))
      throw new AppError("refused", { kind: "guard_failed", act: "bank", guard: "cash_counted", boxFen });
    await moveAll(
      tx,
      PAYMENTS,
      orders.filter((o) => o.payment === "cash_received"),
      "bank",
      counted,
    );
    await post(
      tx,
      box.map(({ amountFen, cycleId, orderId, householdId, gridId }) => ({
        posting: bankPosting(worker, amountFen),
        cycleId,
        orderId,
        householdId,
        gridId,
      })),
    );
    await record(tx, { kind: "cash_box.banked", subjectId: worker, data: { amountFen: boxFen, orders: box.length } });
    tx.tell(...new Set(box.map((c) => `grid:${c.gridId}` as const)));
    return { amountFen: boxFen, orders: box.length };
  });
}
