import { sql } from "drizzle-orm";
import type { BatchId, ClaimId, CycleId, PackageVersionId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { ClaimKind } from "#domain/oversight/claim.ts";
import { OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { FINAL_BAG_STATES } from "#domain/supply/bag.ts";
import type { Tx } from "../client.ts";

export type SettledGoods = {
  readonly batchId: BatchId;
  readonly packageVersionId: PackageVersionId;
  readonly bags: number;
  readonly exchangeFen: number;
  readonly community: Names;
  readonly letter: string;
  readonly name: Names;
  readonly cardFen: number;
};
export type SettledClaim = {
  readonly claimId: ClaimId;
  readonly kind: ClaimKind;
  readonly bagNumber: number | null;
  readonly refundFen: number;
  readonly isOpen: boolean;
};
export type StoreRound = {
  readonly goods: readonly SettledGoods[];
  readonly claims: readonly SettledClaim[];
  readonly bagsUnderWay: number;
};

/**
 * What a round leaves to settle with a store: bags that a bus took over from it, counted by their custody, and claims of
 * its own bags; one that names no bag is the store's that packed most of the order. Read with the system's eyes.
 */
export async function readStoreRound(tx: Tx, cycleId: CycleId, store: SupermarketId): Promise<StoreRound> {
  const goods = await tx.execute<SettledGoods>(sql`
    SELECT b.batch_id AS "batchId", b.package_version_id AS "packageVersionId", count(*)::int AS bags,
      coalesce(sum((SELECT sum(x.refund_fen) FROM bag_substitutions x WHERE x.bag_id = b.id)), 0)::float8 AS "exchangeFen",
      c.name AS community, p.letter, p.name, o.price_fen::float8 AS "cardFen"
    FROM bags b JOIN communities c ON c.id = b.community_id JOIN package_versions v ON v.id = b.package_version_id JOIN packages p ON p.id = v.package_id
      JOIN offers o ON o.cycle_id = b.cycle_id AND o.package_version_id = b.package_version_id
    WHERE b.cycle_id = ${cycleId} AND b.supermarket_id = ${store} AND EXISTS (SELECT FROM custody_events e WHERE e.bag_id = b.id AND e.act = 'depart')
    GROUP BY b.batch_id, b.package_version_id, c.name, p.letter, p.name, o.price_fen ORDER BY p.letter, c.name ->> 'zh-CN', b.batch_id`);
  const claims = await tx.execute<SettledClaim>(sql`
    SELECT k.id AS "claimId", k.kind, k.bag_number AS "bagNumber", k.refund_fen::float8 AS "refundFen", k.state IN ${[...OPEN_CLAIM_STATES]} AS "isOpen"
    FROM claims k WHERE k.cycle_id = ${cycleId} AND (k.refund_fen > 0 OR k.state IN ${[...OPEN_CLAIM_STATES]})
      AND ${store} = (SELECT b.supermarket_id FROM bags b WHERE b.order_id = k.order_id AND (k.bag_number IS NULL OR b.number = k.bag_number)
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)
    ORDER BY k.opened_at, k.id`);
  const [way] = await tx.execute<{ n: number }>(sql`
    SELECT count(*)::int AS n FROM bags WHERE cycle_id = ${cycleId} AND supermarket_id = ${store} AND state NOT IN ${[...FINAL_BAG_STATES]}`);
  return { goods: [...goods], claims: [...claims], bagsUnderWay: way?.n ?? 0 };
}
