import { sql } from "drizzle-orm";
import type { CycleId, GridId, PackageVersionId } from "#domain/kernel/ids.ts";
import type { Fen } from "#domain/kernel/money.ts";
import type { Offered } from "#domain/orders/judge-order.ts";
import type { Tx } from "../client.ts";
import { anyId } from "./any-of.ts";

/**
 * Packages of a cycle's card as a grid can have them now, locked: stock rows first in the order of their ids, then the
 * grid's quota, the same order as in `place_orders`.
 */
export async function lockCard(
  tx: Pick<Tx, "execute">,
  cycleId: CycleId,
  gridId: GridId,
  packages: readonly PackageVersionId[],
): Promise<Map<PackageVersionId, Offered>> {
  const offers = await tx.execute<{
    id: PackageVersionId;
    price: string;
    household_limit: number;
    left: number;
    tags: string[];
  }>(sql`
    SELECT f.package_version_id AS id, f.price_fen AS price, f.household_limit, f.offered - f.reserved AS "left", v.tags
    FROM offers f JOIN package_versions v ON v.id = f.package_version_id
    WHERE f.cycle_id = ${cycleId} AND f.package_version_id = ${anyId(packages)} ORDER BY f.package_version_id FOR UPDATE OF f`);
  const quotas = await tx.execute<{ id: PackageVersionId; left: number }>(sql`
    SELECT package_version_id AS id, quota - reserved AS "left" FROM grid_quotas
    WHERE cycle_id = ${cycleId} AND grid_id = ${gridId} AND package_version_id = ${anyId(packages)} ORDER BY package_version_id FOR UPDATE`);
  const quotaOf = new Map(quotas.map((q) => [q.id, q.left]));
  return new Map(
    offers.map((o) => [
      o.id,
      {
        priceFen: Number(o.price) as Fen,
        householdLimit: o.household_limit,
        left: o.left,
        quotaLeft: quotaOf.get(o.id),
        tags: o.tags,
      },
    ]),
  );
}
