import { eq } from "drizzle-orm";
import { cycles, householdOrders } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";

/** An order that the actor may see, locked, with what decides on changing it: who acts, when, and until when he may. */
export async function getOrderInHand(tx: ActTx, orderId: OrderId) {
  const [row] = await tx
    .select({ order: householdOrders, cycle: cycles })
    .from(householdOrders)
    .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
    .where(eq(householdOrders.id, orderId))
    .for("update", { of: householdOrders });
  // A neighbour's order answers exactly like a missing one, so that ids cannot be probed.
  if (!row) throw new AppError("not_found");
  const { cutOffAt, graceEndsAt } = row.cycle;
  return { ...row, times: { role: tx.role, now: tx.at, cutOffAt, graceEndsAt } };
}
