import { sql } from "drizzle-orm";
import type { PickItemView, ShortStep, ShortView, SubstituteView } from "#contract/store.ts";
import type { Tx } from "#db/client.ts";
import { isOnShelf } from "#db/queries/lots-on-shelf.ts";
import type { BatchId, CycleId, ItemId, LotId, PackageVersionId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { type Instant, toServiceDay } from "#domain/kernel/time.ts";
import { PICKING_BATCH_STATES } from "#domain/supply/batch.ts";

type OpenRow = {
  batch_id: BatchId;
  package_version_id: PackageVersionId;
  tenths: number;
  open: number;
  price: string;
};

/**
 * What a store can do when an item runs out: which bags are touched, those that leave last first, and what may come
 * instead. An item is exchanged only for one of the same unit and the same kind (cold, pork, halal …) at no higher price.
 */
export async function getShort(
  tx: Tx,
  cycleId: CycleId,
  store: SupermarketId,
  item: PickItemView,
  now: Instant,
): Promise<ShortView> {
  const missingTenths = item.neededTenths - item.pickedTenths;
  const open = await tx.execute<OpenRow>(sql`
    SELECT g.batch_id, g.package_version_id, l.tenths,
      (count(*) FILTER (WHERE NOT EXISTS (SELECT FROM bag_substitutions x WHERE x.bag_id = g.id AND x.item_id = ${item.itemId})))::int AS open, max(f.price_fen) AS price
    FROM bags g JOIN batches b ON b.id = g.batch_id JOIN package_lines l ON l.package_version_id = g.package_version_id AND l.item_id = ${item.itemId}
    JOIN offers f ON f.cycle_id = g.cycle_id AND f.package_version_id = g.package_version_id
    LEFT JOIN LATERAL (SELECT max(t.dock_at) AS dock, min(s.sequence) AS sequence FROM stop_loads sl JOIN stops s ON s.id = sl.stop_id JOIN trips t ON t.id = s.trip_id WHERE sl.batch_id = b.id) ride ON true
    WHERE b.cycle_id = ${cycleId} AND b.supermarket_id = ${store} AND b.state IN ${PICKING_BATCH_STATES} AND g.state = 'created'
    GROUP BY g.batch_id, g.package_version_id, l.tenths, ride.dock, ride.sequence ORDER BY ride.dock DESC NULLS FIRST, ride.sequence DESC, g.package_version_id`);
  const steps = cover(open, missingTenths);
  const [own] = await tx.execute<{ price: string }>(
    sql`SELECT price_fen AS price FROM items WHERE id = ${item.itemId}`,
  );
  return {
    missingTenths,
    priceFen: Number(own?.price ?? 0),
    steps,
    bags: steps.reduce((n, s) => n + s.bags, 0),
    communities: new Set(steps.map((s) => s.batchId)).size,
    substitutes: steps.length === 0 ? [] : await listSubstitutes(tx, store, item.itemId, now),
  };
}

function cover(open: readonly OpenRow[], missingTenths: number): ShortStep[] {
  const steps: ShortStep[] = [];
  let left = missingTenths;
  for (const row of open) {
    const bags = Math.min(row.open, Math.ceil(left / row.tenths));
    if (bags <= 0) continue;
    left -= bags * row.tenths;
    steps.push({
      batchId: row.batch_id,
      packageVersionId: row.package_version_id,
      bags,
      tenthsPerBag: row.tenths,
      bagPriceFen: Number(row.price),
    });
    if (left <= 0) break;
  }
  return steps;
}

async function listSubstitutes(tx: Tx, store: SupermarketId, itemId: ItemId, now: Instant): Promise<SubstituteView[]> {
  const rows = await tx.execute<{
    id: ItemId;
    name: Names;
    price: string;
    lot: LotId;
    code: string;
    shelf: string;
    expires: string;
  }>(sql`
    SELECT i.id, i.name, i.price_fen AS price, lot.id AS lot, lot.code, lot.shelf, lot.expires_on::text AS expires
    FROM items own JOIN items i ON i.unit = own.unit AND i.unit_kind = own.unit_kind AND i.price_fen <= own.price_fen AND i.id <> own.id AND i.tags @> own.tags AND own.tags @> i.tags
    JOIN LATERAL (SELECT l.* FROM lots l WHERE l.supermarket_id = ${store} AND l.item_id = i.id AND ${isOnShelf(toServiceDay(now))} ORDER BY l.expires_on, l.code LIMIT 1) lot ON true
    WHERE own.id = ${itemId} ORDER BY i.price_fen DESC, i.code LIMIT 3`);
  return rows.map((r) => ({
    itemId: r.id,
    name: r.name,
    priceFen: Number(r.price),
    lot: { lotId: r.lot, code: r.code, shelf: r.shelf, expiresOn: r.expires },
  }));
}
