import { createHash } from "node:crypto";
import { and, asc, eq, inArray, notInArray } from "drizzle-orm";
import type { TripLeg } from "#contract/roads.ts";
import type { Tx } from "#db/client.ts";
import {
  communities,
  depots,
  stops,
  supermarkets,
  tripRoutes,
  trips,
  vehicles,
  vehicleTypes,
} from "#db/schema/index.ts";
import type { CycleId, TripId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { PASSED_BY_STOP_STATES } from "#domain/movement/stop.ts";
import { AHEAD_TRIP_STATES } from "#domain/movement/trip.ts";
import { encodeLine } from "#domain/places/polyline.ts";
import type { Point } from "#roads/estimate.ts";
import type { RouteLeg } from "#roads/provider.ts";
import type { Vehicle } from "#roads/vehicle.ts";
import { act, look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { listClosures, toClosures } from "../../planning/closures-in-force.ts";
import { roadVehicle } from "../../planning/day-travel.ts";
import type { StoredLeg } from "../../planning/read-legs.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";

/** Trips of one cycle, or of all. */
export type DrawJob = { readonly cycleId?: CycleId };

/** How a drawing is kept; one that was kept in another way is drawn anew. */
const DRAWN_AS = "manoeuvres";

type ToDraw = {
  readonly tripId: TripId;
  readonly cycleId: CycleId;
  readonly departAt: Instant;
  readonly backAt: Instant;
  readonly vehicle: Vehicle;
  readonly speedKmh: number;
  readonly key: string | null;
  /** Depot, store, gates in their order, depot. */
  readonly way: readonly (Point & { readonly id: string })[];
};

/**
 * Draws the trips that are alive along their streets, with what their drivers do on each leg. A trip whose places,
 * roads and closures are those of its drawing is passed over, so the job may run as often as it likes. Where no roads
 * are known there are no drawings.
 */
export async function drawTrips(ctx: Ctx, job: DrawJob, open: OpenRoads): Promise<{ drawn: number }> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const all = await look(system, (tx) => readWays(tx, job.cycleId));
  const inUse = open(all.flatMap((t) => t.way));
  const drawnOf = new Set<CycleId>();
  let drawn = 0;
  for (const trip of all) {
    const rows = await look(system, (tx) => listClosures(tx, trip.departAt, trip.backAt));
    const closures = toClosures(rows);
    const roads = inUse.providerFor(trip.speedKmh);
    if (roads.kind === "estimate") continue;
    const departs = { fromMs: trip.departAt, toMs: trip.backAt };
    const key = createHash("sha256")
      .update(JSON.stringify([DRAWN_AS, inUse.version, roads.rulesAt?.(departs), trip.vehicle, closures, trip.way]))
      .digest("hex")
      .slice(0, 16);
    if (trip.key === key) continue;
    const answer = await roads.route(trip.way, trip.vehicle, closures, departs);
    // Straight lines need no drawing: the screens draw those themselves, and ask the roads again later.
    if (answer.notes?.some((note) => note.kind === "fell_back" && note.to === "estimate")) continue;
    const legs = answer.legs.map(
      (leg, i): StoredLeg => ({
        from: trip.way[i]?.id ?? "",
        to: trip.way[i + 1]?.id ?? "",
        leg: leg ? toLeg(leg) : null,
      }),
    );
    await act(system, (tx) => {
      const row = { key, legs, drawnAt: tx.at };
      return tx
        .insert(tripRoutes)
        .values({ tripId: trip.tripId, ...row })
        .onConflictDoUpdate({ target: tripRoutes.tripId, set: row });
    });
    drawnOf.add(trip.cycleId);
    drawn += 1;
  }
  if (drawn > 0) await ctx.live.announce("dispatch", ...[...drawnOf].map((id) => `cycle:${id}` as const));
  return { drawn };
}

async function readWays(tx: Tx, cycleId: CycleId | undefined): Promise<ToDraw[]> {
  const heads = await tx
    .select({ trip: trips, store: supermarkets, depot: depots, type: vehicleTypes, key: tripRoutes.key })
    .from(trips)
    .innerJoin(supermarkets, eq(supermarkets.id, trips.supermarketId))
    .innerJoin(depots, eq(depots.id, trips.depotId))
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode))
    .leftJoin(tripRoutes, eq(tripRoutes.tripId, trips.id))
    .where(and(inArray(trips.state, [...AHEAD_TRIP_STATES]), cycleId ? eq(trips.cycleId, cycleId) : undefined))
    .orderBy(trips.cycleId, trips.number);
  if (heads.length === 0) return [];
  const rows = await tx
    .select({ tripId: stops.tripId, id: communities.id, lat: communities.lat, lng: communities.lng })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(
      and(
        inArray(
          stops.tripId,
          heads.map((h) => h.trip.id),
        ),
        notInArray(stops.state, [...PASSED_BY_STOP_STATES]),
      ),
    )
    .orderBy(stops.tripId, asc(stops.sequence));
  const at = ({ id, lat, lng }: { id: string; lat: number; lng: number }) => ({ id, lat, lng });
  return heads.map(({ trip, store, depot, type, key }) => ({
    tripId: trip.id,
    cycleId: trip.cycleId,
    departAt: trip.departAt,
    backAt: trip.backAt,
    vehicle: roadVehicle({ typeCode: type.code, ...type }),
    speedKmh: type.speedKmh,
    key,
    way: [at(depot), at(store), ...rows.filter((r) => r.tripId === trip.id).map(at), at(depot)],
  }));
}

function toLeg({ seconds, metres, line, manoeuvres }: RouteLeg): TripLeg {
  return { line: encodeLine(line), seconds, metres, manoeuvres };
}
