import { sql } from "drizzle-orm";
import type { LotId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Tx } from "../client.ts";

type LotByCode = {
  lotId: LotId;
  item: Names;
  store: Names;
  maker: string | null;
  expiresOn: string;
  unsaidBags: number;
};

/** Of the item `l` is a lot of, how many bags hold it of which no lot was written down: any of them may be from this one. */
const unsaidBags = sql`(SELECT count(*)::int FROM bags b WHERE b.supermarket_id = l.supermarket_id AND b.state <> 'created' AND NOT b.repacked
  AND EXISTS (SELECT FROM package_lines p WHERE p.package_version_id = b.package_version_id AND p.item_id = l.item_id)
  AND NOT EXISTS (SELECT FROM bag_substitutions x WHERE x.bag_id = b.id AND x.item_id = l.item_id)
  AND NOT EXISTS (SELECT FROM bag_lots k WHERE k.bag_id = b.id AND k.item_id = l.item_id)
  AND EXISTS (SELECT FROM custody_events e WHERE e.bag_id = b.id AND e.to = 'packed' AND (l.received_at IS NULL OR e.at >= l.received_at)))`;

/** Every lot whose paper bears this number, by store and item. */
export const listLotsByCode = (tx: Pick<Tx, "execute">, code: string) =>
  tx.execute<LotByCode>(sql`
    SELECT l.id AS "lotId", i.name AS item, s.name AS store, l.maker, l.expires_on::text AS "expiresOn", ${unsaidBags} AS "unsaidBags"
    FROM lots l JOIN items i ON i.id = l.item_id JOIN supermarkets s ON s.id = l.supermarket_id
    WHERE l.code = ${code} AND l.taken_back IS NULL ORDER BY s.code, i.code`);
