import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { CycleId, GridId, PackageVersionId } from "#domain/kernel/ids.ts";

export type ReservedChange = { readonly packageVersionId: PackageVersionId; readonly delta: number };

/**
 * Books what one home takes more or gives back on the stock and on its grid's quota, in that order and by the packages'
 * ids. Whether it may is decided before, behind the locks of `lockCard`; the tables refuse an overdraft.
 */
export async function reserveChange(
  tx: Tx,
  cycleId: CycleId,
  gridId: GridId,
  changes: readonly ReservedChange[],
): Promise<void> {
  const rows = JSON.stringify(
    changes.filter((c) => c.delta !== 0).toSorted((a, b) => (a.packageVersionId < b.packageVersionId ? -1 : 1)),
  );
  const change = sql`jsonb_to_recordset(${rows}::jsonb) AS c ("packageVersionId" uuid, delta int)`;
  await tx.execute(sql`SELECT FROM offers f JOIN ${change} ON f.package_version_id = c."packageVersionId"
    WHERE f.cycle_id = ${cycleId} ORDER BY f.package_version_id FOR UPDATE OF f`);
  await tx.execute(sql`UPDATE offers f SET reserved = f.reserved + c.delta FROM ${change}
    WHERE f.cycle_id = ${cycleId} AND f.package_version_id = c."packageVersionId"`);
  await tx.execute(sql`UPDATE grid_quotas q SET reserved = q.reserved + c.delta FROM ${change}
    WHERE q.cycle_id = ${cycleId} AND q.grid_id = ${gridId} AND q.package_version_id = c."packageVersionId"`);
}
