import { and, eq, gt, sql } from "drizzle-orm";
import type { FindBagInput } from "#contract/grid-doors.ts";
import { bags, handovers, householdOrders } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { ORDER_FLOW, type OrderState } from "#domain/orders/household-order.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";

/** The order waits at its doors already: a bag that turns up joins the others. */
const WAITS: readonly OrderState[] = ["at_gate", "held", "partly_delivered"];

/**
 * A bag that was counted as missing turns up: it goes back to where it was lost and is taken over at the gate as the
 * others were, one custody event for each step; the count of that handover says so too, so that the load still adds up.
 * @throws AppError `not_found`; `refused` with `not_from_here` when it is not lost, or its order is over
 */
export async function findBag(ctx: Ctx, input: FindBagInput): Promise<void> {
  const bag = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const [bag] = await tx.select().from(bags).where(eq(bags.id, input.bagId)).for("update");
    if (!bag || !ctx.actor.grids.includes(bag.gridId)) throw new AppError("not_found");
    if (bag.state !== "lost" && bag.state !== "found")
      throw new AppError("refused", { kind: "not_from_here", from: bag.state });
    const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, bag.orderId)).for("update");
    if (!order) throw new AppError("not_found");
    if (!WAITS.includes(order.state)) {
      const state = unwrap(decide(ORDER_FLOW, order.state, "find", ctx.actor.role, { fit_for_use: input.fitForUse }));
      await tx
        .update(householdOrders)
        .set({ state, changedAt: ctx.clock.now() })
        .where(eq(householdOrders.id, order.id));
    }
    const one = [bag.id];
    // The driver or dispatch may have said already that it is there.
    if (bag.state === "lost") await moveBags(tx, ctx, one, { from: "lost", act: "find", place: "grid" });
    await moveBags(tx, ctx, one, { from: "found", act: "put_back", place: "gate" });
    const facts = { handover_agreed: true };
    await moveBags(tx, ctx, one, { from: "in_transit", act: "arrive", place: "gate", as: "SYS", facts });
    await moveBags(tx, ctx, one, { from: "at_gate", act: "take_over", place: "grid" });
    if (bag.stopId)
      await tx
        .update(handovers)
        .set({ lost: sql`${handovers.lost} - 1`, agreed: sql`${handovers.agreed} + 1` })
        .where(and(eq(handovers.stopId, bag.stopId), eq(handovers.gridId, bag.gridId), gt(handovers.lost, 0)));
    await record(tx, ctx, {
      kind: bag.state === "lost" ? "bag.found" : "bag.put_back",
      subjectId: bag.id,
      cycleId: bag.cycleId,
      data: { number: bag.number, order: bag.orderId },
    });
    return bag;
  });
  await ctx.live.announce(`grid:${bag.gridId}`, `home:${bag.householdId}`, `cycle:${bag.cycleId}`, "desk");
}
