import { and, desc, eq, gt } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { AccountRequestRow } from "#contract/accounts.ts";
import { accountRequests, users } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { ASKED_FOR_MS } from "#domain/oversight/account-request.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** What waits for a second person of the desk, the newest first. */
export function listAccountRequests(ctx: Ctx): Promise<AccountRequestRow[]> {
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
    return rows.map(({ r, name, username, askedBy }) => ({
      requestId: r.id,
      act: r.act,
      name,
      username: username ?? "",
      reason: r.reason,
      askedBy,
      askedMs: r.askedAt,
      mine: r.askedBy === me || r.userId === me,
    }));
  });
}
