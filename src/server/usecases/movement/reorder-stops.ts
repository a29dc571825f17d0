import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { stops } from "#db/schema/index.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";
import type { Stop } from "./trip-in-hand.ts";

/**
 * Puts the stops of a trip that are still planned into another order; each takes number and hour of its new place.
 * @param planned all of them, locked, in their order of now
 * @throws AppError `refused` with `not_the_list` when others are named
 */
export async function reorderStops(
  tx: Tx,
  tripId: TripId,
  planned: readonly Stop[],
  stopIds: readonly StopId[],
): Promise<void> {
  const wanted = new Set(stopIds);
  const same = wanted.size === planned.length && planned.every((s) => wanted.has(s.id));
  if (!same || stopIds.length !== wanted.size) throw new AppError("refused", { kind: "not_the_list" });
  // Sequences are unique in a trip: all step aside before each takes its new place.
  await tx.execute(sql`UPDATE stops SET sequence = -sequence WHERE trip_id = ${tripId} AND state = 'planned'`);
  for (const [i, place] of planned.entries())
    await tx
      .update(stops)
      .set({
        sequence: place.sequence,
        plannedArriveAt: place.plannedArriveAt,
        plannedLeaveAt: place.plannedLeaveAt,
      })
      .where(eq(stops.id, stopIds[i] ?? place.id));
}
