import { and, eq, inArray } from "drizzle-orm";
import { cycles, householdOrders, offers } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { UNLOCKED_ORDER_STATES } from "#domain/orders/household-order.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";

/**
 * The round first, then its orders, then its price card, as those who place or change one go: whoever is placing is
 * waited for, and whoever comes later finds what the act has made of the round.
 * @throws AppError `not_found`
 */
export async function lockRound(tx: ActTx, cycleId: CycleId): Promise<void> {
  // Not `for update`: an order that is being placed refers to the round while it holds the card that is waited for here.
  const [cycle] = await tx.select({ id: cycles.id }).from(cycles).where(eq(cycles.id, cycleId)).for("no key update");
  if (!cycle) throw new AppError("not_found");
  const orders = householdOrders;
  await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.cycleId, cycleId), inArray(orders.state, [...UNLOCKED_ORDER_STATES])))
    .orderBy(orders.id)
    .for("update");
  await tx
    .select({ id: offers.packageVersionId })
    .from(offers)
    .where(eq(offers.cycleId, cycleId))
    .orderBy(offers.packageVersionId)
    .for("update");
}
