import { sql } from "drizzle-orm";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import type { Tx } from "../client.ts";
import { anyId } from "./any-of.ts";

/** Why a grid cannot order from a round at all; the words are null where the round was written without it. */
export type OutOfRound = { readonly why: string | null };

/**
 * The grids, of those asked for, that have no share of any package of a round: their community was taken out of it, or
 * never was in it. One whose share is used up is not among them. The reason is read by whoever sees the events.
 */
export async function listOutOfRound(
  tx: Pick<Tx, "execute">,
  cycleId: CycleId,
  gridIds: readonly GridId[],
): Promise<Map<GridId, OutOfRound>> {
  if (gridIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: GridId; why: string | null }>(sql`
    SELECT g.id, (SELECT e.reason FROM audit_events e WHERE e.subject = 'community' AND e.subject_id = g.community_id
        AND e.kind = 'community.taken_out' AND e.cycle_id = ${cycleId} ORDER BY e.seq DESC LIMIT 1) AS why
    FROM grids g WHERE g.id = ${anyId(gridIds)}
      AND EXISTS (SELECT FROM offers f WHERE f.cycle_id = ${cycleId})
      AND NOT EXISTS (SELECT FROM offers f LEFT JOIN grid_quotas q
          ON q.cycle_id = f.cycle_id AND q.package_version_id = f.package_version_id AND q.grid_id = g.id
        WHERE f.cycle_id = ${cycleId} AND (q.quota IS NULL OR q.quota > 0))`);
  return new Map(rows.map((r) => [r.id, { why: r.why }]));
}
