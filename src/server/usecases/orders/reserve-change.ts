import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { CycleId, GridId, PackageVersionId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";

export type ReservedChange = { readonly packageVersionId: PackageVersionId; readonly delta: number };

/**
 * Takes more of an offer (or gives some back) for one home, stock rows first in the order of their ids, then the
 * grid's quota: the same order of locks as `place_orders`.
 * @throws AppError `sold_out` with what is left, `refused` with `over_quota`
 */
export async function reserveChange(
  tx: Tx,
  cycleId: CycleId,
  gridId: GridId,
  changes: readonly ReservedChange[],
): Promise<void> {
  const sorted = changes
    .filter((c) => c.delta !== 0)
    .sort((a, b) => (a.packageVersionId < b.packageVersionId ? -1 : 1));
  for (const { packageVersionId, delta } of sorted) {
    const [offer] = await tx.execute<{ room: number }>(sql`SELECT offered - reserved AS room FROM offers
      WHERE cycle_id = ${cycleId} AND package_version_id = ${packageVersionId} FOR UPDATE`);
    if (!offer) throw new AppError("refused", { kind: "unknown_package", packageVersionId });
    if (offer.room < delta) throw new AppError("sold_out", { packageVersionId, left: offer.room });
    await tx.execute(
      sql`UPDATE offers SET reserved = reserved + ${delta} WHERE cycle_id = ${cycleId} AND package_version_id = ${packageVersionId}`,
    );
  }
  for (const { packageVersionId, delta } of sorted) {
    const [quota] = await tx.execute<{ room: number }>(sql`SELECT quota - reserved AS room FROM grid_quotas
      WHERE cycle_id = ${cycleId} AND package_version_id = ${packageVersionId} AND grid_id = ${gridId} FOR UPDATE`);
    if (!quota) continue;
    if (quota.room < delta) throw new AppError("refused", { kind: "over_quota", packageVersionId, left: quota.room });
    await tx.execute(sql`UPDATE grid_quotas SET reserved = reserved + ${delta}
      WHERE cycle_id = ${cycleId} AND package_version_id = ${packageVersionId} AND grid_id = ${gridId}`);
  }
}
