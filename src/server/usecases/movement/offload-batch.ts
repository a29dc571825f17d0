import { randomUUID } from "node:crypto";
import { and, eq, max } from "drizzle-orm";
import type { OffloadBatchInput } from "#contract/supply.ts";
import { bags, batches, stopLoads, stops, trips } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { BATCHES, STOPS, TRIPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";
import { getTripInHand, type Stop, type Trip } from "./trip-in-hand.ts";

/**
 * Takes a loaded batch off a sealed bus again: its bags stand at the dock, the doors get a new seal, and the stop that
 * they were for is skipped until dispatch plans it onto another trip.
 * @throws AppError `not_found`; `refused` with `not_on_this_bus`, `not_from_here` or the domain's reason
 */
export async function offloadBatch(ctx: Ctx, input: OffloadBatchInput): Promise<{ bags: number }> {
  const { reason, sealNumber } = input;
  return act(ctx, (store) =>
    store.seeingAll(async (tx) => {
      const trip = await getTripInHand(tx, input.tripId);
      const [batch] = await tx.select().from(batches).where(eq(batches.id, input.batchId)).for("update");
      if (!batch || !tx.actor.supermarkets.includes(batch.supermarketId)) throw new AppError("not_found");
      if (trip.state !== "sealed") throw new AppError("refused", { kind: "not_from_here", from: trip.state });
      const aboard = await tx
        .select({ bag: bags, stop: stops })
        .from(bags)
        .innerJoin(stops, eq(stops.id, bags.stopId))
        .where(and(eq(bags.batchId, batch.id), eq(stops.tripId, trip.id), eq(bags.state, "loaded")));
      if (aboard.length === 0) throw new AppError("refused", { kind: "not_on_this_bus" });
      await moveOne(tx, BATCHES, batch, "offload", { reason }, { reason });
      const off = aboard.map((a) => a.bag);
      await moveBags(tx, off, "offload", { reason }, { place: "dock", proof: { reason } });
      const touched = new Map(aboard.map((a) => [a.stop.id, a.stop]));
      for (const stop of touched.values()) await leaveStop(tx, trip, stop, batch.id, reason);
      await tx.update(trips).set({ sealNumber }).where(eq(trips.id, trip.id));
      await record(tx, {
        kind: "trip.resealed",
        subjectId: trip.id,
        cycleId: trip.cycleId,
        reason,
        data: { before: trip.sealNumber, after: sealNumber, offloaded: off.length },
      });
      tx.tell(TRIPS.topicsOf(trip));
      return { bags: off.length };
    }),
  );
}

/** What was offloaded waits in a skipped stop: the stop itself, or one of its own where other batches still ride to it. */
async function leaveStop(
  tx: ActTx,
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
  await tx.as(SYSTEM, (all) => moveOne(all, STOPS, skipped, "skip", { reason }, { reason }));
}
