import { sql } from "drizzle-orm";
import { anyId } from "#db/queries/any-of.ts";
import type { BatchId } from "#domain/kernel/ids.ts";
import type { FactsFor } from "#domain/kernel/machine.ts";
import { type ServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import type { BAG } from "#domain/supply/bag.ts";
import type { BATCH } from "#domain/supply/batch.ts";
import type { ActTx } from "../../act.ts";

/** Reads the facts of one of the batches that they were loaded for. */
type FactsOf<F> = (id: BatchId) => F;
type PickFacts = FactsFor<typeof BATCH, "finish_picking">;

/** For each batch, package by package: what it was asked for, the bags that are there for it, and what was declared short. */
export async function readPickFacts(tx: ActTx, batchIds: readonly BatchId[]): Promise<FactsOf<PickFacts>> {
  const rows = await tx.execute<{ id: BatchId; allocated: number; picked: number; shorted: number }>(sql`
    SELECT l.batch_id AS id, l.allocated, coalesce(l.shorted, 0) AS shorted,
      (SELECT count(*)::int FROM bags b WHERE b.batch_id = l.batch_id AND b.package_version_id = l.package_version_id AND NOT b.repacked) AS picked
    FROM batch_lines l WHERE l.batch_id = ${anyId(batchIds)}`);
  const lines = Map.groupBy(rows, (r) => r.id);
  return (id) => ({ lines: lines.get(id) ?? [] });
}

/** For each batch, which of the lots that its items were picked from expires first; null where no lots were noted. */
export async function readLotFacts(
  tx: ActTx,
  batchIds: readonly BatchId[],
): Promise<FactsOf<FactsFor<typeof BAG, "pack">>> {
  const rows = await tx.execute<{ id: BatchId; first: ServiceDay | null }>(sql`
    SELECT b.id, min(lots.expires_on)::text AS first
    FROM batches b JOIN batch_lines l ON l.batch_id = b.id JOIN package_lines i ON i.package_version_id = l.package_version_id
    LEFT JOIN pick_lots p ON p.cycle_id = b.cycle_id AND p.supermarket_id = b.supermarket_id AND p.item_id = i.item_id AND p.tenths > 0
    LEFT JOIN lots ON lots.id = p.lot_id WHERE b.id = ${anyId(batchIds)} GROUP BY b.id`);
  const today = toServiceDay(tx.at);
  const firstOf = new Map(rows.map((r) => [r.id, r.first]));
  return (id) => ({ firstExpiry: firstOf.get(id) ?? null, today });
}
