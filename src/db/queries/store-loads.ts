import { type SQL, sql } from "drizzle-orm";
import type { CycleId, SupermarketId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { PLANNABLE_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";
import type { StoreLoad } from "#domain/supply/capacity.ts";
import type { Tx } from "../client.ts";

/**
 * What each store has to pack for the delivery day of a cycle, over all rounds of that day: a store has two hands,
 * however many rounds there are. Batches that were given up are no longer its own. Stores with nothing are left out.
 * @param without leaves the cycle's own batches out, for an allocation that is about to make them
 */
export async function readStoreLoads(
  tx: Tx,
  cycleId: CycleId,
  without = false,
): Promise<Map<SupermarketId, StoreLoad>> {
  const other: SQL = without ? sql`AND b.cycle_id <> ${cycleId}` : sql``;
  const rows = await tx.execute<{ id: SupermarketId; accepted: number; asked: number }>(sql`
    SELECT b.supermarket_id AS id, coalesce(sum(k.bags) FILTER (WHERE b.state <> 'pending'), 0)::int AS accepted,
      coalesce(sum(k.bags) FILTER (WHERE b.state = 'pending'), 0)::int AS asked
    FROM batches b JOIN cycles c ON c.id = b.cycle_id JOIN bag_counts k ON k.batch_id = b.id AND k.state <> 'scrapped'
    WHERE c.delivery_day = (SELECT delivery_day FROM cycles WHERE id = ${cycleId}) ${other}
      AND c.state <> 'cancelled' AND b.state NOT IN ${GIVEN_UP_BATCH_STATES} GROUP BY 1`);
  return new Map(rows.map((r) => [r.id, { accepted: r.accepted, asked: r.asked }]));
}

/** The most bags that each store, by its code, has accepted or is asked for on one of the days from `today` on. */
export async function readBagsTaken(tx: Tx, today: ServiceDay): Promise<Map<string, number>> {
  const rows = await tx.execute<{ code: string; bags: number }>(sql`
    SELECT code, max(bags)::int AS bags FROM (
      SELECT s.code, c.delivery_day, sum(k.bags) AS bags
      FROM batches b JOIN cycles c ON c.id = b.cycle_id JOIN supermarkets s ON s.id = b.supermarket_id
        JOIN bag_counts k ON k.batch_id = b.id AND k.state <> 'scrapped'
      WHERE c.delivery_day >= ${today}::date AND c.state IN ${PLANNABLE_CYCLE_STATES} AND b.state NOT IN ${GIVEN_UP_BATCH_STATES}
      GROUP BY 1, 2) AS days GROUP BY 1`);
  return new Map(rows.map((r) => [r.code, r.bags]));
}
