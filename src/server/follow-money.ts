import { sql } from "drizzle-orm";
import { anyId } from "#db/queries/any-of.ts";
import { readOrderMoney } from "#db/queries/order-money.ts";
import { householdOrders } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { paymentActOf } from "#domain/orders/payment.ts";
import type { ActTx } from "./act.ts";
import { SYSTEM } from "./ctx.ts";
import { PAYMENTS } from "./lives.ts";
import { moveAll } from "./move.ts";
import { spendCredits } from "./spend-credits.ts";

/**
 * Homes' credits and payments follow the books: call it after every posting and every change of price, with the orders
 * that it touched.
 */
export async function followMoney(tx: ActTx, orderIds: readonly OrderId[]): Promise<void> {
  const touched = [...new Set(orderIds)];
  if (touched.length === 0) return;
  await tx.as(SYSTEM, async (all) => {
    const before = await readOrderMoney(all, touched);
    const used = await spendCredits(all, before);
    const money = new Map([...before, ...(await readOrderMoney(all, used))]);
    const acts = Map.groupBy(touched, (id) => {
      const order = money.get(id);
      return order && paymentActOf(order.payment, order.owedFen);
    });
    for (const [act, ids] of acts) {
      if (!act) continue;
      const rows = await all
        .select()
        .from(householdOrders)
        .where(sql`${householdOrders.id} = ${anyId(ids)}`);
      await moveAll(all, PAYMENTS, rows, act, (o) => ({ owedFen: money.get(o.id)?.owedFen ?? 0 }));
    }
  });
}
