import { sql } from "drizzle-orm";
import type { OrderId } from "#domain/kernel/ids.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { UNLOCKED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { dueFen, type PaymentState } from "#domain/orders/payment.ts";
import type { Tx } from "../client.ts";
import { anyId } from "./any-of.ts";

export type OwedByOrder = { readonly owedFen: Fen; readonly payment: PaymentState };

/**
 * What homes owe for orders, in fen; below zero they get money back. Until its sheet is frozen an order is not in the
 * books yet (or not any more, when the sheet was thawed), so its price is added to what they say; a cancelled one costs
 * nothing.
 */
export async function readOwedByOrder(
  tx: Pick<Tx, "execute">,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, OwedByOrder>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: OrderId; payment: PaymentState; owed: string }>(sql`
    SELECT o.id, o.payment, coalesce(b.balance, 0) + CASE WHEN o.state = 'cancelled' THEN 0
        WHEN b.charged IS NOT TRUE OR o.state IN ${UNLOCKED_ORDER_STATES} THEN o.total_fen ELSE 0 END AS owed
    FROM household_orders o LEFT JOIN LATERAL (
      SELECT sum(e.amount_fen) AS balance, bool_or(e.kind = 'charge') AS charged FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'household'
      WHERE e.order_id = o.id
    ) b ON true WHERE o.id = ${anyId(orderIds)}`);
  return new Map(rows.map((r) => [r.id, { owedFen: fen(Number(r.owed)), payment: r.payment }]));
}

/** What homes are asked to pay for orders now, in fen. */
export async function readDueByOrder(
  tx: Pick<Tx, "execute">,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, Fen>> {
  const owed = await readOwedByOrder(tx, orderIds);
  return new Map([...owed].map(([id, o]) => [id, fen(dueFen(o.payment, o.owedFen))]));
}
