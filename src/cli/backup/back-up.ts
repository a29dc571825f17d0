import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { connect, type Tx } from "#db/client.ts";
import { findEmbeddedPostgres, startEmbeddedPostgres } from "#db/embedded-postgres.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { ROOT } from "../prepare.mjs";
import { findTool } from "./find-tool.ts";
import { gzipped } from "./gzip.ts";
import { type BackupKind, nameOf } from "./kept-names.ts";
import { type Figures, type Manifest, readFigures, writeManifest } from "./manifest.ts";
import { libpqEnv, outputOf } from "./run-tool.ts";
import { writeSealed } from "./sealed-file.ts";

type Bytes = AsyncIterable<Uint8Array>;
export type Made = { readonly path: string; readonly bytes: number; readonly manifest: Manifest };
/** Where backups go, and for whom they are encrypted (`age1…`). */
export type Place = { readonly directory: string; readonly recipient: string };

async function seal(place: Place, kind: BackupKind, figures: Figures, payload: Bytes, log?: string): Promise<Made> {
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const at = Date.now() as Instant;
  const takenAt = new Date(at).toISOString();
  const manifest: Manifest = { ...figures, kind, program: version, takenAt, ...(log ? { log } : {}) };
  const path = join(place.directory, nameOf(kind, at, log));
  return { path, manifest, bytes: await writeSealed(path, place.recipient, writeManifest(manifest), payload) };
}

/**
 * Runs `work` in one snapshot of the database, past row-level security, that is kept however long the work takes.
 * @param url the owner's
 */
export async function inOneSnapshot<T>(url: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const owner = connect(url, { max: 1, name: "baogong-backup" });
  try {
    return await owner.db.transaction(
      async (tx) => {
        await tx.execute(sql`SET LOCAL idle_in_transaction_session_timeout = 0`);
        return work(tx);
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  } finally {
    await owner.close();
  }
}

const majorOf = async (tx: Tx) => {
  const [row] = await tx.execute<{ n: number }>(sql`SELECT current_setting('server_version_num')::int / 10000 AS n`);
  return row?.n ?? 0;
};

/**
 * Backs up one database into one file, while people work on: what is dumped and what the manifest tells are of the same
 * moment.
 */
export async function backUpDatabase(url: string, place: Place): Promise<Made> {
  return inOneSnapshot(url, async (tx) => {
    const program = await findTool("pg_dump", await majorOf(tx));
    const [row] = await tx.execute<{ snapshot: string }>(sql`SELECT pg_export_snapshot() AS snapshot`);
    const figures = await readFigures(tx);
    const dump = outputOf(program, ["--format=custom", `--snapshot=${row?.snapshot}`], { env: libpqEnv(url) });
    return seal(place, "dump", figures, dump);
  });
}

/**
 * Backs up the whole cluster, from which any later second is reached with the log that the server archives meanwhile.
 * @param url of an owner who may also replicate
 */
export async function backUpCluster(url: string, place: Place): Promise<Made> {
  const { program, log, figures } = await inOneSnapshot(url, async (tx) => {
    const [row] = await tx.execute<{ log: string }>(sql`SELECT pg_walfile_name(pg_current_wal_lsn()) AS log`);
    const program = await findTool("pg_basebackup", await majorOf(tx));
    return { program, log: String(row?.log), figures: await readFigures(tx) };
  });
  const how = ["--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast", "--label=baogong"];
  return seal(place, "base", figures, gzipped(outputOf(program, how, { env: libpqEnv(url) })), log);
}

/** What a demo keeps beside its server's data. */
const BESIDE = ["auth-secret", "seeded"];

/**
 * Copies the folder of an embedded server that stands still: the packages bring no programs that copy it while it runs.
 * It is started once to read its figures, which also ends what a crash had left open.
 * @param folder as `startEmbeddedPostgres` is given it
 * @throws Error when it runs, or is none
 */
export async function copyCold(folder: string, place: Place): Promise<Made> {
  const { home, runs } = await findEmbeddedPostgres(folder);
  if (runs)
    throw new Error(`The database in ${folder} is running: stop what runs on it (Ctrl-C in the demo), then copy it.`);
  if (!existsSync(join(home, "postgres", "PG_VERSION"))) throw new Error(`There is no embedded database in ${folder}.`);
  const figures = await readEmbedded(folder, (tx) => readFigures(tx));
  const parts = [
    ...["-C", home, "postgres", "postgres-password"],
    ...BESIDE.filter((name) => existsSync(join(folder, name))).flatMap((name) => ["-C", folder, name]),
  ];
  return seal(place, "cold", figures, gzipped(outputOf("tar", ["-cf", "-", ...parts])));
}

/** Starts an embedded server, looks into its database, and stops it again. */
export async function readEmbedded<T>(folder: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres(folder);
  try {
    const owner = connect(server.url("postgres"), { max: 1 });
    // The demo's database has a name of its own; a rehearsal's and a test's has not.
    const [own] = await owner.sql`SELECT FROM pg_database WHERE datname = 'baogong'`.finally(() => owner.close());
    return await inOneSnapshot(server.url(own ? "baogong" : "postgres"), work);
  } finally {
    await server.stop();
  }
}
