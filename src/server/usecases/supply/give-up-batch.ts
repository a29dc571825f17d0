import { eq, sql } from "drizzle-orm";
import type { GiveUpBatchInput } from "#contract/supply.ts";
import { batches, cycles } from "#db/schema/index.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { BATCHES } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { followBags } from "../../move-bags.ts";
import { record } from "../../record.ts";
import { type Credit, creditOrders } from "../money/credit-orders.ts";
import { leaveTrips } from "./re-route-batch.ts";

/**
 * What a store rejected, or the desk recalled, and no other store takes: its bags, none of them packed, are short for
 * their homes as if they had never been shared out, with the reason, and each home is credited their price.
 * @throws AppError `not_found`; `refused` with the domain's reason, `nothing_to_route`, or `trip_published`
 */
export async function giveUpBatch(ctx: Ctx, input: GiveUpBatchInput): Promise<{ bags: number; homes: number }> {
  const { batchId, reason } = input;
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [found] = await tx.select({ cycleId: batches.cycleId }).from(batches).where(eq(batches.id, batchId));
      if (!found) throw new AppError("not_found");
      const { cycleId } = found;
      // The cycle first, as everywhere: an allocation that is undone at the same moment waits, or is waited for.
      await tx.select({ id: cycles.id }).from(cycles).where(eq(cycles.id, cycleId)).for("update");
      const [batch] = await tx.select().from(batches).where(eq(batches.id, batchId)).for("update");
      if (!batch) throw new AppError("not_found");
      await moveOne(tx, BATCHES, batch, "give_up", { reason }, { reason });
      await leaveTrips(tx, batch);
      const { bags, short } = await shortBagsOf(tx, batchId);
      if (bags === 0) throw new AppError("refused", { kind: "nothing_to_route" });
      await record(tx, {
        kind: "shortage.declared",
        subjectId: batchId,
        cycleId,
        reason,
        data: { bags, how: "given up" },
      });
      const { homes } = await creditOrders(tx, cycleId, short);
      const orderIds = short.map((s) => s.order_id);
      await tx.as(SYSTEM, (all) => followBags(all, orderIds));
      return { bags, homes };
    }),
  );
}

/**
 * The bags leave the record, their lines and their store's commits: short where they were shared out, not where they were
 * picked, as no store holds them. What a home was credited for an exchanged item is part of the price that it gets back.
 */
async function shortBagsOf(
  tx: ActTx,
  batchId: GiveUpBatchInput["batchId"],
): Promise<{ bags: number; short: Credit[] }> {
  const rows = await tx.execute<Credit & { bags: number }>(sql`WITH given AS (
      SELECT b.order_line_id, sum(x.refund_fen) AS fen FROM bag_substitutions x JOIN bags b ON b.id = x.bag_id WHERE b.batch_id = ${batchId} AND b.state = 'created' GROUP BY 1
    ), gone AS (DELETE FROM bags WHERE batch_id = ${batchId} AND state = 'created' RETURNING order_line_id, supermarket_id, package_version_id, cycle_id),
    freed AS (
      UPDATE supply_commits c SET allocated = greatest(c.allocated - t.n, 0) FROM (SELECT cycle_id, supermarket_id, package_version_id, count(*)::int AS n FROM gone GROUP BY 1, 2, 3) t
      WHERE c.cycle_id = t.cycle_id AND c.supermarket_id = t.supermarket_id AND c.package_version_id = t.package_version_id
    ), tally AS (SELECT g.order_line_id, count(*)::int AS n, coalesce(max(given.fen), 0) AS given FROM gone g LEFT JOIN given USING (order_line_id) GROUP BY 1),
    lines AS (
      UPDATE order_lines l SET allocated = l.allocated - t.n, shorted_alloc = l.shorted_alloc + t.n,
        shorted_pick = CASE WHEN l.packed IS NULL THEN l.shorted_pick ELSE l.allocated - t.n - l.packed END,
        short_reason = jsonb_build_object('short', 'out_of_stock', 'outcome', 'at_store', 'bags', t.n)
      FROM tally t WHERE l.id = t.order_line_id RETURNING l.order_id, l.household_id, l.grid_id, t.n, t.n * l.price_fen - t.given AS amount
    )
    SELECT order_id, household_id, grid_id, sum(n)::int AS bags, sum(amount) AS amount FROM lines GROUP BY 1, 2, 3`);
  return { bags: rows.reduce((n, r) => n + r.bags, 0), short: [...rows] };
}
