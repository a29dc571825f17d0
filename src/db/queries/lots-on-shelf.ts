import { type SQL, sql } from "drizzle-orm";
import type { ItemId, LotId, SupermarketId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import type { LotOnShelf } from "#domain/supply/lot-choice.ts";
import type { Tx } from "../client.ts";

/** Tenths picked from a lot that is called `l`. */
export const pickedOfLot: SQL = sql`coalesce((SELECT sum(k.tenths) FROM pick_lots k WHERE k.lot_id = l.id), 0)::float8`;

/** Tenths of a lot that nobody has picked yet, for a lot that is called `l`; null where nobody wrote down what came in. */
export const leftOfLot: SQL = sql`(l.quantity_tenths - ${pickedOfLot})`;

/** Lots that a picker may be sent to on a day, for a lot that is called `l`: not expired, not taken back, not used up. */
export const isOnShelf = (today: ServiceDay): SQL =>
  sql`l.taken_back IS NULL AND l.expires_on >= ${today}::date AND coalesce(${leftOfLot}, 1) > 0`;

export type ShelfLot = LotOnShelf & { readonly code: string; readonly shelf: string };

/** The lots of an item in a store, the first to expire first; those that are used up too, as their picks may be corrected. */
export async function listLotsOf(tx: Tx, store: SupermarketId, itemId: ItemId): Promise<ShelfLot[]> {
  const rows = await tx.execute<{ id: LotId; code: string; shelf: string; day: ServiceDay; left: number | null }>(sql`
    SELECT l.id, l.code, l.shelf, l.expires_on::text AS day, ${leftOfLot} AS left FROM lots l
    WHERE l.supermarket_id = ${store} AND l.item_id = ${itemId} AND l.taken_back IS NULL ORDER BY l.expires_on, l.code`);
  return rows.map(({ id, code, shelf, day, left }) => ({ id, code, shelf, expiresOn: day, leftTenths: left }));
}
