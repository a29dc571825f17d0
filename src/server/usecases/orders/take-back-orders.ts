import { sql } from "drizzle-orm";
import { anyId } from "#db/queries/any-of.ts";
import { householdOrders } from "#db/schema/index.ts";
import type { CycleId, GridId, OrderId } from "#domain/kernel/ids.ts";
import type { OrderTimes } from "#domain/orders/household-order.ts";
import type { ActTx } from "../../act.ts";
import { followMoney } from "../../follow-money.ts";
import { ORDERS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { reserveChange } from "./reserve-change.ts";

/** An order as it is moved: its `ORDER_KEYS`. */
export type OrderInAct = Pick<
  typeof householdOrders.$inferSelect,
  "id" | "state" | "payment" | "cycleId" | "householdId" | "gridId"
>;

/**
 * Cancels orders of one cycle, one or all of them, before they are locked: their stock and quota are given back, each
 * gets a revision with the reason, and what was paid for them is owed back.
 * @param orders locked rows
 * @throws AppError `refused` with the domain's reason, `conflict` when one moved meanwhile
 */
export async function takeBackOrders(
  tx: ActTx,
  cycleId: CycleId,
  orders: readonly OrderInAct[],
  times: OrderTimes,
  reason: string | undefined,
): Promise<void> {
  if (orders.length === 0) return;
  const ids = orders.map((o) => o.id);
  const set = { revision: sql`${householdOrders.revision} + 1` };
  await moveAll(tx, ORDERS, orders, "cancel", { ...times, reason }, { reason, set });
  await giveStockBack(tx, cycleId, ids);
  await tx.execute(sql`INSERT INTO order_revisions (order_id, revision, act, lines, by, reason, at)
    SELECT id, revision, 'cancelled', '[]', ${tx.actor.userId}::uuid, ${reason ?? null}, ${new Date(tx.at).toISOString()}::timestamptz
    FROM household_orders WHERE id = ${anyId(ids)}`);
  await followMoney(tx, ids);
}

async function giveStockBack(tx: ActTx, cycleId: CycleId, ids: readonly OrderId[]): Promise<void> {
  const freed = await tx.execute<{
    grid: GridId;
    package: Parameters<typeof reserveChange>[3][number]["packageVersionId"];
    n: number;
  }>(sql`
    WITH gone AS (SELECT id, grid_id, package_version_id, wanted - cancelled_before_lock AS n FROM order_lines WHERE order_id = ${anyId(ids)}),
      marked AS (UPDATE order_lines l SET cancelled_before_lock = l.wanted FROM gone g WHERE l.id = g.id)
    SELECT grid_id AS grid, package_version_id AS package, sum(n)::int AS n FROM gone GROUP BY 1, 2 ORDER BY 1, 2`);
  for (const [grid, packages] of Map.groupBy(freed, (f) => f.grid))
    await reserveChange(
      tx,
      cycleId,
      grid,
      packages.map((p) => ({ packageVersionId: p.package, delta: -p.n })),
    );
}
