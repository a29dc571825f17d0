import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { communities, driverLicences, stops, supermarkets, trips, vehicles, vehicleTypes } from "#db/schema/index.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { plusSeconds, secondsIntoServiceDay } from "#domain/kernel/time.ts";
import type { PublishFindingKind, TripToPublish } from "#domain/movement/publish-checks.ts";
import { type FreeBus, type PublishFix, publishFixes } from "#domain/movement/publish-fixes.ts";
import { VOID_TRIP_STATES } from "#domain/movement/trip.ts";
import { drivesOfTrip } from "./drives-of-trip.ts";
import { DISINFECT_SECONDS, isSmall, LOAD_SECONDS } from "./plan-day.ts";
import { readTripsToPublish, vehicleToPublish } from "./trips-to-publish.ts";

type Trip = typeof trips.$inferSelect;

export type NamedFix = {
  readonly finding: PublishFindingKind;
  readonly fix: PublishFix;
  /** Of the other bus. */
  readonly bus: string | null;
};

/** What would let each of the trips go, finding by finding, as far as buses, docks and hours of now allow. */
export async function listFixes(tx: Tx, ids: readonly TripId[]): Promise<Map<TripId, NamedFix[]>> {
  const found = new Map<TripId, NamedFix[]>();
  for (const [id, trip] of await readTripsToPublish(tx, ids)) {
    const [row] = await tx.select().from(trips).where(eq(trips.id, id));
    if (row) found.set(id, await fixesOf(tx, row, trip));
  }
  return found;
}

async function fixesOf(tx: Tx, row: Trip, trip: TripToPublish): Promise<NamedFix[]> {
  const free = await listFreeBuses(tx, row);
  const drives = await drivesOfTrip(tx, row.id);
  const placeOf = new Map(
    (await tx.select().from(stops).where(eq(stops.tripId, row.id))).map((s) => [s.id, s.communityId]),
  );
  const place = (id: StopId | "dock") => placeOf.get(id as StopId) ?? row.supermarketId;
  const driveMs = (from: StopId | "dock", to: StopId) => drives(place(from), place(to));
  const fixes: NamedFix[] = [];
  for (const [finding, fix] of Object.entries(publishFixes(trip, free, driveMs)) as [
    PublishFindingKind,
    PublishFix,
  ][]) {
    if (fix.kind === "sooner" && !(await hasRoomSooner(tx, row, fix.seconds))) continue;
    const bus = fix.kind === "other_bus" ? (free.find((b) => b.id === fix.vehicleId)?.name ?? null) : null;
    fixes.push({ finding, fix, bus });
  }
  return fixes;
}

/** Buses with a driver that are idle from the trip's loading until it is back, those of its own depot first; narrow gates take small ones alone. */
async function listFreeBuses(tx: Tx, trip: Trip): Promise<(FreeBus & { readonly name: string })[]> {
  const clean = sql.raw(`interval '${DISINFECT_SECONDS} seconds'`);
  const rows = await tx
    .select({ v: vehicles, t: vehicleTypes, l: driverLicences })
    .from(vehicles)
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode))
    .leftJoin(driverLicences, eq(driverLicences.userId, vehicles.driverId))
    .where(
      and(
        eq(vehicles.inService, true),
        sql`${vehicles.driverId} IS NOT NULL AND NOT EXISTS (SELECT FROM trips o, trips me WHERE me.id = ${trip.id} AND o.id <> me.id
          AND (o.vehicle_id = ${vehicles.id} OR o.driver_id = ${vehicles.driverId}) AND o.state NOT IN ${VOID_TRIP_STATES}
          AND o.dock_at < me.back_at + ${clean} AND o.back_at + ${clean} > me.dock_at)`,
      ),
    )
    .orderBy(sql`${vehicles.depotId} <> ${trip.depotId}`, vehicleTypes.maxBags, vehicles.name);
  const narrow = await tx
    .select({ id: communities.id })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(and(eq(stops.tripId, trip.id), eq(communities.busAccessible, false)))
    .limit(1);
  return rows
    .filter(({ v, t }) => v.id !== trip.vehicleId && (narrow.length === 0 || isSmall(t.code)))
    .map(({ v, t, l }) => ({
      id: v.id,
      name: v.name,
      vehicle: vehicleToPublish(t, v.inService),
      hasDriver: true,
      licence: l ?? undefined,
    }));
}

/** Is the store open, a dock of it free, and the bus back and clean so much sooner? */
async function hasRoomSooner(tx: Tx, trip: Trip, seconds: number): Promise<boolean> {
  const dockAt = plusSeconds(trip.dockAt, -seconds);
  const [store] = await tx.select().from(supermarkets).where(eq(supermarkets.id, trip.supermarketId));
  if (!store || secondsIntoServiceDay(dockAt) < store.loadingOpensSeconds) return false;
  const others = await tx
    .select()
    .from(trips)
    .where(
      sql`${trips.id} <> ${trip.id} AND ${trips.state} NOT IN ${VOID_TRIP_STATES} AND (${trips.vehicleId} = ${trip.vehicleId} OR ${trips.supermarketId} = ${trip.supermarketId})`,
    );
  const before = others.filter((o) => o.vehicleId === trip.vehicleId && o.dockAt < trip.dockAt);
  if (before.some((o) => plusSeconds(o.backAt, DISINFECT_SECONDS) > dockAt)) return false;
  const atDock = others.filter(
    (o) => o.supermarketId === trip.supermarketId && Math.abs(o.dockAt - dockAt) < LOAD_SECONDS * 1000,
  );
  return atDock.length < store.dockSlots;
}
