import { asc, sql } from "drizzle-orm";
import type { GoodsView, LedgerLot } from "#contract/goods.ts";
import type { Tx } from "#db/client.ts";
import { pickedOfLot } from "#db/queries/lots-on-shelf.ts";
import { items } from "#db/schema/index.ts";
import type { LotId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { pickStore } from "./store-in-hand.ts";

/** The store's purchase ledger 进货台账, the newest first, and the items that may come in. @throws AppError `forbidden` without a store */
export function getGoods(ctx: Ctx, asked: { store?: string | undefined }): Promise<GoodsView> {
  return look(ctx, async (tx) => {
    const { supermarketId } = (await pickStore(tx, ctx, asked.store)).store;
    const catalogue = await tx.select().from(items).orderBy(asc(items.code));
    const today = toServiceDay(tx.at);
    return {
      supermarketId,
      lots: await listLedger(tx, supermarketId, today),
      items: catalogue.map((i) => ({ itemId: i.id, name: i.name, unit: i.unit })),
      today,
    };
  });
}

type Row = Omit<LedgerLot, "receivedMs"> & { readonly receivedAt: string | null };

async function listLedger(tx: Tx, store: SupermarketId, today: string): Promise<LedgerLot[]> {
  const rows = await tx.execute<Row & { lotId: LotId; item: Names }>(sql`
    SELECT l.id AS "lotId", i.name AS item, i.unit, l.code, l.shelf, l.expires_on::text AS "expiresOn", l.expires_on < ${today}::date AS "isExpired", l.paid,
      l.quantity_tenths::float8 AS "quantityTenths", ${pickedOfLot} AS "pickedTenths",
      l.maker, l.licence, l.received_at AS "receivedAt", u.name AS "receivedBy", l.taken_back AS "takenBack",
      (SELECT p.id FROM photos p WHERE p.subject = 'lot' AND p.subject_id = l.id LIMIT 1) AS "photoId",
      (SELECT count(*)::int FROM bag_lots b WHERE b.lot_id = l.id) AS bags
    FROM lots l JOIN items i ON i.id = l.item_id LEFT JOIN users u ON u.id = l.received_by
    WHERE l.supermarket_id = ${store} ORDER BY l.received_at DESC NULLS LAST, l.expires_on, i.code`);
  return rows.map(({ receivedAt, ...row }) => ({
    ...row,
    receivedMs: receivedAt === null ? null : Date.parse(receivedAt),
  }));
}
