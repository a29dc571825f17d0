import { and, eq, inArray, sql } from "drizzle-orm";
import type { RepackBatchInput } from "#contract/supply.ts";
import type { Tx } from "#db/client.ts";
import { bags, batches, batchLines } from "#db/schema/index.ts";
import type { BagId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import { ORDER_FLOW } from "#domain/orders/household-order.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";
import { moveBatchIn } from "./move-batches.ts";

/**
 * Sends a packed or staged batch back to the pickers, whole or one package of it: each bag is scrapped with its custody
 * event, and a new bag that names it takes its place in the line, with a number and a label of its own.
 * @throws AppError `not_found`; `refused` with `nothing_to_repack` or the domain's reason
 */
export async function repackBatch(ctx: Ctx, input: RepackBatchInput): Promise<{ bags: number }> {
  const done = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const [batch] = await tx.select().from(batches).where(eq(batches.id, input.batchId)).for("update");
    if (!batch || !ctx.actor.supermarkets.includes(batch.supermarketId)) throw new AppError("not_found");
    const { reason } = input;
    await moveBatchIn(tx, ctx, batch, "repack", { reason_given: reason !== "" }, "SUP", reason);
    const ofPackage = input.packageVersionId ? eq(bags.packageVersionId, input.packageVersionId) : undefined;
    const old = await tx
      .select({ id: bags.id, state: bags.state })
      .from(bags)
      .where(and(eq(bags.batchId, batch.id), inArray(bags.state, ["packed", "staged"]), ofPackage));
    if (old.length === 0) throw new AppError("refused", { kind: "nothing_to_repack" });
    for (const from of ["packed", "staged"] as const)
      await moveBags(
        tx,
        ctx,
        old.filter((b) => b.state === from).map((b) => b.id),
        {
          from,
          act: "scrap",
          place: "store",
          as: "SUP",
          facts: { reason_given: true },
          proof: { reason, repack: true },
        },
      );
    await packAnew(
      tx,
      old.map((b) => b.id),
    );
    const lineOf = eq(batchLines.batchId, batch.id);
    await tx
      .update(batchLines)
      .set({ packed: null })
      .where(input.packageVersionId ? and(lineOf, eq(batchLines.packageVersionId, input.packageVersionId)) : lineOf);
    await record(tx, ctx, {
      kind: "batch.bags_replaced",
      subjectId: batch.id,
      cycleId: batch.cycleId,
      reason,
      data: { bags: old.length, package: input.packageVersionId ?? null },
    });
    return { batch, bags: old.length };
  });
  await ctx.live.announce(`cycle:${done.batch.cycleId}`, `supermarket:${done.batch.supermarketId}`, "desk", "dispatch");
  return { bags: done.bags };
}

/** A new bag for each scrapped one, in its stop; the lines count the new ones, which are not packed yet. */
async function packAnew(tx: Tx, old: readonly BagId[]): Promise<void> {
  const list = sql`${`{${old.join(",")}}`}::uuid[]`;
  // Two stores that repack at once would take the same numbers: the cycle's row lets one go first.
  await tx.execute(sql`SELECT FROM cycles WHERE id = (SELECT cycle_id FROM bags WHERE id = ${old[0]}) FOR UPDATE`);
  await tx.execute(sql`INSERT INTO bags (id, cycle_id, number, batch_id, order_id, order_line_id, package_version_id, supermarket_id, community_id, grid_id, household_id, stop_id, place, replaces)
    SELECT gen_random_uuid(), b.cycle_id, (SELECT max(number) FROM bags m WHERE m.cycle_id = b.cycle_id) + row_number() OVER (ORDER BY b.number), b.batch_id, b.order_id, b.order_line_id,
      b.package_version_id, b.supermarket_id, b.community_id, b.grid_id, b.household_id, b.stop_id, 'store', b.id FROM bags b WHERE b.id = ANY (${list})`);
  await tx.execute(sql`UPDATE bags SET repacked = true WHERE id = ANY (${list})`);
  // The exchange that its home was credited for goes into the new bag as well.
  await tx.execute(sql`INSERT INTO bag_substitutions (bag_id, item_id, notice_id, refund_fen)
    SELECT n.id, x.item_id, x.notice_id, x.refund_fen FROM bag_substitutions x JOIN bags n ON n.replaces = x.bag_id WHERE x.bag_id = ANY (${list})`);
  await tx.execute(sql`UPDATE order_lines l SET scrapped = l.scrapped - t.n, packed = nullif(l.packed - t.n, 0),
      shorted_pick = CASE WHEN l.packed = t.n THEN nullif(l.allocated - t.there, 0) ELSE l.allocated - l.packed + t.n END
    FROM (
      SELECT order_line_id, count(*) FILTER (WHERE id = ANY (${list}))::int AS n, count(*) FILTER (WHERE NOT b.repacked)::int AS there
      FROM bags b WHERE order_line_id IN (SELECT order_line_id FROM bags WHERE id = ANY (${list})) GROUP BY 1
    ) t WHERE l.id = t.order_line_id`);
  const waiting = unwrap(decide(ORDER_FLOW, "packed", "repack", "SYS", { bag_repacked: true }));
  await tx.execute(sql`UPDATE household_orders SET state = ${waiting}::order_state, changed_at = now()
    WHERE state = 'packed' AND id IN (SELECT order_id FROM bags WHERE id = ANY (${list}))`);
}
