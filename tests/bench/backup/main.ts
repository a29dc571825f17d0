import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { makeKey } from "../../../src/cli/backup/keys.ts";
import { connect, connectAs, type Sql } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { act } from "../../../src/server/act.ts";
import { SYSTEM } from "../../../src/server/ctx.ts";
import { nobodyListens } from "../../../src/server/live.ts";
import { record } from "../../../src/server/record.ts";
import { findStock, startStock } from "../../support/stock-postgres.ts";

// `node tests/bench/backup/main.ts --day FOLDER`: takes the embedded database of a rehearsed day (a copy of .data/day, whose
// server stands still) over into a PostgreSQL of this machine's packages, table by table, and times backup and restore on
// it while events are written: one file, and the cluster with its log to a second.

const { values } = parseArgs({ options: { day: { type: "string" } } });
if (!values.day) throw new Error("--day FOLDER is missing: a copy of .data/day");
const stock = await findStock();
if (!stock) throw new Error("no PostgreSQL server and clients on this machine (Debian: apt-get install postgresql)");
const folder = mkdtempSync(join(tmpdir(), "bench-backup-"));
chmodSync(folder, 0o755);
const [backups, key, log] = ["backups", "key", "log"].map((n) => join(folder, n)) as [string, string, string];
mkdirSync(log);
chmodSync(log, 0o777);
const recipient = await makeKey(key);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const script = (name: string) => fileURLToPath(new URL(`../../../src/cli/${name}.ts`, import.meta.url));

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const answer = await work();
  say(`${what.padEnd(44)} ${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s`);
  return answer;
}
async function run(name: string, args: string[], url: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: url, BACKUP_RECIPIENT: recipient, BACKUP_KEY_FILE: key };
  const command = ["--disable-warning=ExperimentalWarning", script(name), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  if (stdout) say(stdout.trimEnd().replaceAll(/^/gm, "    "));
}

/** Every row of one database into the tables of another, past its triggers. */
async function takeOver(from: Sql, to: Sql): Promise<void> {
  const tables = await from<{ name: string; columns: string }[]>`
    SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'database_key' GROUP BY 1 ORDER BY 1`;
  await to.unsafe(`TRUNCATE ${tables.map((t) => t.name).join(", ")}`);
  for (const { name, columns } of tables)
    await pipeline(
      await from.unsafe(`COPY ${name} (${columns}) TO STDOUT`).readable(),
      await to.unsafe(`COPY ${name} (${columns}) FROM STDIN`).writable(),
    );
}

const day = await startEmbeddedPostgres(values.day);
await migrate(day.url("postgres"));
const server = await startStock(stock.programs, join(folder, "stock"), {
  archive_mode: "on",
  // As docs/operations.md has it: run by the server, as the server's user.
  archive_command: `${process.execPath} --disable-warning=ExperimentalWarning ${script("archive-log")} %p ${log} ${recipient}`,
  fsync: "on",
  shared_buffers: "512MB",
  max_wal_size: "4GB",
});
try {
  const owner = connect(server.url("postgres"), { max: 1 });
  for (const name of ["day", "again"]) await owner.sql.unsafe(`CREATE DATABASE ${name}`);
  await owner.close();
  const url = server.url("day");
  await migrate(url);
  await timed(`the day taken over into PostgreSQL ${stock.major}`, async () => {
    const [from, to] = [connect(day.url("postgres"), { max: 1 }), connect(url, { max: 1 })];
    await to.sql`SET session_replication_role = replica`;
    await takeOver(from.sql, to.sql);
    await from.close();
    await to.close();
  });
  await migrate(url);
  const look = connect(url, { max: 1 });
  const [size] = await look.sql<
    { words: string }[]
  >`SELECT pg_size_pretty(pg_database_size(current_database())) || ', ' ||
    (SELECT count(*) FROM household_orders) || ' orders, ' || (SELECT count(*) FROM audit_events) || ' events' AS words`;
  say(`the database: ${size?.words}`);

  const app = await connectAs(url, "baogong_app", { max: 1 });
  let [writing, written] = [true, 0];
  const writer = (async () => {
    const ctx = { actor: SYSTEM, db: app.db, live: nobodyListens };
    for (; writing; written += 1) {
      await act(ctx, (tx) => record(tx, { kind: "order.placed", subjectId: randomUUID(), data: {} }));
      await new Promise((next) => setTimeout(next, 5));
    }
  })();
  await timed("backup, one file, while events are written", () => run("backup", ["--to", backups], url));
  await timed("backup, the cluster, while events are written", () => run("backup", ["--to", backups, "--base"], url));
  const [moment] = await look.sql<{ at: string }[]>`SELECT clock_timestamp()::text AS at`;
  writing = false;
  await writer;
  await look.sql`DELETE FROM notices`;
  const [switched] = await server.keeper.sql<{ log: string }[]>`SELECT pg_walfile_name(pg_switch_wal()) AS log`;
  await timed("until the last of the log is in the archive", async () => {
    const last = `${switched?.log}-`;
    while (!readdirSync(log).some((n) => n.startsWith(last) && n.endsWith(".age")))
      await new Promise((next) => setTimeout(next, 200));
  });
  await app.close();
  await look.close();
  const newest = (kind: string) => join(backups, String(readdirSync(backups).find((n) => n.includes(kind))));
  const mb = (files: string[]) => (files.reduce((sum, f) => sum + statSync(f).size, 0) / 1e6).toFixed(1);
  say(
    `events written meanwhile: ${written}; log: ${readdirSync(log).length} pieces, ${mb(readdirSync(log).map((n) => join(log, n)))} MB`,
  );
  await timed("restore of the file", () => run("restore", ["--from", newest("dump")], server.url("again")));
  const args = [
    "--from",
    newest("base"),
    "--into",
    join(folder, "restored"),
    "--log",
    log,
    "--until",
    String(moment?.at),
  ];
  await timed("restore of the cluster to a second", () => run("restore", args, url));
} finally {
  await server.stop();
  await day.stop();
  rmSync(folder, { recursive: true, force: true });
}
