import { sql } from "drizzle-orm";
import type { CycleId, GridId, HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import type { BagsOfOrder } from "#domain/orders/bags-of-order.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import type { Tx } from "../client.ts";
import { anyId } from "./any-of.ts";

export type OrderWithBags = {
  readonly id: OrderId;
  readonly state: OrderState;
  readonly payment: PaymentState;
  readonly cycleId: CycleId;
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly bags: BagsOfOrder;
};

/** Orders with their bags by state; those that were packed anew are left out. */
export async function readOrdersWithBags(
  tx: Pick<Tx, "execute">,
  orderIds: readonly OrderId[],
): Promise<OrderWithBags[]> {
  if (orderIds.length === 0) return [];
  return tx.execute<OrderWithBags>(sql`
    SELECT o.id, o.state, o.payment, o.cycle_id AS "cycleId", o.household_id AS "householdId", o.grid_id AS "gridId", coalesce(t.bags, '{}') AS bags
    FROM household_orders o LEFT JOIN (
      SELECT order_id, jsonb_object_agg(state, n) AS bags
      FROM (SELECT order_id, state, count(*) AS n FROM bags WHERE order_id = ${anyId(orderIds)} AND NOT repacked GROUP BY 1, 2) s GROUP BY 1
    ) t ON t.order_id = o.id WHERE o.id = ${anyId(orderIds)}`);
}
