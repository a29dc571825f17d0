import { sql } from "drizzle-orm";
import type { MoneyRow, MoneyView } from "#contract/money.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { OVER_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { WAITING_FOR_DESK_STATES } from "#domain/orders/payment.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

type Row = {
  readonly id: OrderId;
  readonly number: number;
  readonly cycle: number;
  readonly name: Names;
  readonly payment: MoneyRow["state"];
  readonly balance: string;
  readonly changed: string;
};

/** Payments to be found on the statement and refunds to be made, the oldest first: order numbers and places, no homes. */
export async function listMoney(ctx: Ctx): Promise<MoneyView> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const rows = await tx.execute<Row>(sql`
      SELECT o.id, o.number, c.number AS cycle, p.name, o.payment, o.changed_at AS changed,
        coalesce((SELECT sum(e.amount_fen) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.order_id = o.id AND a.kind = 'household'), 0) AS balance
      FROM household_orders o JOIN cycles c ON c.id = o.cycle_id JOIN communities p ON p.id = o.community_id
      WHERE o.payment IN ${WAITING_FOR_DESK_STATES} ORDER BY o.changed_at`);
    const sums = await tx.execute<{ state: string; orders: number; total: string }>(sql`
      SELECT o.payment AS state, count(*)::int AS orders, sum(o.total_fen) AS total FROM household_orders o JOIN cycles c ON c.id = o.cycle_id
      WHERE o.state <> 'cancelled' AND c.state NOT IN ${OVER_CYCLE_STATES} GROUP BY o.payment ORDER BY o.payment`);
    return {
      rows: rows.map((r) => ({
        orderId: r.id,
        number: r.number,
        cycle: r.cycle,
        place: r.name,
        state: r.payment,
        amountFen: Number(r.balance) * (r.payment === "claimed" ? 1 : -1),
        changedMs: new Date(r.changed).getTime(),
      })),
      sums: sums.map((s) => ({ state: s.state, orders: s.orders, totalFen: Number(s.total) })),
      nowMs: tx.at,
    };
  });
}
