import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";

/** What a home owes for one order by the books; below zero it gets money back. */
export async function orderBalance(tx: Tx, orderId: OrderId): Promise<Fen> {
  const [row] = await tx.execute<{ n: string }>(sql`SELECT coalesce(sum(e.amount_fen), 0) AS n FROM ledger_entries e
    JOIN ledger_accounts a ON a.id = e.account_id WHERE e.order_id = ${orderId} AND a.kind = 'household'`);
  return fen(Number(row?.n ?? 0));
}
