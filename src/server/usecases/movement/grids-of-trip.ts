import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { grids, stops } from "#db/schema/index.ts";
import type { GridId, TripId } from "#domain/kernel/ids.ts";

/** The topics of every grid that a trip goes to: what happens at one gate changes the hours at those after it. */
export async function gridsOfTrip(tx: Tx, tripId: TripId): Promise<`grid:${GridId}`[]> {
  const rows = await tx
    .selectDistinct({ id: grids.id })
    .from(grids)
    .innerJoin(stops, eq(stops.communityId, grids.communityId))
    .where(eq(stops.tripId, tripId));
  return rows.map((g) => `grid:${g.id}` as const);
}
