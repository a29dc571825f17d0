import { eq, inArray } from "drizzle-orm";
import { cycles, offers } from "#db/schema/index.ts";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import type { ActTx } from "../../act.ts";

/**
 * Whoever is placing an order has locked lines of a price card: he is waited for. Whoever comes later waits until the act
 * is through, and is judged by what it has left.
 */
export async function waitForPlacing(tx: ActTx): Promise<void> {
  await tx
    .select({ id: offers.packageVersionId })
    .from(offers)
    .innerJoin(cycles, eq(cycles.id, offers.cycleId))
    .where(inArray(cycles.state, [...TAKING_ORDERS]))
    .orderBy(offers.cycleId, offers.packageVersionId)
    .for("update", { of: offers });
}
