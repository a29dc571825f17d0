import { and, asc, eq } from "drizzle-orm";
import type { FindOrderInput, OrderByNumber } from "#contract/orders.ts";
import {
  communities,
  cycles,
  grids,
  householdOrders,
  orderLines,
  packages,
  packageVersions,
} from "#db/schema/index.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { canStill } from "#domain/orders/household-order.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

/** An order of a cycle by its number, without its home. @throws AppError `not_found` */
export async function findOrder(ctx: Ctx, input: FindOrderInput): Promise<OrderByNumber> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [row] = await tx
      .select({ order: householdOrders, cycle: cycles, place: communities, grid: grids.number })
      .from(householdOrders)
      .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
      .innerJoin(communities, eq(communities.id, householdOrders.communityId))
      .innerJoin(grids, eq(grids.id, householdOrders.gridId))
      .where(and(eq(householdOrders.cycleId, input.cycleId), eq(householdOrders.number, input.number)));
    if (!row) throw new AppError("not_found", { kind: "no_such_order" });
    const { order, cycle, place } = row;
    const lines = await tx
      .select({ letter: packages.letter, name: packages.name, wanted: orderLines.wanted })
      .from(orderLines)
      .innerJoin(packageVersions, eq(packageVersions.id, orderLines.packageVersionId))
      .innerJoin(packages, eq(packages.id, packageVersions.packageId))
      .where(eq(orderLines.orderId, order.id))
      .orderBy(asc(packages.letter));
    const times = { cutOffAt: cycle.cutOffAt, graceEndsAt: cycle.graceEndsAt };
    const may = canStill("cancel", order.state, { ...times, role: ctx.actor.role, now: tx.at });
    return {
      orderId: order.id,
      number: order.number,
      deliveryDayMs: atServiceDay(cycle.deliveryDay, 0),
      place: place.name,
      gridNumber: row.grid,
      totalFen: order.totalFen,
      lines: lines.map((l) => ({ letter: l.letter, name: l.name, wanted: l.wanted })),
      stands: may ? "cancellable" : order.state === "cancelled" ? "cancelled" : "locked",
    };
  });
}
