import { and, eq } from "drizzle-orm";
import type { ResolveReviewInput } from "#contract/grid.ts";
import { cycles, householdOrders } from "#db/schema/index.ts";
import { moveOrder } from "#domain/orders/household-order.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";
import { cancelOrder } from "../orders/cancel-order.ts";

/**
 * The grid worker's word on a doubtful order: it stays as it is, or it is cancelled; either way the reason is on record.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when somebody decided meanwhile
 */
export async function resolveReview(ctx: Ctx, input: ResolveReviewInput): Promise<void> {
  if (input.decision === "cancel") return cancelOrder(ctx, { orderId: input.orderId, reason: input.reason });
  const order = await inScope(ctx, async (tx) => {
    const [row] = await tx
      .select({ order: householdOrders, cutOffAt: cycles.cutOffAt, graceEndsAt: cycles.graceEndsAt })
      .from(householdOrders)
      .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
      .where(eq(householdOrders.id, input.orderId));
    if (!row) throw new AppError("not_found");
    const { order } = row;
    const now = ctx.clock.now();
    const acting = { role: ctx.actor.role, now, reason: input.reason, facts: { decision_recorded: true } };
    const [after] = unwrap(
      moveOrder({ ...order, cutOffAt: row.cutOffAt, graceEndsAt: row.graceEndsAt }, "resolve", acting),
    );
    const stored = await tx
      .update(householdOrders)
      .set({ state: after.state, reviewReasons: [], changedAt: now })
      .where(and(eq(householdOrders.id, order.id), eq(householdOrders.state, order.state)))
      .returning({ id: householdOrders.id });
    if (stored.length === 0) throw new AppError("conflict");
    await record(tx, ctx, {
      kind: "order.review_resolved",
      subjectId: order.id,
      cycleId: order.cycleId,
      reason: input.reason,
      data: { doubts: order.reviewReasons },
    });
    return order;
  });
  await ctx.live.announce(`grid:${order.gridId}`, `home:${order.householdId}`);
}
