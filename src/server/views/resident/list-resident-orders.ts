import { count, inArray } from "drizzle-orm";
import type { OrdersView } from "#contract/resident.ts";
import { householdOrders } from "#db/schema/index.ts";
import { pageOf } from "#domain/kernel/page.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { orderSummaries } from "./order-summaries.ts";

/** An order takes three lines on a phone: thirty are a long way down already. */
const ON_A_PAGE = 30;

/** The orders of all the reader's homes, newest first, by pages. */
export async function listResidentOrders(ctx: Ctx, page = 1): Promise<OrdersView> {
  const { homes } = ctx.actor;
  return look(ctx, async (tx) => {
    const nowMs = tx.at;
    if (homes.length === 0) return { nowMs, orders: [], at: pageOf(0, 1) };
    const own = inArray(householdOrders.householdId, [...homes]);
    const [all] = await tx.select({ n: count() }).from(householdOrders).where(own);
    const at = pageOf(all?.n ?? 0, page, ON_A_PAGE);
    return { nowMs, at, orders: await orderSummaries(tx, own, ON_A_PAGE, nowMs, ON_A_PAGE * (at.page - 1)) };
  });
}
