import { and, eq, sql } from "drizzle-orm";
import type { CancelOrderInput } from "#contract/orders.ts";
import { cycles, householdOrders, orderLines, orderRevisions } from "#db/schema/index.ts";
import { moveOrder } from "#domain/orders/household-order.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { record } from "../../record.ts";
import { reserveChange } from "./reserve-change.ts";

/**
 * Cancels an order before it is locked and gives its stock and quota back. The desk sees no homes: it names an order that
 * it found by its number, and the home reads why.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when the order moved meanwhile
 */
export async function cancelOrder(ctx: Ctx, input: CancelOrderInput): Promise<void> {
  const seeing = ctx.actor.role === "DESK" ? { ...ctx, actor: { ...systemActor, userId: ctx.actor.userId } } : ctx;
  const order = await inScope(seeing, async (tx) => {
    const [row] = await tx
      .select({ order: householdOrders, cutOffAt: cycles.cutOffAt, graceEndsAt: cycles.graceEndsAt })
      .from(householdOrders)
      .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
      .where(eq(householdOrders.id, input.orderId));
    // A neighbour's order answers exactly like a missing one, so that ids cannot be probed.
    if (!row) throw new AppError("not_found");
    const { order } = row;
    const now = ctx.clock.now();
    const [after] = unwrap(
      moveOrder({ ...order, cutOffAt: row.cutOffAt, graceEndsAt: row.graceEndsAt }, "cancel", {
        role: ctx.actor.role,
        now,
        reason: input.reason,
      }),
    );
    const stored = await tx
      .update(householdOrders)
      .set({
        state: after.state,
        revision: order.revision + 1,
        changedAt: now,
        ...(order.payment === "due" ? { payment: "settled" as const } : {}),
      })
      .where(
        and(
          eq(householdOrders.id, order.id),
          eq(householdOrders.state, order.state),
          eq(householdOrders.revision, order.revision),
        ),
      )
      .returning({ id: householdOrders.id });
    if (stored.length === 0) throw new AppError("conflict");
    const lines = await tx.select().from(orderLines).where(eq(orderLines.orderId, order.id));
    await reserveChange(
      tx,
      order.cycleId,
      order.gridId,
      lines.map((l) => ({ packageVersionId: l.packageVersionId, delta: l.cancelledBeforeLock - l.wanted })),
    );
    await tx
      .update(orderLines)
      .set({ cancelledBeforeLock: sql`${orderLines.wanted}` })
      .where(eq(orderLines.orderId, order.id));
    await tx.insert(orderRevisions).values({
      orderId: order.id,
      revision: order.revision + 1,
      act: "cancelled",
      lines: [],
      by: ctx.actor.userId,
      reason: input.reason ?? null,
      at: now,
    });
    await record(tx, ctx, {
      kind: "order.cancelled",
      subjectId: order.id,
      cycleId: order.cycleId,
      reason: input.reason,
    });
    return order;
  });
  await ctx.live.announce(`home:${order.householdId}`, `grid:${order.gridId}`, `cycle:${order.cycleId}`);
}
