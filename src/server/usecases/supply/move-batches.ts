import { and, eq, inArray, sql } from "drizzle-orm";
import type { MoveBatchesInput } from "#contract/supply.ts";
import type { Tx } from "#db/client.ts";
import { bags, batches, batchLines, cycles } from "#db/schema/index.ts";
import type { BatchId } from "#domain/kernel/ids.ts";
import { decide, type Facts } from "#domain/kernel/machine.ts";
import type { Role } from "#domain/kernel/role.ts";
import { BATCH_FLOW, type BatchAct, type BatchGuard } from "#domain/supply/batch.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";
import { moveCycleIn } from "../cycles/move-cycle.ts";

export type Batch = typeof batches.$inferSelect;

/** Moves one batch a step along its table, where the row still is what was read. @throws AppError `refused`, `conflict` */
export async function moveBatchIn(
  tx: Tx,
  ctx: Ctx,
  batch: Batch,
  act: BatchAct,
  facts: Facts<BatchGuard> = {},
  as: Role = ctx.actor.role,
  reason?: string,
): Promise<void> {
  const to = unwrap(decide(BATCH_FLOW, batch.state, act, as, facts));
  const stored = await tx
    .update(batches)
    .set({ state: to, stateAt: ctx.clock.now(), reason: reason ?? batch.reason })
    .where(and(eq(batches.id, batch.id), eq(batches.state, batch.state)))
    .returning({ id: batches.id });
  if (stored.length === 0) throw new AppError("conflict");
  await record(tx, ctx, {
    kind: `batch.${act}`,
    subjectId: batch.id,
    cycleId: batch.cycleId,
    reason,
    data: { from: batch.state, to },
  });
}

/**
 * The store's work on its batches, one or many at once: accept, reject, pick, pack, stage. All of them move or none.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict`
 */
export async function moveBatches(ctx: Ctx, input: MoveBatchesInput): Promise<{ moved: number }> {
  // A manager may do all that a clerk does; the table names the one whose act it is.
  const as: Role = ctx.actor.role === "SUPM" && !["accept", "reject"].includes(input.act) ? "SUP" : ctx.actor.role;
  const cycleId = await inScope(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(batches)
      .where(inArray(batches.id, input.batchIds))
      .orderBy(batches.id)
      .for("update");
    if (rows.length !== new Set(input.batchIds).size) throw new AppError("not_found");
    for (const batch of rows) {
      const facts: Facts<BatchGuard> = {
        reason_given: Boolean(input.reason),
        lane_given: true,
        picked_plus_shorted_is_allocated: true,
      };
      await moveBatchIn(tx, ctx, batch, input.act, facts, as, input.reason);
      if (input.act === "pack") await packBags(tx, ctx, batch.id);
      if (input.act === "stage")
        await moveBags(tx, ctx, await bagsOf(tx, batch.id, "packed"), {
          from: "packed",
          act: "stage",
          place: "dock",
          as: "SUP",
        });
    }
    return rows[0]?.cycleId;
  });
  if (!cycleId) throw new AppError("not_found");
  const system: Ctx = { ...ctx, actor: systemActor };
  if (input.act === "pack") await inScope(system, (tx) => packOrders(tx, cycleId));
  if (input.act === "start_picking")
    await inScope(system, async (tx) => {
      const [cycle] = await tx.select({ state: cycles.state }).from(cycles).where(eq(cycles.id, cycleId)).for("update");
      if (cycle?.state === "allocated") await moveCycleIn(tx, system, "start_fulfilling", { cycleId });
    });
  await ctx.live.announce(
    `cycle:${cycleId}`,
    ...ctx.actor.supermarkets.map((s) => `supermarket:${s}` as const),
    "desk",
    "dispatch",
  );
  return { moved: input.batchIds.length };
}

export async function bagsOf(tx: Tx, batchId: BatchId, state: (typeof bags.$inferSelect)["state"]) {
  const rows = await tx
    .select({ id: bags.id })
    .from(bags)
    .where(and(eq(bags.batchId, batchId), eq(bags.state, state)));
  return rows.map((r) => r.id);
}

/** Every bag that was not declared short is packed now, and the batch's lines say how many that were. */
async function packBags(tx: Tx, ctx: Ctx, batchId: BatchId): Promise<void> {
  await moveBags(tx, ctx, await bagsOf(tx, batchId, "created"), {
    from: "created",
    act: "pack",
    place: "store",
    as: "SUP",
    facts: { lots_fit_for_use: true },
  });
  await tx
    .update(batchLines)
    .set({
      packed: sql`${batchLines.allocated} - coalesce(${batchLines.shorted}, 0)`,
      shorted: sql`coalesce(${batchLines.shorted}, 0)`,
    })
    .where(eq(batchLines.batchId, batchId));
}

/** Orders whose bags are all packed (or short) are packed. Runs as `SYS`: the store does not see homes. */
async function packOrders(tx: Tx, cycleId: Batch["cycleId"]): Promise<void> {
  await tx.execute(sql`UPDATE household_orders o SET state = 'packed', changed_at = now() WHERE o.cycle_id = ${cycleId} AND o.state = 'allocated'
    AND NOT EXISTS (SELECT FROM bags b WHERE b.order_id = o.id AND b.state = 'created') AND EXISTS (SELECT FROM bags b WHERE b.order_id = o.id AND NOT b.repacked)`);
  await tx.execute(sql`UPDATE household_orders o SET state = 'shorted_out', changed_at = now() WHERE o.cycle_id = ${cycleId} AND o.state = 'allocated'
    AND NOT EXISTS (SELECT FROM bags b WHERE b.order_id = o.id AND NOT b.repacked)`);
}
