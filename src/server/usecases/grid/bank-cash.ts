import { and, eq, inArray, sql } from "drizzle-orm";
import type { BankCashInput } from "#contract/grid.ts";
import type { Tx } from "#db/client.ts";
import { householdOrders } from "#db/schema/index.ts";
import type { CycleId, GridId, HouseholdId, OrderId, UserId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { bankCash as bankPosting } from "#domain/ledger/ledger.ts";
import { PAYMENT_FLOW } from "#domain/orders/payment.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";

export type CashInBox = {
  readonly orderId: OrderId;
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly cycleId: CycleId;
  readonly amountFen: Fen;
  readonly at: number;
};

/** What lies in a grid worker's box, by the order that it came from. */
export async function cashInBox(tx: Tx, worker: UserId): Promise<CashInBox[]> {
  const rows = await tx.execute<{
    order_id: OrderId;
    household_id: HouseholdId;
    grid_id: GridId;
    cycle_id: CycleId;
    amount: string;
    at: string;
  }>(sql`
    SELECT e.order_id, e.household_id, e.grid_id, e.cycle_id, sum(e.amount_fen) AS amount, max(e.at) AS at
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind = 'cash_box' AND a.owner_id = ${worker}
    GROUP BY 1, 2, 3, 4 HAVING sum(e.amount_fen) > 0 ORDER BY max(e.at) DESC`);
  return rows.map((r) => ({
    orderId: r.order_id,
    householdId: r.household_id,
    gridId: r.grid_id,
    cycleId: r.cycle_id,
    amountFen: fen(Number(r.amount)),
    at: Date.parse(r.at),
  }));
}

/**
 * Pays the whole box into the community's account. The counted amount must be what the books say is in it.
 * @throws AppError `refused` with `cash_counted` and the box's amount
 */
export async function bankCash(ctx: Ctx, input: BankCashInput): Promise<{ amountFen: number; orders: number }> {
  const worker = ctx.actor.userId;
  if (!worker) throw new AppError("forbidden");
  const paid = await inScope(ctx, async (tx) => {
    const asked = await cashInBox(tx, worker);
    const ids = asked.map((c) => c.orderId);
    if (ids.length === 0) throw new AppError("refused", { kind: "guard_failed", guard: "cash_counted", boxFen: 0 });
    // Locked first and read again: of two at once the second finds an empty box.
    const orders = await tx
      .select()
      .from(householdOrders)
      .where(inArray(householdOrders.id, ids))
      .orderBy(householdOrders.id)
      .for("update");
    const box = await cashInBox(tx, worker);
    const amountFen = box.reduce((sum, c) => sum + c.amountFen, 0);
    const counted = amountFen > 0 && amountFen === input.amountFen;
    if (!counted) throw new AppError("refused", { kind: "guard_failed", guard: "cash_counted", boxFen: amountFen });
    const open = orders.filter((o) => o.payment === "cash_received").map((o) => o.id);
    const banked = unwrap(decide(PAYMENT_FLOW, "cash_received", "bank", ctx.actor.role, { cash_counted: counted }));
    if (open.length > 0)
      await tx
        .update(householdOrders)
        .set({ payment: banked, changedAt: ctx.clock.now() })
        .where(and(inArray(householdOrders.id, open), eq(householdOrders.payment, "cash_received")));
    await post(
      tx,
      ctx,
      box.map(({ amountFen: fenOfOrder, cycleId, orderId, householdId, gridId }) => ({
        posting: bankPosting(worker, fenOfOrder),
        cycleId,
        orderId,
        householdId,
        gridId,
      })),
    );
    await record(tx, ctx, { kind: "cash_box.banked", subjectId: worker, data: { amountFen, orders: box.length } });
    return { amountFen, orders: box.length, grids: [...new Set(box.map((c) => c.gridId))] };
  });
  await ctx.live.announce(...paid.grids.map((g) => `grid:${g}` as const));
  return { amountFen: paid.amountFen, orders: paid.orders };
}
