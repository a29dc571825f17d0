import { sql } from "drizzle-orm";
import type { MadeSlips, MakeSlipsInput } from "#contract/sign-in-slips.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { act } from "../../act.ts";
import type { Accounts } from "../../auth/accounts.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * 首次登录单: tells a first password of each of those staff who have never chosen one of their own; what they were told
 * before opens nothing any more. Each slip is on record before its password is made: killed in between, the person
 * stands on the list as told, and gets another. Who signs in, or is given a slip by somebody else, since the list was
 * read is passed over, so that no slip in somebody's hand is spoiled unseen.
 */
export async function makeSlips(ctx: Ctx, input: MakeSlipsInput, reset: Accounts["reset"]): Promise<MadeSlips> {
  const chosen = await act(ctx, async (tx) => {
    const rows = await tx.execute<{ id: UserId }>(sql`
      INSERT INTO sign_in_slips (user_id, made_at, made_by)
      SELECT f.user_id, app_now(), ${tx.actor.userId}::uuid FROM first_sign_ins() f
      WHERE f.user_id IN ${[...input.userIds]} AND f.user_id <> ${tx.actor.userId}::uuid
        AND EXISTS (SELECT FROM assignments a WHERE a.user_id = f.user_id AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now()))
      ON CONFLICT (user_id) DO UPDATE SET made_at = excluded.made_at, made_by = excluded.made_by
        WHERE sign_in_slips.made_at <= ${new Date(input.asOf).toISOString()}::timestamptz
      RETURNING user_id AS id`);
    await record(
      tx,
      rows.map(({ id }) => ({ kind: "account.slip_made" as const, subjectId: id })),
    );
    return rows.map((r) => r.id);
  });
  const slips: MadeSlips["slips"][number][] = [];
  for (const userId of chosen) slips.push({ userId, ...(await reset(userId)) });
  return { slips, passedOver: new Set(input.userIds).size - slips.length };
}
