import { eq } from "drizzle-orm";
import type { DisputedHandover } from "#contract/dispatch.ts";
import { communities, grids, handovers, stops, trips } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Counts on which driver and grid worker do not agree, the oldest first. */
export async function listDisputes(ctx: Ctx): Promise<DisputedHandover[]> {
  const rows = await look(ctx, (tx) =>
    tx
      .select({ h: handovers, trip: trips.number, grid: grids.number, name: communities.name })
      .from(handovers)
      .innerJoin(stops, eq(stops.id, handovers.stopId))
      .innerJoin(trips, eq(trips.id, stops.tripId))
      .innerJoin(grids, eq(grids.id, handovers.gridId))
      .innerJoin(communities, eq(communities.id, stops.communityId))
      .where(eq(handovers.state, "disputed"))
      .orderBy(handovers.offeredAt)
      .limit(200),
  );
  return rows.map(({ h, trip, grid, name }) => ({
    id: h.id,
    tripNumber: trip,
    place: name,
    grid,
    state: h.state,
    offered: h.offered,
    counted: h.counted,
    offeredMs: h.offeredAt,
    photoId: h.photo,
  }));
}
