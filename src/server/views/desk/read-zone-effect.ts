import { and, eq, gte, inArray, lt, notInArray, sql } from "drizzle-orm";
import type { ZoneEffect, ZoneEffectInput } from "#contract/zones.ts";
import { listStandingZones } from "#db/queries/standing-zones.ts";
import { grids, stopLoads, stops, trips, vehicles } from "#db/schema/index.ts";
import type { CommunityId, GridId, TripId } from "#domain/kernel/ids.ts";
import { instant } from "#domain/kernel/time.ts";
import { publishFindings, type TripToPublish } from "#domain/movement/publish-checks.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { UNDRIVEN_TRIP_STATES } from "#domain/movement/trip.ts";
import { FINISHED_ORDER_STATES, UNCOUNTED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { deliveryMode, strictestAt, type ZoneVersion, zoneAt } from "#domain/zones/zone.ts";
import { versionsAfter, type ZoneOrder } from "#domain/zones/zone-effect.ts";
import { look, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { readTripsToPublish } from "../../planning/trips-to-publish.ts";

/** Orders of whose goods a home has not got all: in doubt ones too, as somebody may yet keep them. */
const STILL_TO_COME = sql`NOT IN ${[...FINISHED_ORDER_STATES, ...UNCOUNTED_ORDER_STATES.filter((s) => s !== "needs_review")]}`;

/**
 * What an order would do, by the homes, orders and trips of this moment; nothing is changed. The system's eyes read, as the
 * desk sees no single home's order: counts alone leave here.
 * @throws AppError `refused` with `no_such_grid`
 */
export function readZoneEffect(ctx: Ctx, input: ZoneEffectInput): Promise<ZoneEffect> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const ids = input.areas.map((a) => a.communityId);
    const touched = await readGrids(tx, ids);
    const order = { ...input, areas: input.areas.map((a) => toArea(a, touched)) };
    const standing = await listStandingZones(tx, ids);
    const after = versionsAfter(standing, order);
    const inside = touched.filter((g) =>
      order.areas.some((a) => a.communityId === g.communityId && (a.gridIds?.includes(g.gridId) ?? true)),
    );
    const from = instant(Math.max(order.from, tx.at));
    const sum = (of: (g: (typeof inside)[number]) => number) => inside.reduce((total, g) => total + of(g), 0);
    const changes = Map.groupBy(inside, (g) =>
      [zoneAt(standing, g, from)?.level ?? "", zoneAt(after, g, from)?.level ?? ""].join(),
    );
    return {
      homes: sum((g) => g.homes),
      orders: sum((g) => g.orders),
      eldersAlone: sum((g) => g.elders),
      gridWorkers: sum((g) => g.workers),
      changes: [...changes.values()].map((list) => {
        const [one] = list;
        const level = one && zoneAt(after, one, from)?.level;
        return {
          before: (one && zoneAt(standing, one, from)?.level) ?? null,
          after: level ?? null,
          homes: list.reduce((n, g) => n + g.homes, 0),
          orders: list.reduce((n, g) => n + g.orders, 0),
          mode: deliveryMode(level),
        };
      }),
      trips: await readTripsTouched(tx, order, { standing, after }),
    };
  });
}

type GridRow = {
  gridId: GridId;
  communityId: CommunityId;
  number: number;
  homes: number;
  elders: number;
  orders: number;
  workers: number;
};

async function readGrids(tx: View, ids: readonly CommunityId[]): Promise<GridRow[]> {
  return tx
    .select({
      gridId: grids.id,
      communityId: grids.communityId,
      number: grids.number,
      homes: sql<number>`coalesce((SELECT homes - vacant FROM grid_homes h WHERE h.grid_id = ${grids}.id), 0)::int`,
      elders: sql<number>`coalesce((SELECT elders_alone FROM grid_homes h WHERE h.grid_id = ${grids}.id), 0)::int`,
      orders: sql<number>`(SELECT count(*)::int FROM household_orders o WHERE o.grid_id = ${grids}.id AND o.state ${STILL_TO_COME})`,
      workers: sql<number>`(SELECT count(DISTINCT a.user_id)::int FROM assignments a WHERE a.grid_id = ${grids}.id AND a.role = 'GW'
        AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now()))`,
    })
    .from(grids)
    .where(inArray(grids.communityId, [...ids]));
}

function toArea(
  { communityId, gridNumbers }: ZoneEffectInput["areas"][number],
  touched: readonly GridRow[],
): ZoneOrder["areas"][number] {
  if (!gridNumbers) return { communityId };
  const mine = touched.filter((g) => g.communityId === communityId && gridNumbers.includes(g.number));
  if (mine.length < gridNumbers.length) throw new AppError("refused", { kind: "no_such_grid" });
  return { communityId, gridIds: mine.map((g) => g.gridId) };
}

/** The trips with a stop in one of the places within the order's time, and whether clean places still come first on them. */
async function readTripsTouched(
  tx: View,
  { areas, from, to }: ZoneOrder,
  versions: { readonly standing: readonly ZoneVersion[]; readonly after: readonly ZoneVersion[] },
): Promise<ZoneEffect["trips"]> {
  const places = areas.map((a) => a.communityId);
  const rows = await tx
    .select({
      tripId: trips.id,
      number: trips.number,
      bus: vehicles.name,
      state: trips.state,
      stops: sql<number>`count(DISTINCT ${stops.id})::int`,
      bags: sql<number>`coalesce(sum(${stopLoads.planned}), 0)::int`,
    })
    .from(stops)
    .innerJoin(trips, eq(trips.id, stops.tripId))
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .leftJoin(stopLoads, eq(stopLoads.stopId, stops.id))
    .where(
      and(
        inArray(stops.communityId, places),
        inArray(stops.state, [...OPEN_STOP_STATES]),
        notInArray(
          trips.state,
          UNDRIVEN_TRIP_STATES.filter((s) => s !== "planned"),
        ),
        gte(stops.plannedLeaveAt, from),
        to && lt(stops.plannedArriveAt, to),
      ),
    )
    .groupBy(trips.id, vehicles.name)
    .orderBy(trips.number);
  const ids = rows.map((r) => r.tripId);
  const placeOf = new Map(
    ids.length > 0
      ? (await tx.select({ id: stops.id, place: stops.communityId }).from(stops).where(inArray(stops.tripId, ids))).map(
          (s) => [s.id, s.place],
        )
      : [],
  );
  const list = await readTripsToPublish(tx, ids);
  const under = (trip: TripToPublish, all: readonly ZoneVersion[]): TripToPublish => ({
    ...trip,
    stops: trip.stops.map((s) => {
      const place = placeOf.get(s.stopId);
      if (!place || !places.includes(place)) return s;
      return {
        ...s,
        zone: strictestAt(
          all.filter((v) => v.communityId === place),
          s.arriveAt,
        ),
      };
    }),
  });
  const breaks = (id: TripId, all: readonly ZoneVersion[]) => {
    const trip = list.get(id);
    return trip !== undefined && publishFindings(under(trip, all)).some((f) => f.kind === "zone_order");
  };
  return rows.map((r) => ({ ...r, breaks: breaks(r.tripId, versions.after) && !breaks(r.tripId, versions.standing) }));
}
