import { and, eq } from "drizzle-orm";
import type { ChangeOrderInput } from "#contract/orders.ts";
import { cycles, householdOrders, offers, orderLines, orderRevisions } from "#db/schema/index.ts";
import { addFen, type Fen, timesFen } from "#domain/kernel/money.ts";
import { moveOrder } from "#domain/orders/household-order.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";
import { reserveChange } from "./reserve-change.ts";

/**
 * Replaces the lines of an order that may still change: by the home until the cut-off, by its grid worker in the grace.
 * Packages that were there keep the price they were ordered at; stock follows the difference.
 * @throws AppError `not_found`, `refused`, `sold_out`, or `conflict` when the order is not the revision that was looked at
 */
export async function changeOrder(ctx: Ctx, input: ChangeOrderInput): Promise<{ revision: number; totalFen: Fen }> {
  const answer = await inScope(ctx, async (tx) => {
    const [row] = await tx
      .select({ order: householdOrders, cutOffAt: cycles.cutOffAt, graceEndsAt: cycles.graceEndsAt })
      .from(householdOrders)
      .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
      .where(eq(householdOrders.id, input.orderId))
      .for("update", { of: householdOrders });
    if (!row) throw new AppError("not_found");
    const { order } = row;
    if (order.revision !== input.revision) throw new AppError("conflict", { revision: order.revision });
    const [card, before] = [
      await tx.select().from(offers).where(eq(offers.cycleId, order.cycleId)),
      await tx.select().from(orderLines).where(eq(orderLines.orderId, order.id)),
    ];
    const offered = new Map(card.map((o) => [o.packageVersionId, o]));
    for (const line of input.lines) {
      const offer = offered.get(line.packageVersionId);
      if (!offer) throw new AppError("refused", { kind: "unknown_package", packageVersionId: line.packageVersionId });
      if (line.acceptUpTo > offer.householdLimit)
        throw new AppError("refused", {
          kind: "over_limit",
          left: offer.householdLimit,
          packageVersionId: line.packageVersionId,
        });
      if (line.acceptUpTo < line.wanted) throw new AppError("refused", { kind: "bad_lines" });
    }
    const wanted = new Map(input.lines.map((l) => [l.packageVersionId, l]));
    if (wanted.size !== input.lines.length) throw new AppError("refused", { kind: "bad_lines" });
    const now = ctx.clock.now();
    const acting = { role: ctx.actor.role, now, facts: { lines_valid: true } };
    const [after] = unwrap(
      moveOrder({ ...order, cutOffAt: row.cutOffAt, graceEndsAt: row.graceEndsAt }, "revise", acting),
    );

    const old = new Map(before.map((l) => [l.packageVersionId, l]));
    await reserveChange(
      tx,
      order.cycleId,
      order.gridId,
      [...new Set([...old.keys(), ...wanted.keys()])].map((packageVersionId) => ({
        packageVersionId,
        delta:
          (wanted.get(packageVersionId)?.wanted ?? 0) -
          ((old.get(packageVersionId)?.wanted ?? 0) - (old.get(packageVersionId)?.cancelledBeforeLock ?? 0)),
      })),
    );
    for (const line of before) {
      const next = wanted.get(line.packageVersionId);
      // A package that was taken off stays as a line whose whole quantity was cancelled: nothing wanted is ever lost.
      const change = next
        ? { wanted: next.wanted, acceptUpTo: next.acceptUpTo, cancelledBeforeLock: 0 }
        : { cancelledBeforeLock: line.wanted };
      await tx.update(orderLines).set(change).where(eq(orderLines.id, line.id));
    }
    const [building] = before;
    if (!building) throw new Error(`order ${order.id} has no lines`);
    const added = input.lines.filter((l) => !old.has(l.packageVersionId));
    if (added.length > 0)
      await tx.insert(orderLines).values(
        added.map((l) => ({
          orderId: order.id,
          cycleId: order.cycleId,
          packageVersionId: l.packageVersionId,
          householdId: order.householdId,
          gridId: order.gridId,
          communityId: order.communityId,
          buildingId: building.buildingId,
          priceFen: offered.get(l.packageVersionId)?.priceFen ?? building.priceFen,
          wanted: l.wanted,
          acceptUpTo: l.acceptUpTo,
        })),
      );
    const totalFen = addFen(
      ...input.lines.map((l) =>
        timesFen((old.get(l.packageVersionId)?.priceFen ?? offered.get(l.packageVersionId)?.priceFen) as Fen, l.wanted),
      ),
    );
    const stored = await tx
      .update(householdOrders)
      .set({
        state: after.state,
        revision: after.revision,
        totalFen,
        changedAt: now,
        ...(input.note === undefined ? {} : { note: input.note || null }),
      })
      .where(
        and(
          eq(householdOrders.id, order.id),
          eq(householdOrders.revision, order.revision),
          eq(householdOrders.state, order.state),
        ),
      )
      .returning({ id: householdOrders.id });
    if (stored.length === 0) throw new AppError("conflict");
    await tx.insert(orderRevisions).values({
      orderId: order.id,
      revision: after.revision,
      act: "changed",
      lines: [...input.lines],
      by: ctx.actor.userId,
      at: now,
    });
    await record(tx, ctx, {
      kind: "order.changed",
      subjectId: order.id,
      cycleId: order.cycleId,
      data: { revision: after.revision, totalFen },
    });
    return {
      revision: after.revision,
      totalFen,
      home: order.householdId,
      gridId: order.gridId,
      cycleId: order.cycleId,
    };
  });
  await ctx.live.announce(`home:${answer.home}`, `grid:${answer.gridId}`, `cycle:${answer.cycleId}`);
  return { revision: answer.revision, totalFen: answer.totalFen };
}
