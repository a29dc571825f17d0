import { eq, inArray, sql } from "drizzle-orm";
import type { OpenHandover } from "#contract/dispatch.ts";
import { communities, grids, handovers, stops, trips, vehicles } from "#db/schema/index.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Counts on which driver and grid worker do not agree, then piles that nobody has counted or named, the oldest first. */
export async function listOpenHandovers(ctx: Ctx): Promise<OpenHandover[]> {
  const rows = await look(ctx, (tx) =>
    tx
      .select({
        h: handovers,
        tripId: trips.id,
        trip: trips.number,
        bus: vehicles.name,
        grid: grids.number,
        place: communities,
      })
      .from(handovers)
      .innerJoin(stops, eq(stops.id, handovers.stopId))
      .innerJoin(trips, eq(trips.id, stops.tripId))
      .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
      .innerJoin(grids, eq(grids.id, handovers.gridId))
      .innerJoin(communities, eq(communities.id, stops.communityId))
      .where(inArray(handovers.state, ["disputed", "offered", "on_paper"]))
      .orderBy(sql`${handovers.state} <> 'disputed'`, handovers.offeredAt)
      .limit(500),
  );
  return rows.map(({ h, tripId, trip, bus, grid, place }) => ({
    id: h.id,
    tripId,
    tripNumber: trip,
    bus,
    gridId: h.gridId,
    place: place.name,
    aggregator: aggregatorOf(place),
    grid,
    state: h.state,
    offered: h.offered,
    counted: h.counted,
    offeredMs: h.offeredAt,
    photoId: h.photo,
  }));
}
