import { sql } from "drizzle-orm";
import type { BatchId, CycleId, PackageVersionId, SupermarketId, TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { UNPLANNED_TRIP_STATES } from "#domain/movement/trip.ts";
import { AT_STORE_BAG_STATES } from "#domain/supply/bag.ts";
import { type BatchState, GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";
import type { Tx } from "../client.ts";

export type StoreBatchRow = {
  id: BatchId;
  state: BatchState;
  name: Names;
  stop_id: string | null;
  trip_id: TripId | null;
  sequence: number | null;
  bags: number;
  loaded: number;
  packages: { packageVersionId: PackageVersionId; letter: string }[] | null;
};

/** A store's batches of a cycle with the stop that each rides to, in the order of the stops; one that is split stands for each ride. */
export const listStoreBatches = (tx: Pick<Tx, "execute">, cycleId: CycleId, store: SupermarketId) =>
  tx.execute<StoreBatchRow>(sql`
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
