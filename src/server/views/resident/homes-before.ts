import { and, eq, inArray, sql } from "drizzle-orm";
import { buildings, householdOrders, households } from "#db/schema/index.ts";
import type { CycleId, GridId, HouseholdId } from "#domain/kernel/ids.ts";
import { VISITED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

type Waiting = {
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly cycleId: CycleId;
  readonly state: string;
};

/**
 * How many homes the doors' walk comes to before this one, in the order of `getDoorWalk`: building by building, each unit
 * from the top down. Null while nobody of the grid has had a bag, and for a home that does not wait for its first visit.
 */
export async function homesBefore(ctx: Ctx, order: Waiting): Promise<number | null> {
  if (order.state !== "at_gate") return null;
  // Neighbours' orders are out of a home's sight: only their count leaves this query.
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const mine = sql`(SELECT b.number, h.unit, -h.floor, h.room FROM households h
      JOIN buildings b ON b.id = h.building_id WHERE h.id = ${order.householdId})`;
    const [walk] = await tx
      .select({
        begun: sql<boolean>`bool_or(${inArray(householdOrders.state, [...VISITED_ORDER_STATES])} AND ${eq(householdOrders.cycleId, order.cycleId)})`,
        before: sql<number>`count(*) FILTER (WHERE ${eq(householdOrders.state, "at_gate")}
          AND (${buildings.number}, ${households.unit}, -${households.floor}, ${households.room}) < ${mine})::int`,
      })
      .from(householdOrders)
      .innerJoin(households, eq(households.id, householdOrders.householdId))
      .innerJoin(buildings, eq(buildings.id, households.buildingId))
      .where(
        and(
          eq(householdOrders.gridId, order.gridId),
          inArray(householdOrders.state, ["at_gate", ...VISITED_ORDER_STATES]),
        ),
      );
    return walk?.begun ? walk.before : null;
  });
}
