import type { BatchGroupView, StoreBatchView, StoreStopView, StoreTripView } from "#contract/store.ts";
import type { Tx } from "#db/client.ts";
import { listStoreBatches, type StoreBatchRow } from "#db/queries/store-batches.ts";
import { listStoreTrips, type StoreTripRow } from "#db/queries/store-trips.ts";
import type { CycleId, SupermarketId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { BATCH } from "#domain/supply/batch.ts";

/** The store's own steps, in order: what a group is asked for next is its least advanced one. */
const STEPS = (["start_picking", "finish_picking", "pack", "stage"] as const).flatMap((act) =>
  statesBefore(BATCH, act).map((state) => [state, act] as const),
);

/** A store's batches of a cycle, grouped by the trip that takes them and in the order of its stops. */
export async function listGroups(tx: Tx, cycleId: CycleId, store: SupermarketId): Promise<BatchGroupView[]> {
  const trips = await listStoreTrips(tx, cycleId, store);
  const rows = await listStoreBatches(tx, cycleId, store);
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

const total = (rows: readonly StoreBatchRow[], of: "bags" | "loaded") => rows.reduce((n, r) => n + r[of], 0);

function nextOf(rows: readonly StoreBatchRow[]): BatchGroupView["next"] {
  for (const [state, act] of STEPS) {
    const batchIds = [...new Set(rows.filter((r) => r.state === state).map((r) => r.id))];
    if (batchIds.length > 0) return { act, batchIds };
  }
  return null;
}

const toBatch = (r: StoreBatchRow): StoreBatchView => ({
  batchId: r.id,
  community: r.name,
  state: r.state,
  sequence: r.sequence,
  bags: r.bags,
  loaded: r.loaded,
  packages: r.packages ?? [],
});

function toTrip(t: StoreTripRow, rows: readonly StoreBatchRow[]): StoreTripView {
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
    outOnTrip: t.out_on,
    planned: total(rows, "bags"),
    loaded: total(rows, "loaded"),
    stops: [...stops.values()].toSorted((a, b) => a.sequence - b.sequence),
  };
}
