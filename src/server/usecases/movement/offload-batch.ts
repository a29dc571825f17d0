import { randomUUID } from "node:crypto";
import { and, eq, max } from "drizzle-orm";
import type { OffloadBatchInput } from "#contract/supply.ts";
import type { Tx } from "#db/client.ts";
import { bags, batches, stopLoads, stops, trips } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";
import { moveBatchIn } from "../supply/move-batches.ts";
import { announceTrips } from "./publish-trips.ts";
import { getTripForUpdate, moveStop, type Stop, type Trip } from "./trip-step.ts";

/**
 * Takes a loaded batch off a sealed bus again: its bags stand at the dock, the doors get a new seal, and the stop that
 * they were for is skipped until dispatch plans it onto another trip.
 * @throws AppError `not_found`; `refused` with `not_on_this_bus`, `not_from_here` or the domain's reason
 */
export async function offloadBatch(ctx: Ctx, input: OffloadBatchInput): Promise<{ bags: number }> {
  const done = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const trip = await getTripForUpdate(tx, input.tripId);
    const [batch] = await tx.select().from(batches).where(eq(batches.id, input.batchId)).for("update");
    if (!batch || !ctx.actor.supermarkets.includes(batch.supermarketId)) throw new AppError("not_found");
    if (trip.state !== "sealed") throw new AppError("refused", { kind: "not_from_here", from: trip.state });
    const aboard = await tx
      .select({ id: bags.id, stop: stops })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .where(and(eq(bags.batchId, batch.id), eq(stops.tripId, trip.id), eq(bags.state, "loaded")));
    if (aboard.length === 0) throw new AppError("refused", { kind: "not_on_this_bus" });
    const { reason } = input;
    await moveBatchIn(tx, ctx, batch, "offload", { reason_given: reason !== "" }, "SUP", reason);
    await moveBags(
      tx,
      ctx,
      aboard.map((b) => b.id),
      { from: "loaded", act: "offload", place: "dock", as: "SUP", facts: { reason_given: true }, proof: { reason } },
    );
    const touched = new Map(aboard.map((b) => [b.stop.id, b.stop]));
    for (const stop of touched.values()) await leaveStop(tx, ctx, trip, stop, batch.id, reason);
    await tx.update(trips).set({ sealNumber: input.sealNumber }).where(eq(trips.id, trip.id));
    await record(tx, ctx, {
      kind: "trip.resealed",
      subjectId: trip.id,
      cycleId: trip.cycleId,
      reason,
      data: { before: trip.sealNumber, after: input.sealNumber, offloaded: aboard.length },
    });
    return { trip, bags: aboard.length };
  });
  await announceTrips(ctx, [done.trip]);
  return { bags: done.bags };
}

/** What was offloaded waits in a skipped stop: the stop itself, or one of its own where other batches still ride to it. */
async function leaveStop(
  tx: Tx,
  ctx: Ctx,
  trip: Trip,
  stop: Stop,
  batchId: typeof bags.$inferSelect.batchId,
  reason: string,
): Promise<void> {
  const loads = await tx.select().from(stopLoads).where(eq(stopLoads.stopId, stop.id));
  let skipped = stop;
  if (loads.some((l) => l.batchId !== batchId)) {
    const [last] = await tx
      .select({ n: max(stops.sequence) })
      .from(stops)
      .where(eq(stops.tripId, trip.id));
    const [made] = await tx
      .insert(stops)
      .values({ ...stop, id: randomUUID() as StopId, sequence: (last?.n ?? 0) + 1 })
      .returning();
    if (!made) throw new Error("a stop that was inserted is returned");
    skipped = made;
    await tx
      .update(bags)
      .set({ stopId: made.id })
      .where(and(eq(bags.stopId, stop.id), eq(bags.batchId, batchId)));
  }
  await tx
    .update(stopLoads)
    .set({ stopId: skipped.id, loaded: 0 })
    .where(and(eq(stopLoads.stopId, stop.id), eq(stopLoads.batchId, batchId)));
  await moveStop(tx, ctx, skipped, "skip", { as: "DIS", reason, facts: { reason_given: true } });
}
