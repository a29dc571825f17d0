import { sql } from "drizzle-orm";
import type { BatchGroupView, StoreBatchView, StoreStopView, StoreTripView } from "#contract/store.ts";
import type { Tx } from "#db/client.ts";
import type { BatchId, CycleId, SupermarketId, TripId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import type { Names } from "#domain/kernel/names.ts";
import { type TripState, UNPLANNED_TRIP_STATES } from "#domain/movement/trip.ts";
import { AT_STORE_BAG_STATES } from "#domain/supply/bag.ts";
import { BATCH, type BatchState, GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";

/** The store's own steps, in order: what a group is asked for next is its least advanced one. */
const STEPS = (["start_picking", "finish_picking", "pack", "stage"] as const).flatMap((act) =>
  statesBefore(BATCH, act).map((state) => [state, act] as const),
);

type BatchRow = {
  id: BatchId;
  state: BatchState;
  name: Names;
  stop_id: string | null;
  trip_id: TripId | null;
  sequence: number | null;
  bags: number;
  loaded: number;
  packages: StoreBatchView["packages"] | null;
};
type TripRow = {
  id: TripId;
  number: number;
  bus: string;
  state: TripState;
  dock: string;
  depart: string;
  back: string;
  seal: string | null;
};

/** A store's batches of a cycle, grouped by the trip that takes them and in the order of its stops. */
export async function listGroups(tx: Tx, cycleId: CycleId, store: SupermarketId): Promise<BatchGroupView[]> {
  const trips = await tx.execute<TripRow>(sql`
    SELECT t.id, t.number, v.name AS bus, t.state, t.dock_at AS dock, t.depart_at AS depart, t.back_at AS back, t.seal_number AS seal
    FROM trips t JOIN vehicles v ON v.id = t.vehicle_id
    WHERE t.cycle_id = ${cycleId} AND t.supermarket_id = ${store} AND t.state NOT IN ${UNPLANNED_TRIP_STATES} ORDER BY t.dock_at, t.number`);
  const rows = await tx.execute<BatchRow>(sql`
    WITH pile AS (
      SELECT batch_id, stop_id, count(*)::int AS n, count(*) FILTER (WHERE state NOT IN ${AT_STORE_BAG_STATES})::int AS loaded
      FROM bags WHERE cycle_id = ${cycleId} AND supermarket_id = ${store} AND state <> 'scrapped' GROUP BY 1, 2
    ), ride AS (
      SELECT l.batch_id, l.stop_id, s.trip_id, s.sequence, l.planned FROM stop_loads l JOIN stops s ON s.id = l.stop_id JOIN trips t ON t.id = s.trip_id
      WHERE t.cycle_id = ${cycleId} AND t.supermarket_id = ${store} AND t.state NOT IN ${UNPLANNED_TRIP_STATES}
    )
    SELECT b.id, b.state, c.name, r.stop_id, r.trip_id, r.sequence,
      coalesce(p.n, CASE WHEN r.stop_id IS NULL THEN (SELECT sum(n)::int FROM pile WHERE batch_id = b.id) END, r.planned, 0) AS bags, coalesce(p.loaded, 0) AS loaded,
      (SELECT jsonb_agg(jsonb_build_object('packageVersionId', y.package_version_id, 'letter', k.letter) ORDER BY k.letter) FROM batch_lines y
        JOIN package_versions v ON v.id = y.package_version_id JOIN packages k ON k.id = v.package_id WHERE y.batch_id = b.id) AS packages
    FROM batches b JOIN communities c ON c.id = b.community_id LEFT JOIN ride r ON r.batch_id = b.id LEFT JOIN pile p ON p.batch_id = b.id AND p.stop_id = r.stop_id
    WHERE b.cycle_id = ${cycleId} AND b.supermarket_id = ${store} AND b.state NOT IN ${GIVEN_UP_BATCH_STATES} ORDER BY r.sequence, c.name->>'zh-CN'`);
  const groups = [...trips, null].map((trip) => {
    const mine = rows.filter((r) => r.trip_id === (trip?.id ?? null));
    return {
      trip: trip && toTrip(trip, mine),
      batches: mine.map(toBatch),
      bags: total(mine, "bags"),
      next: nextOf(mine),
    };
  });
  return groups.filter((g) => g.batches.length > 0);
}

const total = (rows: readonly BatchRow[], of: "bags" | "loaded") => rows.reduce((n, r) => n + r[of], 0);

function nextOf(rows: readonly BatchRow[]): BatchGroupView["next"] {
  for (const [state, act] of STEPS) {
    const batchIds = [...new Set(rows.filter((r) => r.state === state).map((r) => r.id))];
    if (batchIds.length > 0) return { act, batchIds };
  }
  return null;
}

const toBatch = (r: BatchRow): StoreBatchView => ({
  batchId: r.id,
  community: r.name,
  state: r.state,
  sequence: r.sequence,
  bags: r.bags,
  loaded: r.loaded,
  packages: r.packages ?? [],
});

function toTrip(t: TripRow, rows: readonly BatchRow[]): StoreTripView {
  const stops = new Map<string, StoreStopView>();
  for (const r of rows) {
    if (r.stop_id === null) continue;
    const before = stops.get(r.stop_id);
    stops.set(r.stop_id, {
      stopId: r.stop_id,
      sequence: r.sequence ?? 0,
      community: r.name,
      planned: (before?.planned ?? 0) + r.bags,
      loaded: (before?.loaded ?? 0) + r.loaded,
    });
  }
  return {
    tripId: t.id,
    number: t.number,
    bus: t.bus,
    state: t.state,
    dockMs: Date.parse(t.dock),
    departMs: Date.parse(t.depart),
    backMs: Date.parse(t.back),
    sealNumber: t.seal,
    planned: total(rows, "bags"),
    loaded: total(rows, "loaded"),
    stops: [...stops.values()].toSorted((a, b) => a.sequence - b.sequence),
  };
}
