import { and, eq, inArray, sql } from "drizzle-orm";
import type { MoveBatchesInput } from "#contract/supply.ts";
import { anyId } from "#db/queries/any-of.ts";
import { bags, batches, batchLines, cycles } from "#db/schema/index.ts";
import type { BatchId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { CYCLE } from "#domain/offer/cycle.ts";
import type { BagState } from "#domain/supply/bag.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { BATCHES } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { moveBags } from "../../move-bags.ts";
import { moveCycleIn } from "../cycles/move-cycle.ts";
import { readLotFacts, readPickFacts } from "./batch-facts.ts";

export type Batch = typeof batches.$inferSelect;

/**
 * The store's work on its batches, one or many at once: accept, reject, pick, pack, stage; and the desk's recall. All of
 * them move or none, and with them their bags, the homes' orders behind those, and the cycle.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict`
 */
export async function moveBatches(ctx: Ctx, input: MoveBatchesInput): Promise<{ moved: number }> {
  const ids = [...new Set(input.batchIds)];
  return act(ctx, async (tx) => {
    const rows = await tx.select().from(batches).where(inArray(batches.id, ids)).orderBy(batches.id).for("update");
    const [first] = rows;
    if (!first || rows.length !== ids.length) throw new AppError("not_found");
    await moveThem(tx, rows, input);
    const { cycleId } = first;
    if (input.act === "start_picking")
      await tx.as(SYSTEM, async (all) => {
        const [cycle] = await all.select().from(cycles).where(eq(cycles.id, cycleId)).for("update");
        const waits = cycle && statesBefore(CYCLE, "start_fulfilling").includes(cycle.state);
        if (waits) await moveCycleIn(all, "start_fulfilling", { cycleId });
      });
    return { moved: rows.length };
  });
}

async function moveThem(tx: ActTx, rows: readonly Batch[], { act: step, reason }: MoveBatchesInput): Promise<void> {
  const ids = rows.map((b) => b.id);
  const more = { reason };
  switch (step) {
    case "reject":
    case "recall":
      await moveAll(tx, BATCHES, rows, step, { reason }, more);
      return;
    case "accept":
    case "start_picking":
      await moveAll(tx, BATCHES, rows, step, {}, more);
      return;
    case "finish_picking":
    case "pack": {
      const picked = await readPickFacts(tx, ids);
      await moveAll(tx, BATCHES, rows, step, (b) => picked(b.id), more);
      if (step === "pack") await packBags(tx, ids);
      return;
    }
    case "stage": {
      await moveAll(tx, BATCHES, rows, step, {}, more);
      await moveBags(tx, await listBagsOf(tx, ids, "packed"), "stage", {}, { place: "dock" });
    }
  }
}

export function listBagsOf(tx: ActTx, batchIds: readonly BatchId[], state: BagState) {
  return tx
    .select()
    .from(bags)
    .where(and(inArray(bags.batchId, [...batchIds]), eq(bags.state, state)))
    .orderBy(bags.id);
}

/** Every bag that was not declared short is packed now, and the batch's lines say how many that were. */
async function packBags(tx: ActTx, batchIds: readonly BatchId[]): Promise<void> {
  const lots = await readLotFacts(tx, batchIds);
  await moveBags(tx, await listBagsOf(tx, batchIds, "created"), "pack", (b) => lots(b.batchId), { place: "store" });
  await bindBatchLots(tx, batchIds);
  await tx
    .update(batchLines)
    .set({
      packed: sql`${batchLines.allocated} - coalesce(${batchLines.shorted}, 0)`,
      shorted: sql`coalesce(${batchLines.shorted}, 0)`,
    })
    .where(inArray(batchLines.batchId, [...batchIds]));
}

/** From now on each bag knows its lots: those that its items, and what was put in instead, were picked from until now. */
async function bindBatchLots(tx: ActTx, batchIds: readonly BatchId[]): Promise<void> {
  await tx.execute(sql`INSERT INTO batch_lots (batch_id, lot_id, item_id)
    SELECT DISTINCT b.id, p.lot_id, p.item_id FROM batches b JOIN pick_lots p ON p.cycle_id = b.cycle_id AND p.supermarket_id = b.supermarket_id AND p.tenths > 0
    WHERE b.id = ${anyId(batchIds)} AND (p.item_id IN (SELECT i.item_id FROM batch_lines l JOIN package_lines i ON i.package_version_id = l.package_version_id WHERE l.batch_id = b.id)
      OR p.item_id IN (SELECT n.substitute_item_id FROM shortage_notices n WHERE n.batch_id = b.id))
    ON CONFLICT DO NOTHING`);
}
