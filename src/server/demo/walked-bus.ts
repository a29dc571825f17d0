import { and, asc, eq, notInArray } from "drizzle-orm";
import { communities, stops, trips } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { UNPUBLISHED_TRIP_STATES, VOID_TRIP_STATES } from "#domain/movement/trip.ts";
import type { View } from "../act.ts";
import { DEMO_PLACE } from "./sign-ins.ts";

/** The bus that brings the walked order: of those that come to its place the first at a dock, once it is published. */
export async function findWalkedBus(
  tx: View,
  round: typeof trips.$inferSelect.cycleId,
): Promise<{ trip: number; dockAt: Instant } | undefined> {
  const [bus] = await tx
    .select({ trip: trips.number, dockAt: trips.dockAt })
    .from(trips)
    .innerJoin(stops, eq(stops.tripId, trips.id))
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(
      and(
        eq(trips.cycleId, round),
        eq(communities.code, DEMO_PLACE),
        notInArray(trips.state, [...VOID_TRIP_STATES, ...UNPUBLISHED_TRIP_STATES]),
      ),
    )
    .orderBy(asc(trips.dockAt), asc(trips.number))
    .limit(1);
  return bus;
}
