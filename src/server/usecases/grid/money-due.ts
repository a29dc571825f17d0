import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";

/**
 * What homes still have to pay, by order: nothing once it is paid or claimed as paid; before the sheet is frozen the
 * order's total, afterwards what the books say, shortages and credits taken off.
 */
export async function moneyDue(tx: Tx, orderIds: readonly OrderId[]): Promise<Map<OrderId, Fen>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: OrderId; due: string }>(sql`
    SELECT o.id, CASE WHEN o.payment NOT IN ('due', 'rejected') OR o.state = 'cancelled' THEN 0 ELSE coalesce(b.balance, o.total_fen) END AS due
    FROM household_orders o LEFT JOIN LATERAL (
      SELECT sum(e.amount_fen) AS balance FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'household'
      WHERE e.order_id = o.id HAVING bool_or(e.kind = 'charge')
    ) b ON true WHERE o.id = ANY (${`{${orderIds.join(",")}}`}::uuid[])`);
  return new Map(rows.map((r) => [r.id, fen(Math.max(0, Number(r.due)))]));
}
