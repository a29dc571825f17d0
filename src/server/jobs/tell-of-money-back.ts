import { eq, sql } from "drizzle-orm";
import { readOrderMoney } from "#db/queries/order-money.ts";
import { householdOrders } from "#db/schema/index.ts";
import type { ActTx } from "../act.ts";

/** Tells homes that money comes back to them: once for each amount, as a second shortage makes another one of it. */
export async function tellOfMoneyBack(tx: ActTx): Promise<void> {
  const { id, householdId, gridId } = householdOrders;
  const orders = await tx
    .select({ id, householdId, gridId })
    .from(householdOrders)
    .where(eq(householdOrders.payment, "refund_due"));
  const money = await readOrderMoney(
    tx,
    orders.map((o) => o.id),
  );
  const news = orders.map((o) => {
    const { backFen = 0, paidBackFen = 0 } = money.get(o.id) ?? {};
    return { ...o, fen: backFen, key: `comes_back:${o.id}:${paidBackFen}:${backFen}` };
  });
  await tx.execute(sql`INSERT INTO notices (id, dedupe_key, household_id, grid_id, kind, values, at)
    SELECT gen_random_uuid(), n.key, n."householdId", n."gridId", 'money.comes_back', jsonb_build_object('orderId', n.id, 'fen', n.fen), app_now()
    FROM jsonb_to_recordset(${JSON.stringify(news)}::jsonb) AS n (id uuid, "householdId" uuid, "gridId" uuid, fen bigint, key text)
    WHERE n.fen > 0 AND NOT EXISTS (SELECT FROM notices told WHERE told.dedupe_key = n.key) ON CONFLICT DO NOTHING`);
}
