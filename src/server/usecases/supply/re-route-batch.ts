import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { ReRouteBatchInput } from "#contract/supply.ts";
import type { Tx } from "#db/client.ts";
import { readStoreLoads } from "#db/queries/store-loads.ts";
import { batches, batchLines, cycles, stopLoads, stops, supermarkets, trips } from "#db/schema/index.ts";
import type { BatchId, PackageVersionId } from "#domain/kernel/ids.ts";
import { UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import { GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";
import { capacityLeft } from "#domain/supply/capacity.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import type { Batch } from "./move-batches.ts";

/**
 * Routes what a store rejected, or the desk recalled, to another store with room in its commits: a new batch with the
 * same counts takes over the bags, none of which was packed, and the first one keeps its history.
 * @throws AppError `not_found`; `refused` with `not_from_here`, `nothing_to_route`, `same_store`, `commit_too_small`,
 * `over_capacity`, or `trip_published` with the number of the trip that dispatch has to take back first
 */
export async function reRouteBatch(ctx: Ctx, input: ReRouteBatchInput): Promise<{ batchId: BatchId; bags: number }> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [found] = await tx.select({ cycleId: batches.cycleId }).from(batches).where(eq(batches.id, input.batchId));
      if (!found) throw new AppError("not_found");
      // The cycle first, as everywhere: an allocation that is undone at the same moment waits, or is waited for.
      const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, found.cycleId)).for("update");
      const [batch] = await tx.select().from(batches).where(eq(batches.id, input.batchId)).for("update");
      const [store] = await tx.select().from(supermarkets).where(eq(supermarkets.id, input.supermarketId));
      if (!cycle || !batch || !store) throw new AppError("not_found");
      if (!GIVEN_UP_BATCH_STATES.some((state) => state === batch.state))
        throw new AppError("refused", { kind: "not_from_here", from: batch.state });
      if (store.id === batch.supermarketId) throw new AppError("refused", { kind: "same_store" });
      const counts = await tx.execute<{ package_version_id: PackageVersionId; n: number }>(
        sql`SELECT package_version_id, count(*)::int AS n FROM bags WHERE batch_id = ${batch.id} AND state = 'created' GROUP BY 1 ORDER BY 1`,
      );
      const bags = counts.reduce((sum, c) => sum + c.n, 0);
      if (bags === 0) throw new AppError("refused", { kind: "nothing_to_route" });
      await leaveTrips(tx, batch);
      await moveCommits(tx, batch, store, counts, bags);
      const batchId = randomUUID() as BatchId;
      await tx.insert(batches).values({
        id: batchId,
        cycleId: batch.cycleId,
        supermarketId: store.id,
        communityId: batch.communityId,
        sheetChecksums: batch.sheetChecksums,
        stateAt: tx.at,
      });
      const lines = await tx.select().from(batchLines).where(eq(batchLines.batchId, batch.id));
      await tx.insert(batchLines).values(lines.map((l) => ({ ...l, batchId })));
      await tx.execute(
        sql`UPDATE bags SET batch_id = ${batchId}, supermarket_id = ${store.id}, stop_id = NULL WHERE batch_id = ${batch.id} AND state = 'created'`,
      );
      await record(tx, {
        kind: "batch.re_routed",
        subjectId: batch.id,
        cycleId: batch.cycleId,
        data: { from: batch.supermarketId, to: store.id, batch: batchId, bags },
      });
      tx.tell([
        `cycle:${batch.cycleId}`,
        `supermarket:${batch.supermarketId}`,
        `supermarket:${store.id}`,
        "desk",
        "dispatch",
      ]);
      return { batchId, bags };
    }),
  );
}

/** The commits follow the bags; the row that would be overdrawn is not written, whoever else draws on it at the moment. */
async function moveCommits(
  tx: Tx,
  batch: Batch,
  store: typeof supermarkets.$inferSelect,
  counts: readonly { package_version_id: PackageVersionId; n: number }[],
  bags: number,
): Promise<void> {
  for (const { package_version_id: id, n } of counts) {
    const [drawn] = await tx.execute(sql`UPDATE supply_commits SET allocated = allocated + ${n}
      WHERE cycle_id = ${batch.cycleId} AND supermarket_id = ${store.id} AND package_version_id = ${id} AND allocated + ${n} <= committed RETURNING allocated`);
    if (!drawn) throw new AppError("refused", { kind: "commit_too_small", packageVersionId: id, bags: n });
    await tx.execute(sql`UPDATE supply_commits SET allocated = greatest(allocated - ${n}, 0)
      WHERE cycle_id = ${batch.cycleId} AND supermarket_id = ${batch.supermarketId} AND package_version_id = ${id}`);
  }
  const load = (await readStoreLoads(tx, batch.cycleId)).get(store.id);
  if (bags > capacityLeft(store.dailyCapacityBags, load))
    throw new AppError("refused", { kind: "over_capacity", capacity: store.dailyCapacityBags });
}

/** Trips start at one store's dock: a batch that changes its store leaves the plan and waits for a trip of the new one. */
export async function leaveTrips(tx: Tx, batch: Batch): Promise<void> {
  const rides = await tx
    .select({ stopId: stops.id, tripId: trips.id, number: trips.number, state: trips.state })
    .from(stopLoads)
    .innerJoin(stops, eq(stops.id, stopLoads.stopId))
    .innerJoin(trips, eq(trips.id, stops.tripId))
    .where(eq(stopLoads.batchId, batch.id));
  const out = rides.find((r) => !UNPUBLISHED_TRIP_STATES.includes(r.state));
  if (out) throw new AppError("refused", { kind: "trip_published", trip: out.number });
  for (const ride of rides) {
    await tx.delete(stopLoads).where(and(eq(stopLoads.stopId, ride.stopId), eq(stopLoads.batchId, batch.id)));
    await tx.execute(
      sql`DELETE FROM stops s WHERE s.id = ${ride.stopId} AND NOT EXISTS (SELECT FROM stop_loads l WHERE l.stop_id = s.id)`,
    );
    await tx.execute(
      sql`DELETE FROM trips t WHERE t.id = ${ride.tripId} AND NOT EXISTS (SELECT FROM stops s WHERE s.trip_id = t.id)`,
    );
  }
}
