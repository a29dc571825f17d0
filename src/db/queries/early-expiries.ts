import { type SQL, sql } from "drizzle-orm";
import type { CycleId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import type { Tx } from "../client.ts";
import { isOnShelf } from "./lots-on-shelf.ts";

/** A lot that a store would pick from first and that is past its day when the bags are at the door. */
export type EarlyExpiry = {
  readonly supermarketId: SupermarketId;
  readonly store: Names;
  readonly item: Names;
  readonly code: string;
  readonly expiresOn: ServiceDay;
};

/** Lots of what a cycle's packages hold, at the stores that have promised some of it, that expire before the delivery day. */
export async function listEarlyExpiries(
  tx: Tx,
  cycleId: CycleId,
  today: ServiceDay,
  storeId?: SupermarketId,
): Promise<EarlyExpiry[]> {
  const mine: SQL = storeId ? sql`AND l.supermarket_id = ${storeId}` : sql``;
  const rows = await tx.execute<{ id: SupermarketId; store: Names; item: Names; code: string; day: ServiceDay }>(sql`
    SELECT l.supermarket_id AS id, m.name AS store, i.name AS item, l.code, l.expires_on::text AS day
    FROM lots l JOIN supermarkets m ON m.id = l.supermarket_id JOIN items i ON i.id = l.item_id
    WHERE ${isOnShelf(today)} AND l.expires_on < (SELECT delivery_day FROM cycles WHERE id = ${cycleId}) ${mine}
      AND EXISTS (SELECT FROM supply_commits x JOIN package_lines p ON p.package_version_id = x.package_version_id
        WHERE x.cycle_id = ${cycleId} AND x.supermarket_id = l.supermarket_id AND x.committed > 0 AND p.item_id = l.item_id)
    ORDER BY l.expires_on, m.code, i.code, l.code`);
  return rows.map((r) => ({ supermarketId: r.id, store: r.store, item: r.item, code: r.code, expiresOn: r.day }));
}
