import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { type LineSums, toLineCount } from "#db/queries/line-count.ts";
import { CLOSE_EQUATIONS, imbalances } from "#domain/orders/conservation.ts";
import type { Anchor } from "#server/jobs/anchor-audit.ts";
import { walkChain } from "#server/jobs/link-audit.ts";
import { BACKUP_KINDS } from "./kept-names.ts";

/** What a database held, to be held against what a restored one holds: sums and hashes alone, nothing of any person. */
const FIGURES = z.object({
  postgres: z.string(),
  /** When the newest of the migrations that it had was made: tells the state of its tables. */
  migration: z.number(),
  /** Rows of each table, by its name. */
  rows: z.record(z.string(), z.number()),
  /** Fen of each kind of account; together they are 0. */
  ledgerFen: z.record(z.string(), z.number()),
  conservation: z.object({
    /** Each count of the lines of all rounds, in packages. */
    packages: z.record(z.string(), z.number()),
    /** Sums by place and package of finished rounds that break an equation. */
    outOfBalance: z.number(),
  }),
  record: z.object({
    links: z.number(),
    /** Events under those links. */
    events: z.number(),
    hash: z.string(),
    /** The first link that does not hold; null when the whole record does. */
    brokenAt: z.number().nullable(),
  }),
});
export type Figures = z.infer<typeof FIGURES>;

const MANIFEST = FIGURES.extend({
  kind: z.enum(BACKUP_KINDS),
  program: z.string(),
  takenAt: z.iso.datetime(),
  /** Of a base backup: the first piece of the log that it needs. Its figures were read before it began. */
  log: z.string().optional(),
});
export type Manifest = z.infer<typeof MANIFEST>;

const FIRST_LINE = "baogong backup 1\n";
/** Longer than the longest manifest, and short enough to be held. */
const MOST_BYTES = 1_000_000;

/** Two lines, so that one who opens the file with `age -d` alone reads the second and passes both over with `tail -n +3`. */
export const writeManifest = (manifest: Manifest) => `${FIRST_LINE}${JSON.stringify(manifest)}\n`;

/** The newest link that a manifest tells of, which a restored record must still have. */
export const anchorOf = ({ record, takenAt }: Manifest): Anchor[] =>
  record.links > 0 ? [{ link: record.links, hash: record.hash, at: takenAt }] : [];

/**
 * Parts the manifest from what follows it.
 * @throws Error when the bytes are no backup of this program
 */
export async function readManifest(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ manifest: Manifest; payload: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  const lineEnd = () => (head.length > FIRST_LINE.length ? head.indexOf("\n", FIRST_LINE.length) : -1);
  while (lineEnd() < 0) {
    const { value, done } = await iterator.next();
    if (done || head.length > MOST_BYTES) throw new Error("this is no backup of this program");
    head = Buffer.concat([head, value]);
  }
  if (!head.toString("latin1").startsWith(FIRST_LINE)) throw new Error("this is no backup of this program");
  const end = lineEnd();
  const manifest = MANIFEST.parse(JSON.parse(head.subarray(FIRST_LINE.length, end).toString()));
  async function* payload() {
    yield head.subarray(end + 1);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { manifest, payload: payload() };
}

/**
 * Reads the figures of a database.
 * @param tx the owner's, past row-level security, of one snapshot: all of it is of one moment
 * @param anchors links that the record must still have
 */
export async function readFigures(tx: Tx, anchors: readonly Anchor[] = []): Promise<Figures> {
  const tables = await tx.execute<{ name: string }>(sql`SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('public', 'drizzle', 'pgboss') ORDER BY 1`);
  const rows: Record<string, number> = {};
  for (const { name } of tables) {
    const [counted] = await tx.execute<{ n: number }>(sql.raw(`SELECT count(*)::float8 AS n FROM ${name}`));
    rows[name] = counted?.n ?? 0;
  }
  const accounts = await tx.execute<{ kind: string; fen: number }>(sql`SELECT a.kind, sum(e.amount_fen)::float8 AS fen
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id GROUP BY 1 ORDER BY 1`);
  const lines = await tx.execute<
    LineSums & { over: boolean }
  >(sql`SELECT l.*, c.state IN ('settled', 'archived') AS over
    FROM line_counts l JOIN cycles c ON c.id = l.cycle_id`);
  const packages: Record<string, number> = {};
  let outOfBalance = 0;
  for (const line of lines) {
    const count = toLineCount(line);
    for (const [term, n] of Object.entries(count)) packages[term] = (packages[term] ?? 0) + n;
    if (line.over && imbalances(count, CLOSE_EQUATIONS).length > 0) outOfBalance += 1;
  }
  const walked = await walkChain(tx, anchors);
  const [state] = await tx.execute<{ postgres: string; migration: string }>(
    sql`SELECT current_setting('server_version') AS postgres, max(created_at) AS migration FROM drizzle.__drizzle_migrations`,
  );
  return {
    postgres: state?.postgres ?? "",
    migration: Number(state?.migration ?? 0),
    rows,
    ledgerFen: Object.fromEntries(accounts.map((a) => [a.kind, a.fen])),
    conservation: { packages, outOfBalance },
    record: walked.ok
      ? { ...walked.value, brokenAt: null }
      : { links: 0, events: 0, hash: "", brokenAt: walked.error.link },
  };
}
