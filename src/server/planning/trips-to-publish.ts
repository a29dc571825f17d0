import { and, eq, inArray, notInArray, or, sql } from "drizzle-orm";
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
import { ENDED_TRIP_STATES, UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
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
    taken: false,
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
  const taken = await listTaken(
    tx,
    heads.map((h) => h.trip),
  );
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
          vehicle: { ...vehicleToPublish(type, inService), taken: taken.has(trip.id) },
          driverCleared: trip.driverId !== null,
          licence: licence ?? undefined,
          leavesAt: trip.departAt,
          stops: [...mine.values()],
        },
      ];
    }),
  );
}

/** Of planned trips those whose bus is out with another trip, or is published together with one, while they last. */
async function listTaken(tx: Tx, list: readonly (typeof trips.$inferSelect)[]): Promise<Set<TripId>> {
  const planned = list.filter((t) => t.state === "planned");
  if (planned.length === 0) return new Set();
  const others = await tx
    .select({ id: trips.id, vehicleId: trips.vehicleId, dockAt: trips.dockAt, backAt: trips.backAt })
    .from(trips)
    .where(
      and(
        inArray(trips.vehicleId, [...new Set(planned.map((t) => t.vehicleId))]),
        or(
          notInArray(trips.state, [...UNPUBLISHED_TRIP_STATES, ...ENDED_TRIP_STATES]),
          inArray(
            trips.id,
            planned.map((t) => t.id),
          ),
        ),
      ),
    );
  const meet = (a: (typeof others)[number], b: (typeof others)[number]) =>
    a.id !== b.id && a.vehicleId === b.vehicleId && a.dockAt < b.backAt && b.dockAt < a.backAt;
  return new Set(planned.filter((t) => others.some((o) => meet(t, o))).map((t) => t.id));
}

const earliest = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || b === undefined ? (a ?? b) : instant(Math.min(a, b));
