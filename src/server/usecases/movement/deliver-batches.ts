import { and, count, eq, inArray, notInArray } from "drizzle-orm";
import { batches, stopLoads, stops } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { HANDED_STOP_STATES } from "#domain/movement/stop.ts";
import type { ActTx } from "../../act.ts";
import { BATCHES } from "../../lives.ts";
import { moveAll } from "../../move.ts";

/**
 * A stop has ended: the batches that rode to it and wait for no other one are delivered. It follows as the system's move.
 * Of two stops that end at once the second to lock a batch asks anew what is open, and sees the first one's end.
 */
export async function deliverBatches(system: ActTx, stopId: StopId): Promise<void> {
  const carried = system.select({ id: stopLoads.batchId }).from(stopLoads).where(eq(stopLoads.stopId, stopId));
  const riding = await system
    .select()
    .from(batches)
    .where(and(inArray(batches.id, carried), eq(batches.state, "dispatched")))
    .orderBy(batches.id)
    // What was written of their bags holds them already, for both: neither could have them for itself alone.
    .for("no key update");
  const ids = riding.map((b) => b.id);
  const open = await system
    .select({ id: stopLoads.batchId, stops: count() })
    .from(stopLoads)
    .innerJoin(stops, eq(stops.id, stopLoads.stopId))
    .where(and(inArray(stopLoads.batchId, ids), notInArray(stops.state, [...HANDED_STOP_STATES])))
    .groupBy(stopLoads.batchId);
  const openStops = new Map(open.map((o) => [o.id, o.stops]));
  const done = riding.filter((b) => !openStops.has(b.id));
  await moveAll(system, BATCHES, done, "deliver", (b) => ({ openStops: openStops.get(b.id) ?? 0 }));
}
