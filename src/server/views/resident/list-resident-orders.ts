import { inArray } from "drizzle-orm";
import type { OrderSummaryView } from "#contract/resident.ts";
import { householdOrders } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { orderSummaries } from "./order-summaries.ts";

const PAGE = 30;

/** The orders of all the reader's homes, newest first; the last thirty. */
export async function listResidentOrders(ctx: Ctx): Promise<{ nowMs: number; orders: OrderSummaryView[] }> {
  const { homes } = ctx.actor;
  return look(ctx, async (tx) => {
    const mine = inArray(householdOrders.householdId, [...homes]);
    const orders = homes.length === 0 ? [] : await orderSummaries(tx, mine, PAGE, tx.at);
    return { nowMs: tx.at, orders };
  });
}
