import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { PublishTripsInput, TripReasonInput } from "#contract/movement.ts";
import type { Tx } from "#db/client.ts";
import {
  bags,
  batchLines,
  communities,
  packageVersions,
  stopLoads,
  stops,
  trips,
  vehicles,
  vehicleTypes,
} from "#db/schema/index.ts";
import type { CycleId, StopId, TripId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, instant, plusSeconds, toServiceDay } from "#domain/kernel/time.ts";
import {
  type PublishFinding,
  publishFacts,
  publishFindings,
  type TripToPublish,
} from "#domain/movement/publish-checks.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { fragilePlacesOf } from "../../planning/plan-day.ts";
import { strictestZones } from "../../planning/read-day.ts";
import { getTripForUpdate, moveTrip, type Stop, type Trip } from "./trip-step.ts";

/** A stop that the bus never reached, or will not: nothing of it is checked. */
const PASSED_BY: readonly Stop["state"][] = ["skipped", "re_planned"];
/** A stop that is over: its zone still counts for what comes after, its load no more. */
const OVER: readonly Stop["state"][] = ["handed_over", "part_handed", "refused"];

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
    cleared: inService,
  };
}

/** What the checks look at, for each of the trips. */
export async function readTripsToPublish(tx: Tx, ids: readonly TripId[]): Promise<Map<TripId, TripToPublish>> {
  if (ids.length === 0) return new Map();
  const heads = await tx
    .select({ trip: trips, type: vehicleTypes, inService: vehicles.inService })
    .from(trips)
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode))
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
      >`min(${packageVersions.shelfLifeHours}) FILTER (WHERE ${packageVersions.coldChain})`.as("cold_hours"),
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
    .where(and(inArray(stops.tripId, [...ids]), notInArray(stops.state, [...PASSED_BY])))
    .orderBy(stops.tripId, stops.sequence);
  const zones = await strictestZones(tx, heads[0]?.trip.departAt ?? 0);
  return new Map(
    heads.map(({ trip, type, inService }) => {
      const mine = new Map<StopId, TripToPublish["stops"][number]>();
      for (const r of rows) {
        if (r.stop.tripId !== trip.id) continue;
        const day = toServiceDay(r.stop.plannedArriveAt);
        const before = mine.get(r.stop.id);
        const aboard = OVER.includes(r.stop.state) ? 0 : r.bags;
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
          // Early is waiting at the gate, not a missed window.
          arriveAt: instant(Math.max(r.stop.plannedArriveAt, atServiceDay(day, r.place.gateOpensSeconds))),
          gateOpensAt: atServiceDay(day, r.place.gateOpensSeconds),
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
          leavesAt: trip.departAt,
          stops: [...mine.values()],
        },
      ];
    }),
  );
}

const earliest = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || b === undefined ? (a ?? b) : instant(Math.min(a, b));

/**
 * Publishes those of the trips that pass every check; the others stay in the plan with what forbids them. A bag learns
 * its stop here: the first bags of a batch ride to its first stop.
 * @throws AppError `not_found`, `refused` for a trip that is not planned
 */
export async function publishTrips(
  ctx: Ctx,
  input: PublishTripsInput,
): Promise<{ published: number; held: { tripId: TripId; findings: PublishFinding[] }[] }> {
  const answer = await inScope(ctx, async (tx) => {
    const findings = await checkTrips(tx, input.tripIds);
    const held: { tripId: TripId; findings: PublishFinding[] }[] = [];
    const published: Trip[] = [];
    for (const id of input.tripIds) {
      const trip = await getTripForUpdate(tx, id);
      const wrong = findings.get(id) ?? [];
      if (wrong.length > 0) held.push({ tripId: id, findings: wrong });
      else
        published.push(
          await moveTrip(tx, ctx, trip, "publish", { facts: { ...publishFacts(wrong), pass_fits: true } }),
        );
    }
    return { published, held };
  });
  await inScope({ ...ctx, actor: systemActor }, (tx) =>
    giveBagsTheirStops(
      tx,
      answer.published.map((t) => t.id),
    ),
  );
  await announceTrips(ctx, answer.published);
  return { published: answer.published.length, held: answer.held };
}

async function giveBagsTheirStops(tx: Tx, ids: readonly TripId[]): Promise<void> {
  if (ids.length === 0) return;
  // Bags that no other trip has taken, in the order of their numbers; loads in the order of their stops: each load takes
  // its share from the front.
  const trip = sql`ANY (${`{${ids.join(",")}}`}::uuid[])`;
  await tx.execute(sql`WITH loads AS (
      SELECT l.batch_id, l.stop_id, l.planned, sum(l.planned) OVER (PARTITION BY l.batch_id ORDER BY t.number, s.sequence) AS until
      FROM stop_loads l JOIN stops s ON s.id = l.stop_id JOIN trips t ON t.id = s.trip_id WHERE t.id = ${trip}
    ), line_up AS (
      SELECT b.id, b.batch_id, row_number() OVER (PARTITION BY b.batch_id ORDER BY b.number) AS n
      FROM bags b LEFT JOIN stops s ON s.id = b.stop_id LEFT JOIN trips t ON t.id = s.trip_id
      WHERE b.batch_id IN (SELECT batch_id FROM loads) AND b.state IN ('created', 'packed', 'staged')
        AND (b.stop_id IS NULL OR t.state IN ('planned', 'cancelled') OR t.id = ${trip})
    )
    UPDATE bags SET stop_id = l.stop_id FROM line_up u JOIN loads l ON l.batch_id = u.batch_id AND u.n > l.until - l.planned AND u.n <= l.until
    WHERE bags.id = u.id`);
}

/** Takes a published trip back into the plan, before it is loaded. */
export async function unpublishTrip(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  const trip = await inScope(ctx, async (tx) =>
    moveTrip(tx, ctx, await getTripForUpdate(tx, input.tripId), "unpublish"),
  );
  await inScope({ ...ctx, actor: systemActor }, (tx) =>
    tx
      .update(bags)
      .set({ stopId: null })
      .where(inArray(bags.stopId, tx.select({ id: stops.id }).from(stops).where(eq(stops.tripId, trip.id)))),
  );
  await announceTrips(ctx, [trip]);
}

export async function cancelTrip(ctx: Ctx, input: TripReasonInput): Promise<void> {
  const trip = await inScope(ctx, async (tx) =>
    moveTrip(tx, ctx, await getTripForUpdate(tx, input.tripId), "cancel", {
      reason: input.reason,
      facts: { reason_given: true },
    }),
  );
  await announceTrips(ctx, [trip]);
}

export async function announceTrips(ctx: Ctx, moved: readonly Trip[]): Promise<void> {
  const cycles = new Set<CycleId>(moved.map((t) => t.cycleId));
  await ctx.live.announce(
    "dispatch",
    ...[...cycles].map((c) => `cycle:${c}` as const),
    ...moved.flatMap((t) => [`trip:${t.id}`, `supermarket:${t.supermarketId}`] as const),
  );
}
