import { and, eq, inArray, sql } from "drizzle-orm";
import { batches, stopLoads } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { HANDED_STOP_STATES } from "#domain/movement/stop.ts";
import type { ActTx } from "../../act.ts";
import { BATCHES } from "../../lives.ts";
import { moveAll } from "../../move.ts";

/** Stops at which bags of the batch are still to be set down. */
const OPEN_STOPS = sql<number>`(SELECT count(*)::int FROM stop_loads l JOIN stops s ON s.id = l.stop_id
  WHERE l.batch_id = ${batches.id} AND s.state NOT IN ${[...HANDED_STOP_STATES]})`;

/** A stop has ended: the batches that rode to it and wait for no other one are delivered. It follows as the system's move. */
export async function deliverBatches(system: ActTx, stopId: StopId): Promise<void> {
  const carried = system.select({ id: stopLoads.batchId }).from(stopLoads).where(eq(stopLoads.stopId, stopId));
  const open = await system
    .select({ batch: batches, openStops: OPEN_STOPS })
    .from(batches)
    .where(and(inArray(batches.id, carried), eq(batches.state, "dispatched")))
    .for("update");
  const done = open.filter((o) => o.openStops === 0);
  await moveAll(
    system,
    BATCHES,
    done.map((o) => ({ ...o.batch, openStops: o.openStops })),
    "deliver",
    (b) => ({ openStops: b.openStops }),
  );
}
