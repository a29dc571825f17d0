import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { listStandingZones } from "#db/queries/standing-zones.ts";
import {
  batches,
  batchLines,
  communities,
  cycles,
  depots,
  packageVersions,
  supermarkets,
  vehicles,
  vehicleTypes,
} from "#db/schema/index.ts";
import type { CycleId, TripId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, type ServiceDay } from "#domain/kernel/time.ts";
import { UNCARRIED_BATCH_STATES } from "#domain/supply/batch.ts";
import { strictestAt, type ZoneLevel } from "#domain/zones/zone.ts";
import { DAY_FROM, fragilePlacesOf, type PlanDay, TRIPS_A_DAY } from "./plan-day.ts";
import { besidesTripsOut } from "./trips-out.ts";

/** The level that a bus meets at the gate: the strictest of what is in force for the community or any of its grids. */
export async function strictestZones(tx: Tx, at: Instant): Promise<Map<string, ZoneLevel>> {
  const standing = Map.groupBy(await listStandingZones(tx), (z) => z.communityId);
  return new Map(
    [...standing].flatMap(([place, versions]) => {
      const level = strictestAt(versions, at);
      return level ? [[place, level]] : [];
    }),
  );
}

/**
 * What has still to be planned for a cycle, and with what: batches that are not refused and on no trip that is out,
 * vehicles in service, gates and zones of the day.
 */
export async function readDay(
  tx: Tx,
  cycleId: CycleId,
): Promise<{ day: PlanDay; besides: TripId[]; deliveryDay: ServiceDay }> {
  const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, cycleId));
  if (!cycle) throw new RangeError(`no cycle ${cycleId}`);
  const sent = sql`(${batchLines.allocated} - coalesce(${batchLines.shorted}, 0))`;
  const ridesAsked = tx
    .select({
      batchId: batches.id,
      communityId: batches.communityId,
      supermarketId: batches.supermarketId,
      bags: sql<number>`sum(${sent})::int`,
      grams: sql<number>`sum(${sent} * ${packageVersions.weightGrams})::float8`,
      millilitres: sql<number>`sum(${sent} * ${packageVersions.volumeMl})::float8`,
      fragileBags: sql<number>`coalesce(sum(${sent}) FILTER (WHERE ${packageVersions.fragile}), 0)::int`,
    })
    .from(batches)
    .innerJoin(batchLines, eq(batchLines.batchId, batches.id))
    .innerJoin(packageVersions, eq(packageVersions.id, batchLines.packageVersionId))
    .where(
      and(
        eq(batches.cycleId, cycleId),
        // Of a batch that is split over trips a part may be on its way while the rest waits.
        notInArray(batches.state, [...UNCARRIED_BATCH_STATES]),
      ),
    )
    .groupBy(batches.id)
    .orderBy(batches.supermarketId, batches.communityId);
  const fleetAsked = tx
    .select({ v: vehicles, t: vehicleTypes, lat: depots.lat, lng: depots.lng })
    .from(vehicles)
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode))
    .innerJoin(depots, eq(depots.id, vehicles.depotId))
    .where(eq(vehicles.inService, true))
    .orderBy(vehicles.name);
  // Sent at once, and answered one after the other: whoever drags a stop waits for this day.
  const [rides, zones, gates, stores, fleet] = await Promise.all([
    ridesAsked,
    strictestZones(tx, atServiceDay(cycle.deliveryDay, 8 * 3600)),
    tx.select().from(communities).orderBy(communities.code),
    tx.select().from(supermarkets).orderBy(supermarkets.code),
    fleetAsked,
  ]);
  const places = gates.map((c) => ({ ...c, zone: zones.get(c.id) }));
  return {
    deliveryDay: cycle.deliveryDay,
    ...(await besidesTripsOut(tx, cycle.deliveryDay, {
      batches: rides.filter((r) => r.bags > 0),
      places,
      stores,
      vehicles: fleet.map(({ v, t, lat, lng }) => ({
        id: v.id,
        typeCode: t.code,
        depot: { lat, lng },
        maxBags: t.maxBags,
        maxWeightKg: t.maxWeightKg,
        maxVolumeLitres: t.maxVolumeLitres,
        fragilePlaces: fragilePlacesOf(t),
        speedKmh: t.speedKmh,
        heightCm: t.heightCm,
        grossWeightKg: t.grossWeightKg,
        freeFromSeconds: DAY_FROM,
        tripsLeft: TRIPS_A_DAY,
      })),
    })),
  };
}
