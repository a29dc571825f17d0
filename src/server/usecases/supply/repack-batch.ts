import { and, eq, inArray, sql } from "drizzle-orm";
import type { RepackBatchInput } from "#contract/supply.ts";
import { anyId } from "#db/queries/any-of.ts";
import { bags, batches, batchLines } from "#db/schema/index.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { BAG } from "#domain/supply/bag.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { BATCHES } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { followBags, moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";

type Bag = typeof bags.$inferSelect;

/**
 * Sends a packed or staged batch back to the pickers, whole or one package of it: each bag is scrapped with its custody
 * event, and a new bag that names it takes its place in the line, with a number and a label of its own.
 * @throws AppError `not_found`; `refused` with `nothing_to_repack` or the domain's reason
 */
export async function repackBatch(ctx: Ctx, input: RepackBatchInput): Promise<{ bags: number }> {
  const { reason } = input;
  return act(ctx, (store) =>
    store.seeingAll(async (tx) => {
      const [batch] = await tx.select().from(batches).where(eq(batches.id, input.batchId)).for("update");
      if (!batch || !tx.actor.supermarkets.includes(batch.supermarketId)) throw new AppError("not_found");
      await moveOne(tx, BATCHES, batch, "repack", { reason }, { reason });
      const ofPackage = input.packageVersionId ? eq(bags.packageVersionId, input.packageVersionId) : undefined;
      // What came back from a gate may be scrapped too, and is not what is packed anew.
      const atStore = statesBefore(BAG, "scrap").filter((state) => state !== "returned");
      const old = await tx
        .select()
        .from(bags)
        .where(and(eq(bags.batchId, batch.id), inArray(bags.state, atStore), ofPackage));
      if (old.length === 0) throw new AppError("refused", { kind: "nothing_to_repack" });
      await moveBags(tx, old, "scrap", { reason }, { place: "store", proof: { reason, repack: true } });
      await packAnew(tx, old);
      const lineOf = eq(batchLines.batchId, batch.id);
      await tx
        .update(batchLines)
        .set({ packed: null })
        .where(input.packageVersionId ? and(lineOf, eq(batchLines.packageVersionId, input.packageVersionId)) : lineOf);
      await record(tx, {
        kind: "batch.bags_replaced",
        subjectId: batch.id,
        cycleId: batch.cycleId,
        reason,
        data: { bags: old.length, package: input.packageVersionId ?? null },
      });
      return { bags: old.length };
    }),
  );
}

/** A new bag for each scrapped one, in its stop; the lines count the new ones, which are not packed yet. */
async function packAnew(tx: ActTx, old: readonly Bag[]): Promise<void> {
  const these = anyId(old.map((b) => b.id));
  // Two stores that repack at once would take the same numbers: the cycle's row lets one go first.
  await tx.execute(sql`SELECT FROM cycles WHERE id = (SELECT cycle_id FROM bags WHERE id = ${old[0]?.id}) FOR UPDATE`);
  await tx.execute(sql`INSERT INTO bags (id, cycle_id, number, batch_id, order_id, order_line_id, package_version_id, supermarket_id, community_id, grid_id, household_id, stop_id, place, replaces)
    SELECT gen_random_uuid(), b.cycle_id, (SELECT max(number) FROM bags m WHERE m.cycle_id = b.cycle_id) + row_number() OVER (ORDER BY b.number), b.batch_id, b.order_id, b.order_line_id,
      b.package_version_id, b.supermarket_id, b.community_id, b.grid_id, b.household_id, b.stop_id, 'store', b.id FROM bags b WHERE b.id = ${these}`);
  await tx.execute(sql`UPDATE bags SET repacked = true WHERE id = ${these}`);
  // The exchange that its home was credited for goes into the new bag as well.
  await tx.execute(sql`INSERT INTO bag_substitutions (bag_id, item_id, notice_id, refund_fen)
    SELECT n.id, x.item_id, x.notice_id, x.refund_fen FROM bag_substitutions x JOIN bags n ON n.replaces = x.bag_id WHERE x.bag_id = ${these}`);
  await tx.execute(sql`UPDATE order_lines l SET scrapped = l.scrapped - t.n, packed = nullif(l.packed - t.n, 0),
      shorted_pick = CASE WHEN l.packed = t.n THEN nullif(l.allocated - t.there, 0) ELSE l.allocated - l.packed + t.n END
    FROM (
      SELECT order_line_id, count(*) FILTER (WHERE id = ${these})::int AS n, count(*) FILTER (WHERE NOT b.repacked)::int AS there
      FROM bags b WHERE order_line_id IN (SELECT order_line_id FROM bags WHERE id = ${these}) GROUP BY 1
    ) t WHERE l.id = t.order_line_id`);
  await tx.as(SYSTEM, (all) => followBags(all, [...new Set(old.map((b) => b.orderId))]));
}
