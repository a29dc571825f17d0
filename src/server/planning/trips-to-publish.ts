import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import {
  batchLines,
  communities,
  driverLicences,
  packageVersions,
  stopLoads,
  stops,
  trips,
  vehicles,
  vehicleTypes,
} from "#db/schema/index.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, instant, plusSeconds, toServiceDay } from "#domain/kernel/time.ts";
import { type PublishFinding, publishFindings, type TripToPublish } from "#domain/movement/publish-checks.ts";
import { PASSED_BY_STOP_STATES, SERVED_STOP_STATES } from "#domain/movement/stop.ts";
import { fragilePlacesOf } from "./plan-day.ts";
import { strictestZones } from "./read-day.ts";

/** The checks that forbid, for each trip; an empty list may go. Vehicle and driver are cleared on the morning itself. */
export async function checkTrips(tx: Tx, ids: readonly TripId[]): Promise<Map<TripId, PublishFinding[]>> {
  const list = await readTripsToPublish(tx, ids);
  return new Map([...list].map(([id, trip]) => [id, publishFindings(trip)]));
}

/** A vehicle as the checks look at it. */
export function vehicleToPublish(type: typeof vehicleTypes.$inferSelect, inService: boolean): TripToPublish["vehicle"] {
  return {
    maxBags: type.maxBags,
    maxGrams: type.maxWeightKg * 1000,
    maxMillilitres: type.maxVolumeLitres * 1000,
    fragilePlaces: fragilePlacesOf(type),
    licenceClass: type.licenceClass ?? undefined,
    cleared: inService,
  };
}

/** What the checks look at, for each of the trips. */
export async function readTripsToPublish(tx: Tx, ids: readonly TripId[]): Promise<Map<TripId, TripToPublish>> {
  if (ids.length === 0) return new Map();
  const heads = await tx
    .select({ trip: trips, type: vehicleTypes, inService: vehicles.inService, licence: driverLicences })
    .from(trips)
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode))
    .leftJoin(driverLicences, eq(driverLicences.userId, trips.driverId))
    .where(inArray(trips.id, [...ids]));
  const perBag = tx
    .select({
      batchId: batchLines.batchId,
      grams:
        sql<number>`(sum(${batchLines.allocated} * ${packageVersions.weightGrams}) / sum(${batchLines.allocated}))::float8`.as(
          "grams",
        ),
      millilitres:
        sql<number>`(sum(${batchLines.allocated} * ${packageVersions.volumeMl}) / sum(${batchLines.allocated}))::float8`.as(
          "millilitres",
        ),
      fragile:
        sql<number>`(sum(${batchLines.allocated}) FILTER (WHERE ${packageVersions.fragile})::float8 / sum(${batchLines.allocated}))`.as(
          "fragile",
        ),
      coldHours: sql<
        number | null
      >`min(coalesce(${packageVersions.coldHours}, ${packageVersions.shelfLifeHours})) FILTER (WHERE ${packageVersions.coldChain})`.as(
        "cold_hours",
      ),
    })
    .from(batchLines)
    .innerJoin(packageVersions, eq(packageVersions.id, batchLines.packageVersionId))
    .groupBy(batchLines.batchId)
    .as("per_bag");
  const rows = await tx
    .select({
      stop: stops,
      place: communities,
      bags: stopLoads.planned,
      grams: perBag.grams,
      millilitres: perBag.millilitres,
      fragile: perBag.fragile,
      coldHours: perBag.coldHours,
    })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .innerJoin(stopLoads, eq(stopLoads.stopId, stops.id))
    .innerJoin(perBag, eq(perBag.batchId, stopLoads.batchId))
    .where(and(inArray(stops.tripId, [...ids]), notInArray(stops.state, [...PASSED_BY_STOP_STATES])))
    .orderBy(stops.tripId, stops.sequence);
  const zones = await strictestZones(tx, heads[0]?.trip.departAt ?? instant(0));
  return new Map(
    heads.map(({ trip, type, inService, licence }) => {
      const mine = new Map<StopId, TripToPublish["stops"][number]>();
      for (const r of rows) {
        if (r.stop.tripId !== trip.id) continue;
        const day = toServiceDay(r.stop.plannedArriveAt);
        const gateOpensAt = atServiceDay(day, r.place.gateOpensSeconds);
        const before = mine.get(r.stop.id);
        // Its zone still counts for what comes after, its load no more.
        const aboard = SERVED_STOP_STATES.includes(r.stop.state) ? 0 : r.bags;
        mine.set(r.stop.id, {
          stopId: r.stop.id,
          bags: (before?.bags ?? 0) + aboard,
          grams: (before?.grams ?? 0) + Math.round(aboard * r.grams),
          millilitres: (before?.millilitres ?? 0) + Math.round(aboard * r.millilitres),
          fragileBags: (before?.fragileBags ?? 0) + Math.round(aboard * (r.fragile ?? 0)),
          // What must be kept cold leaves the cold room when its bus stands at the dock.
          coldUntil: earliest(
            before?.coldUntil,
            r.coldHours === null || aboard === 0 ? undefined : plusSeconds(trip.dockAt, r.coldHours * 3600),
          ),
          arriveAt: r.stop.plannedArriveAt,
          gateOpensAt,
          unloadMs: Math.max(0, r.stop.plannedLeaveAt - Math.max(r.stop.plannedArriveAt, gateOpensAt)),
          gateClosesAt: atServiceDay(day, r.place.gateClosesSeconds),
          zone: zones.get(r.stop.communityId),
          disinfectedBefore: false,
        });
      }
      return [
        trip.id,
        {
          vehicle: vehicleToPublish(type, inService),
          driverCleared: trip.driverId !== null,
          licence: licence ?? undefined,
          leavesAt: trip.departAt,
          stops: [...mine.values()],
        },
      ];
    }),
  );
}

const earliest = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || b === undefined ? (a ?? b) : instant(Math.min(a, b));
