import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { listSpareBuses } from "#db/queries/spare-buses.ts";
import { communities, depots, stops, trips, vehicles, vehicleTypes } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { type PublishFindingKind, publishFindings } from "#domain/movement/publish-checks.ts";
import { type RescueBus, rankRescues } from "#domain/movement/rank-rescues.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { BACK_TRIP_STATES, UNDRIVEN_TRIP_STATES } from "#domain/movement/trip.ts";
import { estimateMatrix } from "#roads/estimate.ts";
import { isSmall } from "./plan-day.ts";
import { readTripsToPublish, vehicleToPublish } from "./trips-to-publish.ts";

/** What forbids taking over; a missed window is dispatch's to settle with the gate. */
export const FORBIDS_TAKING_OVER: readonly PublishFindingKind[] = [
  "over_bags",
  "over_weight",
  "over_volume",
  "over_fragile",
  "zone_order",
  "pass_not_for_zone",
];

/**
 * The buses in their yards that could take over a bus that cannot go on, or what one has brought home, the best first, each
 * with the drive there and what speaks against it. Home it stands in its depot; else it stands at the gate where it is let in, else before the one that it drives to: nothing tells
 * its place on the way. Drives are estimated, as for any single leg.
 */
export async function listRescueBuses(tx: Tx, tripId: TripId): Promise<RescueBus[]> {
  const ahead = await tx
    .select({ id: stops.id, place: communities })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(and(eq(stops.tripId, tripId), or(inArray(stops.state, [...OPEN_STOP_STATES]), WITH_BAGS_LEFT)))
    .orderBy(asc(stops.sequence));
  const trip = (await readTripsToPublish(tx, [tripId])).get(tripId);
  const [home] = await tx
    .select({ lat: depots.lat, lng: depots.lng })
    .from(trips)
    .innerJoin(depots, eq(depots.id, trips.depotId))
    .where(and(eq(trips.id, tripId), inArray(trips.state, [...BACK_TRIP_STATES])));
  const here = home ?? ahead[0]?.place;
  if (!trip || !here || ahead.length === 0) return [];
  const left = { ...trip, stops: trip.stops.filter((s) => ahead.some((a) => a.id === s.stopId)) };
  const narrow = ahead.some((a) => !a.place.busAccessible);
  const spare = await listSpareBuses(tx);
  if (spare.length === 0) return [];
  const rows = await tx
    .select({ v: vehicles, type: vehicleTypes, depot: depots, ownDockAt: OWN_DOCK })
    .from(vehicles)
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode))
    .innerJoin(depots, eq(depots.id, vehicles.depotId))
    .where(
      inArray(
        vehicles.id,
        spare.map((s) => s.vehicleId),
      ),
    );
  return rankRescues(
    rows.map(({ v, type, depot, ownDockAt }): RescueBus => {
      const findings = publishFindings({ ...left, vehicle: vehicleToPublish(type, v.inService) });
      const wrong = findings.find((f) => FORBIDS_TAKING_OVER.includes(f.kind)) ?? null;
      return {
        vehicleId: v.id,
        name: v.name,
        seconds: Math.round(estimateMatrix([depot, here], type.speedKmh).seconds[1] ?? 0),
        maxBags: type.maxBags,
        wrong: narrow && !isSmall(type.code) ? { kind: "narrow_gate" } : wrong,
        ownDockAt: ownDockAt === null ? null : (Date.parse(ownDockAt) as RescueBus["ownDockAt"]),
      };
    }),
  );
}

/** Passed by, with bags that ride still. */
const WITH_BAGS_LEFT = sql`(${stops.state} = 'skipped' AND EXISTS (SELECT FROM bag_counts k WHERE k.stop_id = ${stops.id} AND k.state = 'in_transit'))`;

/** The next trip of the bus itself. */
const OWN_DOCK = sql<
  string | null
>`(SELECT min(t.dock_at) FROM trips t WHERE t.vehicle_id = ${vehicles.id} AND t.dock_at > app_now()
  AND t.departed_at IS NULL AND (t.state = 'planned' OR t.state NOT IN ${UNDRIVEN_TRIP_STATES}))`;
