import { type SQL, sql } from "drizzle-orm";
import type { CycleId, ItemId, PackageVersionId, SupermarketId } from "#domain/kernel/ids.ts";
import { UNPICKED_BATCH_STATES } from "#domain/supply/batch.ts";
import type { ItemSwap, KitLine } from "#domain/supply/kit.ts";
import type { Tx } from "../client.ts";

export type KitOfWave = {
  readonly lines: ReadonlyMap<PackageVersionId, readonly KitLine[]>;
  readonly bags: readonly { readonly packageVersionId: PackageVersionId; readonly bags: number }[];
  readonly swaps: readonly ItemSwap[];
};

type Swap = {
  item: ItemId;
  unit: string;
  instead: ItemId;
  instead_unit: string;
  tenths: string;
};

/**
 * The bags of every batch that a store has begun in a cycle, what their packages hold, and what was swapped inside them.
 * What was picked is one sum over the round, so the buses that have left count as well.
 */
export async function readKitOfWave(
  tx: Pick<Tx, "execute">,
  cycleId: CycleId,
  store: SupermarketId,
): Promise<KitOfWave> {
  const begun: SQL = sql`b.cycle_id = ${cycleId} AND b.supermarket_id = ${store} AND b.state NOT IN ${[...UNPICKED_BATCH_STATES]} AND g.state <> 'scrapped'`;
  const bags = await tx.execute<{ packageVersionId: PackageVersionId; bags: number }>(sql`
    SELECT g.package_version_id AS "packageVersionId", count(*)::int AS bags FROM bags g JOIN batches b ON b.id = g.batch_id WHERE ${begun} GROUP BY 1`);
  const lines = await tx.execute<KitLine & { packageVersionId: PackageVersionId }>(sql`
    SELECT l.package_version_id AS "packageVersionId", l.item_id AS "itemId", i.unit, l.tenths FROM package_lines l JOIN items i ON i.id = l.item_id
    WHERE l.package_version_id IN (SELECT g.package_version_id FROM bags g JOIN batches b ON b.id = g.batch_id WHERE ${begun})`);
  const swaps = await tx.execute<Swap>(sql`
    SELECT x.item_id AS item, i.unit, s.substitute_item_id AS instead, o.unit AS instead_unit, sum(s.substitute_tenths::bigint) AS tenths
    FROM bag_substitutions x JOIN shortage_notices s ON s.id = x.notice_id JOIN bags g ON g.id = x.bag_id JOIN batches b ON b.id = g.batch_id
      JOIN items i ON i.id = x.item_id JOIN items o ON o.id = s.substitute_item_id
    WHERE ${begun} GROUP BY 1, 2, 3, 4`);
  return {
    bags,
    lines: Map.groupBy(lines, (l) => l.packageVersionId),
    swaps: swaps.map((s) => ({
      planned: { itemId: s.item, unit: s.unit, tenths: Number(s.tenths) },
      instead: { itemId: s.instead, unit: s.instead_unit, tenths: Number(s.tenths) },
    })),
  };
}
