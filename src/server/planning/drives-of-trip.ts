import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { communities, depots, stops, supermarkets, trips, vehicles, vehicleTypes } from "#db/schema/index.ts";
import type { CommunityId, DepotId, SupermarketId, TripId } from "#domain/kernel/ids.ts";
import { estimateMatrix, type Point } from "#roads/estimate.ts";
import { readLegs } from "./read-legs.ts";

type PlaceId = CommunityId | SupermarketId | DepotId;

/** How long the trip's bus drives between two of the places it goes to: its dock, its depot, its gates. */
export type Drives = (from: PlaceId, to: PlaceId) => number;

/**
 * Drives in milliseconds, for hours that are worked out while somebody waits: as the trip's plan has it where the two
 * places follow each other in it, else along the streets that were drawn for it, else estimated.
 * @param more places that the trip does not go to yet
 */
export async function drivesOfTrip(tx: Tx, tripId: TripId, more: readonly CommunityId[] = []): Promise<Drives> {
  const [head] = await tx
    .select({ trip: trips, store: supermarkets, depot: depots, speedKmh: vehicleTypes.speedKmh })
    .from(trips)
    .innerJoin(supermarkets, eq(supermarkets.id, trips.supermarketId))
    .innerJoin(depots, eq(depots.id, trips.depotId))
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode))
    .where(eq(trips.id, tripId));
  if (!head) throw new Error("a trip whose drives are asked for is there");
  const gates = await tx
    .select({ stop: stops, lat: communities.lat, lng: communities.lng })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(eq(stops.tripId, tripId))
    .orderBy(stops.sequence);
  const drawn = (await readLegs(tx, [tripId])).get(tripId);
  const planned = new Map<string, number>();
  let [from, leaveAt]: [PlaceId, number] = [head.store.id, head.trip.departAt];
  for (const { stop } of gates) {
    planned.set(`${from} ${stop.communityId}`, Math.max(0, stop.plannedArriveAt - leaveAt));
    [from, leaveAt] = [stop.communityId, stop.plannedLeaveAt];
  }
  planned.set(`${from} ${head.depot.id}`, Math.max(0, head.trip.backAt - leaveAt));
  const others =
    more.length === 0
      ? []
      : await tx
          .select()
          .from(communities)
          .where(sql`${communities.id} IN ${[...more]}`);
  const points = new Map<PlaceId, Point>([
    [head.store.id, head.store],
    [head.depot.id, head.depot],
    ...gates.map(({ stop, lat, lng }) => [stop.communityId, { lat, lng }] as const),
    ...others.map((c) => [c.id, c] as const),
  ]);
  const at = (id: PlaceId): Point => {
    const point = points.get(id);
    if (!point) throw new RangeError(`the trip does not go to ${id}`);
    return point;
  };
  return (from, to) => {
    if (from === to) return 0;
    const seconds = () =>
      drawn?.find(from, to)?.seconds ?? estimateMatrix([at(from), at(to)], head.speedKmh).seconds[1] ?? 0;
    return Math.round(planned.get(`${from} ${to}`) ?? seconds() * 1000);
  };
}
