import { desc, sql } from "drizzle-orm";
import type { AuditPage, AuditRow, AuditWish, ChainState } from "#contract/audit.ts";
import { auditChecks, auditLinks } from "#db/schema/index.ts";
import { PAGE_ROWS, pageOf } from "#domain/kernel/page.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { look, type View } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Who may do what, and who looked at whose number: what the record says of it, beside what the sign-in counts. */
const ACCESS = sql`(a.subject IN ('role', 'account', 'account_request', 'desk', 'membership') OR a.kind IN ('person.phone_shown', 'trip.number_shown', 'claim.viewed', 'lot.viewed', 'household.join_code_made'))`;
/** A state is a word of small letters; ids that go from one person to another are not shown as one. */
const STATE = "^[a-z_]+$";
/** So many rows are exported at most. */
export const MOST_EXPORTED = 20_000;

/** One page of what was done in some days, the newest first. */
export function readAudit(ctx: Ctx, wish: AuditWish): Promise<AuditPage> {
  return look(ctx, async (tx) => {
    const [sum] = await tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM (${events(wish)}) AS e`);
    const at = pageOf(sum?.n ?? 0, wish.page);
    return { at, rows: await readRows(tx, wish, PAGE_ROWS, PAGE_ROWS * (at.page - 1)) };
  });
}

/** All of it, for who takes it along; no more than `MOST_EXPORTED` rows. */
export const exportAudit = (ctx: Ctx, wish: AuditWish): Promise<AuditRow[]> =>
  look(ctx, (tx) => readRows(tx, wish, MOST_EXPORTED, 0));

async function readRows(tx: View, wish: AuditWish, limit: number, offset: number): Promise<AuditRow[]> {
  const rows = await tx.execute<AuditRow & { at: string }>(sql`
    SELECT e.id, e.at, coalesce(nullif(u.name, ''), u.username) AS who, p.name AS "standsInFor", e.role, e.kind, e.thing, c.number AS cycle, e.was AS from, e.is AS to, e.reason, e.times
    FROM (${events(wish)} ORDER BY at DESC, id DESC LIMIT ${limit} OFFSET ${offset}) AS e
    LEFT JOIN users u ON u.id = e.actor AND e.role IS DISTINCT FROM 'RES' LEFT JOIN users p ON p.id = e.stands_in_for LEFT JOIN cycles c ON c.id = e.cycle_id
    ORDER BY e.at DESC, e.id DESC`);
  return rows.map(({ at, ...r }) => ({ ...r, atMs: Date.parse(at) }));
}

/** What was done, and what the sign-in has counted, in one form. */
function events({ from, to, who, about, thing, access }: AuditWish) {
  const [begin, end] = [atServiceDay(from, 0), atServiceDay(to, 86_400)].map((t) => new Date(t).toISOString());
  const people = sql`(SELECT id FROM users WHERE username IS NOT NULL AND (username = lower(${who}) OR strpos(name, ${who}) > 0))`;
  return sql`
    SELECT lpad(a.seq::text, 20, '0') AS id, a.at, a.actor, a.stands_in_for, a.role, a.kind, a.subject_id AS thing, a.cycle_id,
      CASE WHEN a.data ->> 'from' ~ ${STATE} THEN a.data ->> 'from' END AS was, CASE WHEN a.data ->> 'to' ~ ${STATE} THEN a.data ->> 'to' END AS is, a.reason, 1 AS times
    FROM audit_events a WHERE a.at >= ${begin}::timestamptz AND a.at < ${end}::timestamptz
      ${who ? sql`AND (a.actor IN ${people} OR a.stands_in_for IN ${people} OR a.subject_id IN ${people} OR a.data ->> 'to' IN (SELECT id::text FROM ${people} AS x))` : sql``}
      ${about ? sql`AND a.subject = ${about}` : sql``} ${thing ? sql`AND a.subject_id = ${thing}` : sql``} ${access ? sql`AND ${ACCESS}` : sql``}
    UNION ALL
    SELECT s.id::text, s.last_at, s.user_id, NULL, NULL::role, 'sign_in.' || s.kind, NULL, NULL, NULL, NULL, s.step, s.times
    FROM security_events s WHERE s.last_at >= ${begin}::timestamptz AND s.last_at < ${end}::timestamptz
      ${who ? sql`AND s.user_id IN ${people}` : sql``} ${about && about !== "sign_in" ? sql`AND false` : sql``} ${thing ? sql`AND s.user_id = ${thing}` : sql``}`;
}

/** How far the record is linked, and what came of the last time that it was hashed again. */
export function getChainState(ctx: Ctx): Promise<ChainState> {
  return look(ctx, async (tx) => {
    const [link] = await tx.select().from(auditLinks).orderBy(desc(auditLinks.number)).limit(1);
    const [check] = await tx.select().from(auditChecks).orderBy(desc(auditChecks.at)).limit(1);
    const after = new Date(link?.at ?? 0).toISOString();
    const [since] = await tx.execute<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM audit_events WHERE at > ${after}::timestamptz`,
    );
    return {
      newest: link ? { link: link.number, hash: link.hash, atMs: link.at } : null,
      since: since?.n ?? 0,
      check: check ? { ...check, atMs: check.at } : null,
    };
  });
}
