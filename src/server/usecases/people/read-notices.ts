import { and, inArray, isNull, lte } from "drizzle-orm";
import { NOTICE_KINDS, type ReadNoticesInput } from "#contract/resident.ts";
import { notices } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** What was on the screen has been read; what came since has not. */
export async function readNotices(ctx: Ctx, input: ReadNoticesInput): Promise<void> {
  const { homes } = ctx.actor;
  if (homes.length === 0) return;
  await act(ctx, (tx) =>
    tx
      .update(notices)
      .set({ readAt: tx.at })
      .where(
        and(
          inArray(notices.householdId, [...homes]),
          inArray(notices.kind, [...NOTICE_KINDS]),
          isNull(notices.readAt),
          lte(notices.at, input.untilMs as typeof notices.$inferSelect.at),
        ),
      ),
  );
}
