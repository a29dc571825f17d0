import { sql } from "drizzle-orm";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * Takes away the needs that nobody said: the import of old handed them out by arithmetic. What was said stays. Counts
 * alone go on record, place by place. @returns how many homes had any
 */
export async function clearInventedNeeds(ctx: Ctx): Promise<{ homes: number }> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const cleared = await tx.execute<{ id: string; homes: number }>(sql`
        WITH gone AS (UPDATE households SET tags = '{}', needs_from = NULL, needs_said_on = NULL WHERE needs_from = 'invented' RETURNING community_id)
        SELECT community_id AS id, count(*)::int AS homes FROM gone GROUP BY 1`);
      await record(
        tx,
        cleared.map(({ id, homes }) => ({
          kind: "community.needs_cleared" as const,
          subjectId: id,
          data: { homes },
        })),
      );
      tx.tell("desk");
      return { homes: cleared.reduce((n, c) => n + c.homes, 0) };
    }),
  );
}
