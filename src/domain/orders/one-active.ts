import type { CycleId, HouseholdId, OrderId, PackageId } from "../kernel/ids.ts";
import type { OrderState } from "./household-order.ts";

export type OrderedPackage = {
  readonly orderId: OrderId;
  readonly state: OrderState;
  readonly cycleId: CycleId;
  readonly householdId: HouseholdId;
  readonly packageId: PackageId;
};

/** Whether an order takes part in the home's limit: a draft is only a wish, and a cancelled one has given it back. */
export function isActive(state: OrderState): boolean {
  return state !== "draft" && state !== "cancelled";
}

/**
 * The lines that stand beside an earlier active order of the same home, package and cycle (invariant 5), whether they
 * came by app, by proxy or out of a list. Lines of one order are checked by `checkLines`.
 */
export function orderedTwice<L extends OrderedPackage>(lines: readonly L[]): L[] {
  const first = new Map<string, OrderId>();
  return lines.filter(({ orderId, state, cycleId, householdId, packageId }) => {
    if (!isActive(state)) return false;
    const key = `${cycleId} ${householdId} ${packageId}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, orderId);
    return earlier !== undefined && earlier !== orderId;
  });
}
