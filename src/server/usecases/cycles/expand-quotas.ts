import { sql } from "drizzle-orm";
import type { CreateCycleInput } from "#contract/cycles.ts";
import type { Tx } from "#db/client.ts";
import type { gridQuotas } from "#db/schema/index.ts";
import type { CommunityId, CycleId, GridId } from "#domain/kernel/ids.ts";
import { spreadQuota } from "#domain/offer/quota.ts";
import { AppError } from "../../app-error.ts";

type QuotaRow = typeof gridQuotas.$inferInsert;

/**
 * The quota of each grid: what every grid gets of a package, and for communities that have a quota of their own, their
 * grids' shares of it by homes.
 * @throws AppError `refused` with `quota_not_on_card` or `unknown_community`
 */
export async function expandQuotas(tx: Tx, cycleId: CycleId, input: CreateCycleInput): Promise<QuotaRow[]> {
  if (input.quotas.length === 0) return [];
  const card = new Set(input.offers.map((o) => o.packageVersionId));
  const stray = input.quotas.find((q) => !card.has(q.packageVersionId));
  if (stray) throw new AppError("refused", { kind: "quota_not_on_card", packageVersionId: stray.packageVersionId });
  const grids = await tx.execute<{ id: GridId; community_id: CommunityId; homes: number }>(sql`
    SELECT g.id, g.community_id, coalesce(h.homes - h.vacant, 0)::int AS homes FROM grids g LEFT JOIN grid_homes h ON h.grid_id = g.id ORDER BY g.community_id, g.number`);
  const byPlace = Map.groupBy(grids, (g) => g.community_id);
  const rows = new Map<string, QuotaRow>();
  // A community's own quota is read after the one for every grid, and stands.
  for (const q of input.quotas.toSorted((a, b) => Number(Boolean(a.communityId)) - Number(Boolean(b.communityId)))) {
    const mine = q.communityId ? byPlace.get(q.communityId) : grids;
    if (!mine) throw new AppError("refused", { kind: "unknown_community" });
    const shares = q.communityId
      ? spreadQuota(
          q.quota,
          mine.map((g) => g.homes),
        )
      : mine.map(() => q.quota);
    for (const [i, g] of mine.entries())
      rows.set(`${q.packageVersionId} ${g.id}`, {
        cycleId,
        packageVersionId: q.packageVersionId,
        gridId: g.id,
        quota: shares[i] ?? 0,
      });
  }
  return [...rows.values()];
}
