import { inArray } from "drizzle-orm";
import type { OrderSummaryView } from "#contract/resident.ts";
import { householdOrders } from "#db/schema/index.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { orderSummaries } from "./order-summaries.ts";

const PAGE = 30;

/** The orders of all the reader's homes, newest first; the last thirty. */
export async function listResidentOrders(ctx: Ctx): Promise<{ nowMs: number; orders: OrderSummaryView[] }> {
  const { homes } = ctx.actor;
  const orders =
    homes.length === 0
      ? []
      : await inScope(ctx, (tx) =>
          orderSummaries(tx, inArray(householdOrders.householdId, [...homes]), PAGE, ctx.clock.now()),
        );
  return { nowMs: ctx.clock.now(), orders };
}
