import { sql } from "drizzle-orm";
import type { CashReceiptId, GridId, HouseholdId, OrderId, UserId } from "#domain/kernel/ids.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import type { Tx } from "../client.ts";

/** What was given for one order, as it was written down, and how much of it lies in that box still. */
export type CashPart = {
  readonly receiptId: CashReceiptId;
  readonly orderId: OrderId;
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly amountFen: Fen;
  /** Nothing once the order's cash was banked, less than was given once some of it was handed back. */
  readonly inBoxFen: Fen;
  readonly at: number;
};

/**
 * Cash that a grid worker has written down and not taken back, by the receipt, the latest first.
 * @param which one receipt, or all that were given for several orders at once
 */
export async function listCashParts(
  tx: Pick<Tx, "execute">,
  worker: UserId,
  which: CashReceiptId | "several",
): Promise<CashPart[]> {
  const mine = sql`e.account_id IN (SELECT id FROM ledger_accounts WHERE kind = 'cash_box' AND owner_id = ${worker})`;
  const chosen =
    which === "several"
      ? sql`e.transaction_id IN (SELECT e.transaction_id FROM ledger_entries e WHERE ${mine} AND e.kind = 'cash' GROUP BY 1 HAVING count(*) > 1)`
      : sql`e.transaction_id = ${which}`;
  const rows = await tx.execute<{
    receipt: CashReceiptId;
    order_id: OrderId;
    household_id: HouseholdId;
    grid_id: GridId;
    amount: string;
    here: string;
    at: string;
  }>(sql`
    SELECT e.transaction_id AS receipt, e.order_id, e.household_id, e.grid_id, e.amount_fen AS amount, e.at,
      CASE WHEN bool_or(x.kind = 'bank' AND x.seq > e.seq) THEN 0 ELSE sum(x.amount_fen) END AS here
    FROM ledger_entries e JOIN ledger_entries x ON x.order_id = e.order_id AND x.account_id = e.account_id
    WHERE ${mine} AND e.kind = 'cash' AND e.amount_fen > 0 AND ${chosen}
      AND NOT EXISTS (SELECT FROM ledger_entries b WHERE b.order_id = e.order_id AND b.takes_back = e.transaction_id)
    GROUP BY e.seq, e.transaction_id, e.order_id, e.household_id, e.grid_id, e.amount_fen, e.at ORDER BY e.at DESC, e.seq`);
  return rows.map((r) => ({
    receiptId: r.receipt,
    orderId: r.order_id,
    householdId: r.household_id,
    gridId: r.grid_id,
    amountFen: fen(Number(r.amount)),
    inBoxFen: fen(Number(r.here)),
    at: Date.parse(r.at),
  }));
}

/** What a worker wrote a receipt down as, by order, whatever became of it; empty where there is none of his. */
export async function readReceipt(
  tx: Pick<Tx, "execute">,
  worker: UserId,
  receiptId: CashReceiptId,
): Promise<Map<OrderId, number>> {
  const rows = await tx.execute<{ order_id: OrderId; amount: string }>(sql`
    SELECT e.order_id, e.amount_fen AS amount FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    WHERE e.transaction_id = ${receiptId} AND a.kind = 'cash_box' AND a.owner_id = ${worker}`);
  return new Map(rows.map((r) => [r.order_id, Number(r.amount)]));
}
