import { sql } from "drizzle-orm";
import type { CycleId, GridId, HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { creditOrder } from "#domain/ledger/ledger.ts";
import type { ActTx } from "../../act.ts";
import { followMoney } from "../../follow-money.ts";
import { post } from "../../post.ts";

/** What an order costs less, in fen, as a query says it; an order may stand in several rows. */
export type Credit = { order_id: OrderId; household_id: HouseholdId; grid_id: GridId; amount: string };

/** Orders of a cycle cost less than they did: booked for their homes, taken off their totals, and their payments follow. */
export async function creditOrders(
  tx: ActTx,
  cycleId: CycleId,
  credits: readonly Credit[],
): Promise<{ homes: number; refundFen: number }> {
  await post(
    tx,
    credits.map((c) => ({
      posting: creditOrder(c.household_id, fen(Number(c.amount))),
      orderId: c.order_id,
      householdId: c.household_id,
      gridId: c.grid_id,
      cycleId,
    })),
  );
  await tx.execute(sql`UPDATE household_orders o SET total_fen = o.total_fen - c.amount
    FROM (SELECT order_id, sum(amount) AS amount FROM jsonb_to_recordset(${JSON.stringify(credits)}::jsonb) AS c (order_id uuid, amount bigint) GROUP BY 1) c
    WHERE o.id = c.order_id`);
  await followMoney(
    tx,
    credits.map((c) => c.order_id),
  );
  return {
    homes: new Set(credits.map((c) => c.household_id)).size,
    refundFen: credits.reduce((n, c) => n + Number(c.amount), 0),
  };
}
