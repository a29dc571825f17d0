import { and, asc, eq, inArray } from "drizzle-orm";
import type { LostBag, WantingHome } from "#contract/grid-doors.ts";
import type { Tx } from "#db/client.ts";
import {
  bags,
  buildings,
  householdOrders,
  households,
  orderLines,
  packages,
  packageVersions,
} from "#db/schema/index.ts";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { CAN_TAKE_BAG, missingBags } from "#domain/orders/reassign.ts";
import { LOST_BAG_STATES } from "#domain/supply/bag.ts";

/** Homes of a grid that lack bags of a package, in the order of their doors. */
export async function listWanting(tx: Tx, cycleId: CycleId, gridId: GridId): Promise<WantingHome[]> {
  const rows = await tx
    .select({ l: orderLines, building: buildings.name, unit: households.unit, room: households.room })
    .from(orderLines)
    .innerJoin(householdOrders, eq(householdOrders.id, orderLines.orderId))
    .innerJoin(households, eq(households.id, orderLines.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .where(
      and(
        eq(orderLines.cycleId, cycleId),
        eq(orderLines.gridId, gridId),
        inArray(householdOrders.state, [...CAN_TAKE_BAG]),
      ),
    )
    .orderBy(asc(buildings.number), asc(households.unit), asc(households.room));
  return rows.flatMap(({ l, ...door }) => {
    const missing = missingBags(l);
    return missing > 0 ? [{ orderId: l.orderId, door, packageVersionId: l.packageVersionId, missing }] : [];
  });
}

/** Bags of a grid that were counted as missing at its gate and are not in its hands since. */
export async function listLost(tx: Tx, cycleId: CycleId, gridId: GridId): Promise<LostBag[]> {
  const rows = await tx
    .select({
      bagId: bags.id,
      number: bags.number,
      state: bags.state,
      letter: packages.letter,
      building: buildings.name,
      unit: households.unit,
      room: households.room,
    })
    .from(bags)
    .innerJoin(packageVersions, eq(packageVersions.id, bags.packageVersionId))
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .innerJoin(households, eq(households.id, bags.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .where(and(eq(bags.cycleId, cycleId), eq(bags.gridId, gridId), inArray(bags.state, [...LOST_BAG_STATES])))
    .orderBy(asc(bags.number));
  return rows.map(({ bagId, number, letter, state, ...door }) => ({
    bagId,
    number,
    letter,
    door,
    onTheWay: state === "found",
  }));
}
