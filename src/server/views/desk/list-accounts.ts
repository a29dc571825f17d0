import { and, desc, eq, gt, isNotNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { AccountRequestRow, ShutAccount } from "#contract/accounts.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { accountRequests, assignments, users } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { ASKED_FOR_MS } from "#domain/oversight/account-request.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** What waits for a second person of the desk, the newest first, and whose accounts are shut. */
export function listAccounts(
  ctx: Ctx,
): Promise<{ readonly requests: readonly AccountRequestRow[]; readonly shut: readonly ShutAccount[] }> {
  const askers = alias(users, "askers");
  const me = ctx.actor.userId;
  return look(ctx, async (tx) => {
    const rows = await tx
      .select({ r: accountRequests, name: users.name, username: users.username, askedBy: askers.name })
      .from(accountRequests)
      .innerJoin(users, eq(users.id, accountRequests.userId))
      .innerJoin(askers, eq(askers.id, accountRequests.askedBy))
      .where(and(eq(accountRequests.state, "asked"), gt(accountRequests.askedAt, (tx.at - ASKED_FOR_MS) as Instant)))
      .orderBy(desc(accountRequests.askedAt));
    const shut = await tx
      .selectDistinct({ userId: users.id, name: users.name, username: users.username, shutAt: users.disabledAt })
      .from(users)
      .innerJoin(assignments, and(eq(assignments.userId, users.id), notEnded(tx.at)))
      .where(isNotNull(users.disabledAt))
      .orderBy(desc(users.disabledAt));
    return {
      requests: rows.map(({ r, name, username, askedBy }) => ({
        requestId: r.id,
        act: r.act,
        name,
        username: username ?? "",
        reason: r.reason,
        askedBy,
        askedMs: r.askedAt,
        mine: r.askedBy === me || r.userId === me,
      })),
      shut: shut.map(({ shutAt, username, ...s }) => ({
        ...s,
        username: username ?? "",
        shutMs: shutAt?.getTime() ?? 0,
      })),
    };
  });
}
