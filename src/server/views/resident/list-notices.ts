import { and, count, desc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { NOTICE_KINDS, type NoticeKind, type NoticesView } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { communities, households, notices } from "#db/schema/index.ts";
import type { HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { PAGE_ROWS, pageOf } from "#domain/kernel/page.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Notices to these homes of kinds that have words. */
export const toHomes = (homes: readonly HouseholdId[]): SQL | undefined =>
  and(inArray(notices.householdId, [...homes]), inArray(notices.kind, [...NOTICE_KINDS]));

/** What the reader's homes were told, newest first, by pages. */
export async function listNotices(ctx: Ctx, page = 1): Promise<NoticesView> {
  const { homes } = ctx.actor;
  return look(ctx, async (tx) => {
    const nowMs = tx.at;
    if (homes.length === 0) return { nowMs, notices: [], at: pageOf(0, 1) };
    const [all] = await tx.select({ n: count() }).from(notices).where(toHomes(homes));
    const at = pageOf(all?.n ?? 0, page);
    const rows = await tx
      .select({ n: notices, place: { kind: communities.kind, aggregator: communities.aggregator } })
      .from(notices)
      .innerJoin(households, eq(households.id, notices.householdId))
      .innerJoin(communities, eq(communities.id, households.communityId))
      .where(toHomes(homes))
      .orderBy(desc(notices.at), desc(notices.id))
      .limit(PAGE_ROWS)
      .offset(PAGE_ROWS * (at.page - 1));
    return {
      nowMs,
      at,
      notices: rows.map(({ n, place }) => ({
        id: n.id,
        kind: n.kind as NoticeKind,
        orderId: n.values.orderId as OrderId,
        aggregator: aggregatorOf(place),
        bags: Number(n.values.bags ?? 0),
        amountFen: Number(n.values.fen ?? 0),
        why: String(n.values.why ?? ""),
        atMs: n.at,
        read: n.readAt !== null,
      })),
    };
  });
}

/** How many of them nobody has read. */
export async function countUnread(tx: Tx, homes: readonly HouseholdId[]): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(notices)
    .where(and(toHomes(homes), isNull(notices.readAt)));
  return row?.n ?? 0;
}
