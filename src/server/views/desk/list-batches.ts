import { sql } from "drizzle-orm";
import type { BatchRow, CycleBatches, StoreRoom } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import { readStoreLoads } from "#db/queries/store-loads.ts";
import type { CycleId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { type BatchState, GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";
import { capacityLeft } from "#domain/supply/capacity.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { getCycleRef } from "./list-cycles.ts";

type Row = {
  readonly id: string;
  readonly store: string;
  readonly s_name: Names;
  readonly name: Names;
  readonly state: BatchState;
  readonly at: string;
  readonly reason: string | null;
  readonly lines: BatchRow["lines"] | null;
};

/** The batches of a cycle, those that wait for another store first, and what room each store has left. @throws AppError `not_found` */
export async function listBatches(ctx: Ctx, cycleId: string): Promise<CycleBatches> {
  return look(ctx, async (tx) => {
    const cycle = await getCycleRef(tx, cycleId);
    const rows = await tx.execute<Row>(sql`
      SELECT b.id, m.id AS store, m.name AS s_name, c.name, b.state, b.state_at AS at, b.reason, l.lines
      FROM batches b JOIN supermarkets m ON m.id = b.supermarket_id JOIN communities c ON c.id = b.community_id LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('packageVersionId', x.package_version_id, 'letter', p.letter, 'bags', x.n) ORDER BY p.letter) AS lines
        FROM (SELECT y.package_version_id, sum(y.allocated - coalesce(y.shorted, 0))::int AS n FROM batch_lines y WHERE y.batch_id = b.id
            AND EXISTS (SELECT FROM bag_counts k WHERE k.batch_id = b.id) GROUP BY 1) x
          JOIN package_versions v ON v.id = x.package_version_id JOIN packages p ON p.id = v.package_id
      ) l ON true WHERE b.cycle_id = ${cycle.id}
      ORDER BY (b.state IN ${GIVEN_UP_BATCH_STATES} AND l.lines IS NOT NULL) DESC, (b.state IN ${GIVEN_UP_BATCH_STATES}), m.code, c.code`);
    return {
      cycle,
      rows: rows.map((r) => ({
        id: r.id,
        storeId: r.store,
        store: r.s_name,
        place: r.name,
        state: r.state,
        stateMs: Date.parse(r.at),
        reason: r.reason,
        lines: r.lines ?? [],
      })),
      stores: await readRoom(tx, cycle.id as CycleId),
      nowMs: tx.at,
    };
  });
}

async function readRoom(tx: Tx, cycleId: CycleId): Promise<StoreRoom[]> {
  const loads = await readStoreLoads(tx, cycleId);
  const rows = await tx.execute<{
    id: SupermarketId;
    name: Names;
    daily: number;
    left: Record<string, number> | null;
  }>(sql`
    SELECT m.id, m.name, m.daily_capacity_bags AS daily,
      (SELECT jsonb_object_agg(x.package_version_id, x.committed - x.allocated) FROM supply_commits x WHERE x.cycle_id = ${cycleId} AND x.supermarket_id = m.id) AS left
    FROM supermarkets m ORDER BY m.code`);
  return rows.map((r) => ({
    id: r.id,
    name: r.name,
    left: r.left ?? {},
    capacityLeft: capacityLeft(r.daily, loads.get(r.id)),
  }));
}
