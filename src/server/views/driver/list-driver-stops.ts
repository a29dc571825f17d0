import { asc, eq, sql } from "drizzle-orm";
import type { DriverStopView, PileView } from "#contract/driver.ts";
import type { Tx } from "#db/client.ts";
import { listStandingZones } from "#db/queries/standing-zones.ts";
import { communities, stops } from "#db/schema/index.ts";
import type { GridId, HandoverId, StopId, TripId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, toServiceDay } from "#domain/kernel/time.ts";
import type { HandoverState } from "#domain/movement/handover.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { deliveryMode, ZONE_LEVELS, zoneAt } from "#domain/zones/zone.ts";
import { gridWorkerOf } from "../resident/place-facts.ts";
import type { Expected } from "./read-expected.ts";

type Pile = {
  readonly stop_id: StopId;
  readonly grid_id: GridId;
  readonly number: number;
  readonly bags: number;
  readonly state: HandoverState | null;
  readonly counted: number | null;
  readonly handover_id: HandoverId | null;
  readonly code_tries: number | null;
};

/** The stops of a trip in driving order: bags as numbers by grid, the zone now in force, and for those ahead who receives. */
export async function listDriverStops(
  tx: Tx,
  tripId: TripId,
  expected: Expected,
  now: Instant,
): Promise<DriverStopView[]> {
  const rows = await tx
    .select({ stop: stops, place: communities })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(eq(stops.tripId, tripId))
    .orderBy(asc(stops.sequence));
  const piles = await tx.execute<Pile>(sql`
    SELECT c.stop_id, c.grid_id, g.number, sum(c.bags)::int AS bags, h.state, h.counted, h.id AS handover_id, h.code_tries FROM bag_counts c JOIN stops s ON s.id = c.stop_id
    JOIN grids g ON g.id = c.grid_id LEFT JOIN handovers h ON h.stop_id = c.stop_id AND h.grid_id = c.grid_id
    WHERE s.trip_id = ${tripId} AND c.state <> 'scrapped' GROUP BY c.stop_id, c.grid_id, g.number, h.id ORDER BY g.number`);
  const zones = await listStandingZones(
    tx,
    rows.map((r) => r.place.id),
  );
  return Promise.all(
    rows.map(async ({ stop, place }) => {
      const mine = piles.filter((p) => p.stop_id === stop.id);
      const levels = mine.map((p) => zoneAt(zones, { gridId: p.grid_id, communityId: place.id }, now)?.level);
      const level = ZONE_LEVELS.find((l) => levels.includes(l));
      const day = toServiceDay(stop.plannedArriveAt);
      return {
        stopId: stop.id,
        sequence: stop.sequence,
        communityId: place.id,
        name: place.name,
        aggregator: aggregatorOf(place),
        state: stop.state,
        dueMs: expected.stop(stop.id)?.arriveAt ?? stop.plannedArriveAt,
        overdueMs: (expected.stop(stop.id)?.overdueSeconds ?? 0) * 1000,
        setDownZone: place.setDownZone,
        arrivedMs: stop.arrivedAt,
        leftMs: stop.leftAt,
        lateMinutes: Number(/^late_(\d+)$/.exec(stop.reason ?? "")?.[1] ?? 0) || null,
        gateOpensMs: atServiceDay(day, place.gateOpensSeconds),
        gateClosesMs: atServiceDay(day, place.gateClosesSeconds),
        lat: place.lat,
        lng: place.lng,
        bags: mine.reduce((n, p) => n + p.bags, 0),
        piles: await Promise.all(
          mine.map(
            async (p): Promise<PileView> => ({
              gridId: p.grid_id,
              handoverId: p.handover_id,
              codeHash: null,
              codeTries: p.code_tries ?? 0,
              gridNumber: p.number,
              bags: p.bags,
              state: p.state ?? "on_bus",
              counted: p.counted,
              receiver: OPEN_STOP_STATES.includes(stop.state)
                ? ((await gridWorkerOf(tx, { gridId: p.grid_id, communityId: place.id }, now))?.name ?? null)
                : null,
            }),
          ),
        ),
        zone: level ? { level, mode: deliveryMode(level) } : null,
      };
    }),
  );
}
