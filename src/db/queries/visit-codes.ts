import { sql } from "drizzle-orm";
import type { OrderId } from "#domain/kernel/ids.ts";
import type { Tx } from "../client.ts";

/**
 * The pick-up code that is said at the door for each order: orders of two rounds that come to one home on one day are one
 * visit and have one code, that of the one placed first. A cancelled order is not visited and keeps its own.
 */
export async function readVisitCodes(tx: Tx, orderIds: readonly OrderId[]): Promise<Map<OrderId, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: OrderId; code: string }>(sql`
    SELECT o.id, coalesce((
      SELECT v.pickup_code FROM household_orders v JOIN cycles vc ON vc.id = v.cycle_id
      WHERE v.household_id = o.household_id AND vc.delivery_day = c.delivery_day AND v.state <> 'cancelled' AND o.state <> 'cancelled'
      ORDER BY v.placed_at, v.number LIMIT 1), o.pickup_code) AS code
    FROM household_orders o JOIN cycles c ON c.id = o.cycle_id WHERE o.id = ANY (${`{${orderIds.join(",")}}`}::uuid[])`);
  return new Map(rows.map((r) => [r.id, r.code]));
}
