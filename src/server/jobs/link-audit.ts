import { createHash } from "node:crypto";
import { and, asc, desc, gt, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { auditEvents, auditLinks } from "#db/schema/index.ts";
import { err, ok, type Result } from "#domain/kernel/result.ts";
import { type AuditEvent, breakAt, GENESIS_HASH, linkBatch } from "#domain/oversight/audit-chain.ts";
import { act, look } from "../act.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import type { Anchor } from "./anchor-audit.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Events of the transactions in (from, to], in one fixed order, as plain JSON. */
async function readEvents(tx: Tx, from: bigint, to: bigint): Promise<AuditEvent[]> {
  const rows = await tx
    .select()
    .from(auditEvents)
    .where(and(gt(auditEvents.transactionId, from), lte(auditEvents.transactionId, to)))
    .orderBy(asc(auditEvents.seq));
  return rows.map((r) => ({ ...r, transactionId: r.transactionId.toString(), data: r.data as AuditEvent }));
}

/**
 * Adds one link over all events of transactions that have ended since the last link. Links are few and events many, so
 * the order path never waits for the chain. Two workers at once: the second finds nothing left to link.
 */
export async function linkAudit(ctx: Ctx): Promise<{ events: number }> {
  return act({ ...ctx, actor: SYSTEM }, async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(7266002)`);
    const [last] = await tx.select().from(auditLinks).orderBy(desc(auditLinks.number)).limit(1);
    const [count] = await tx.execute<{ ended: string; begun: string }>(
      sql`SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 + transaction_base())::text AS ended,
        (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + transaction_base())::text AS begun`,
    );
    const from = last?.toTransaction ?? 0n;
    const to = BigInt(count?.ended ?? "0");
    if (from > BigInt(count?.begun ?? "0"))
      throw new Error("The record is ahead of the server's count of transactions: run `npm run migrate`.");
    const events = to > from ? await readEvents(tx, from, to) : [];
    if (events.length === 0) return { events: 0 };
    const link = linkBatch(last?.hash ?? GENESIS_HASH, events, sha256);
    await tx.insert(auditLinks).values({
      number: (last?.number ?? 0) + 1,
      fromTransaction: from,
      toTransaction: to,
      events: events.length,
      previousHash: link.prevHash,
      hash: link.hash,
      at: tx.at,
    });
    return { events: events.length };
  });
}

type Walked = Result<
  { links: number; events: number; hash: string },
  { link: number; expected: string; found: string }
>;

/**
 * Walks the whole chain and hashes every event again.
 * @param anchors what was told of it outside: without them a chain that was cut, or rewritten as a whole, holds
 * @returns how much was verified, or the first link that does not hold
 */
export async function verifyAudit(ctx: Ctx, anchors: readonly Anchor[] = []): Promise<Walked> {
  return look({ ...ctx, actor: SYSTEM }, (tx) => walkChain(tx, anchors));
}

/** As `verifyAudit`, in a transaction that is open: of the system's eyes, or of the owner's. */
export async function walkChain(tx: Tx, anchors: readonly Anchor[] = []): Promise<Walked> {
  const links = await tx.select().from(auditLinks).orderBy(asc(auditLinks.number));
  let hash = GENESIS_HASH;
  let to = 0n;
  let count = 0;
  for (const link of links) {
    const events = await readEvents(tx, link.fromTransaction, link.toTransaction);
    const broken = breakAt(hash, { prevHash: link.previousHash, hash: link.hash, events }, sha256);
    if (broken) return err({ link: link.number, expected: broken.expected, found: broken.found });
    // A link that begins where the one before it does not end has lost the transactions between.
    if (link.fromTransaction !== to)
      return err({ link: link.number, expected: `${to}`, found: `${link.fromTransaction}` });
    const other = anchors.find((a) => a.link === link.number && a.hash !== link.hash);
    if (other) return err({ link: link.number, expected: other.hash, found: link.hash });
    hash = link.hash;
    to = link.toTransaction;
    count += events.length;
  }
  const cut = anchors.find((a) => a.link > links.length);
  if (cut) return err({ link: cut.link, expected: cut.hash, found: "nothing" });
  return ok({ links: links.length, events: count, hash });
}
