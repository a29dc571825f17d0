import { and, asc, eq, inArray } from "drizzle-orm";
import type { LostOnTheWay } from "#contract/movement.ts";
import { bags, communities, grids, stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { LOST_BAG_STATES } from "#domain/supply/bag.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

/**
 * Bags of these trips that were missing at a gate and are not with their grid worker yet, by number. Read as the
 * system, because bags belong to homes: the caller has made sure that the trips are the actor's.
 */
export async function listLostOnTrips(ctx: Pick<Ctx, "db">, tripIds: readonly TripId[]): Promise<LostOnTheWay[]> {
  if (tripIds.length === 0) return [];
  const rows = await look({ db: ctx.db, actor: SYSTEM }, (tx) =>
    tx
      .select({
        bagId: bags.id,
        number: bags.number,
        state: bags.state,
        grid: grids.number,
        name: communities.name,
        kind: communities.kind,
        aggregator: communities.aggregator,
      })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .innerJoin(grids, eq(grids.id, bags.gridId))
      .innerJoin(communities, eq(communities.id, bags.communityId))
      .where(and(inArray(stops.tripId, [...tripIds]), inArray(bags.state, [...LOST_BAG_STATES])))
      .orderBy(asc(bags.number)),
  );
  return rows.map(({ name, state, kind, aggregator, ...r }) => ({
    ...r,
    place: name,
    aggregator: aggregatorOf({ kind, aggregator }),
    found: state === "found",
  }));
}
