import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyCold } from "../../../src/cli/backup/back-up.ts";
import { makeKey } from "../../../src/cli/backup/keys.ts";
import { archivePiece } from "../../../src/cli/backup/log-pieces.ts";
import { connect, connectAs } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { freePort } from "../../../src/db/free-port.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { runPostgres } from "../../../src/db/run-postgres.ts";
import { fen } from "../../../src/domain/kernel/money.ts";
import { bankCash } from "../../../src/domain/ledger/ledger.ts";
import { act } from "../../../src/server/act.ts";
import { linkAudit, verifyAudit } from "../../../src/server/jobs/link-audit.ts";
import { post } from "../../../src/server/post.ts";
import { record } from "../../../src/server/record.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { findStock, layTemplate, startStock } from "../../support/stock-postgres.ts";
import { until } from "../../support/until.ts";

// Backups as an operator makes and restores them: the two commands, on a PostgreSQL from the machine's own packages.
// Where there is none, all but the embedded server's copy is skipped, and says so.

const stock = await findStock();
if (!stock)
  console.warn(
    "SKIPPED: no PostgreSQL server and clients on this machine (Debian: apt-get install postgresql); backups of a stock server are not tested.",
  );
const folder = mkdtempSync(join(tmpdir(), "backup-"));
chmodSync(folder, 0o755);
const [backups, key] = [join(folder, "backups"), join(folder, "key")];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let recipient = "";
beforeAll(async () => {
  recipient = await makeKey(key);
});

const script = (name: string) => fileURLToPath(new URL(`../../../src/cli/${name}.ts`, import.meta.url));
/** Runs a command of ours. @returns its exit code and all that it said */
const run = (name: string, args: string[], url?: string) =>
  new Promise<{ code: number; said: string }>((done) => {
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: folder,
      BACKUP_RECIPIENT: recipient,
      BACKUP_KEY_FILE: key,
      ...(url ? { DATABASE_URL: url } : {}),
    };
    execFile(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", script(name), ...args],
      { env },
      (error, out, words) => done({ code: Number(error?.code ?? 0), said: out + words }),
    );
  });
const newest = (kind: string) =>
  join(
    backups,
    String(
      readdirSync(backups)
        .filter((n) => n.includes(kind))
        .sort()
        .at(-1),
    ),
  );

/** Events and money of a day. */
const happen = (city: City, times: number) =>
  act(city.ctxFor("SYS"), async (tx) => {
    for (let i = 0; i < times; i += 1) await record(tx, { kind: "order.placed", subjectId: randomUUID(), data: {} });
    await post(tx, [{ posting: bankCash(city.places[0].clerk, fen(700)) }]);
  });

let server: Awaited<ReturnType<typeof startStock>>;
let city: City;
const spool = join(folder, "spool");
beforeAll(async () => {
  if (!stock) return;
  await mkdir(spool, { recursive: true });
  chmodSync(spool, 0o777);
  server = await startStock(stock.programs, join(folder, "stock"), {
    archive_mode: "on",
    archive_command: `cp "%p" "${spool}/%f"`,
  });
  await layTemplate(server.url);
  city = await aCity({ server: server.url("postgres") });
  for (const home of city.places[0].grids[0].homes.slice(0, 3)) await anOrder(city, home);
  await happen(city, 5);
  await linkAudit(city.ctxFor("SYS"));
});
afterAll(async () => {
  await city?.close();
  await server?.stop();
});

test.skipIf(!stock)(
  "a dump made while orders come in is restored into another server's empty database, proven line by line, and its record goes on",
  async () => {
    let coming = true;
    const orders = (async () => {
      for (const home of city.places[1].grids[0].homes)
        if (coming) await anOrder(city, home).then(() => happen(city, 1));
    })();
    const made = await run("backup", ["--to", backups], city.url);
    coming = false;
    await orders;
    expect(made).toMatchObject({ code: 0 });
    expect(made.said).toContain("the record holds: 5 events in 1 links");

    const other = await startStock(stock!.programs, join(folder, "other"));
    const owner = connect(other.url("postgres"), { max: 1 });
    await owner.sql.unsafe("CREATE DATABASE again");
    await owner.close();
    const restored = await run("restore", ["--from", newest("dump")], other.url("again"));
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.said.match(/^✓ \w+/gm)).toEqual(
      ["file", "tables", "rows", "ledger", "conservation", "record"].map((n) => `✓ ${n}`),
    );
    // What is there is never written over.
    const twice = await run("restore", ["--from", newest("dump")], other.url("again"));
    expect(twice.said).toMatch(/The database again is not empty/);
    expect(twice.code).toBe(1);

    // The new server counts its transactions from the start: what happens on it must still be linked.
    const there = connect(other.url("again"), { max: 1 });
    const [base] = await there.sql<{ n: string }[]>`SELECT transaction_base() AS n`;
    expect(Number(base?.n)).toBeGreaterThan(0);
    const app = await connectAs(other.url("again"), "baogong_app", { max: 1 });
    const ctx = { ...city.ctxFor("SYS"), db: app.db };
    const before = await verifyAudit(ctx);
    await act(ctx, (tx) => record(tx, { kind: "order.placed", subjectId: randomUUID(), data: {} }));
    await linkAudit(ctx);
    const after = await verifyAudit(ctx);
    const [all] = await there.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM audit_events`;
    expect(before).toMatchObject({ ok: true, value: { links: 1 } });
    expect(after).toMatchObject({ ok: true, value: { links: 2, events: all?.n } });
    await app.close();
    await there.close();
    await other.stop();
  },
);

test.skipIf(!stock)("a file with a flipped byte is refused by its name, and nothing of it is restored", async () => {
  const owner = connect(server.url("postgres"), { max: 1 });
  await owner.sql.unsafe("CREATE DATABASE untouched");
  await owner.close();
  const whole = readFileSync(newest("dump"));
  const flipped = Buffer.from(whole);
  flipped[whole.length >> 1]! ^= 1;
  const damaged = join(folder, "flipped.age");
  writeFileSync(damaged, flipped);
  const { code, said } = await run("restore", ["--from", damaged], server.url("untouched"));
  expect(code).toBe(1);
  expect(said).toContain(`${damaged} is damaged`);
  const there = connect(server.url("untouched"), { max: 1 });
  const [things] = await there.sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace`;
  await there.close();
  expect(things?.n).toBe(0);
});

test.skipIf(!stock)(
  "a cluster is restored to the second before a deliberate mistake, with what was committed after the backup",
  async () => {
    expect(await run("backup", ["--to", backups, "--base"], city.url)).toMatchObject({ code: 0 });
    await happen(city, 3);
    await linkAudit(city.ctxFor("SYS"));
    const [before] = await city.owner.sql<{ at: string; events: number; homes: number }[]>`
    SELECT clock_timestamp()::text AS at, (SELECT count(*)::int FROM audit_events) AS events, (SELECT count(*)::int FROM persons) AS homes`;
    await city.owner.sql`DELETE FROM persons`;
    const [switched] = await server.keeper.sql<{ log: string }[]>`SELECT pg_walfile_name(pg_switch_wal()) AS log`;
    await until(async () => (await readdir(spool)).includes(String(switched?.log)), "the log is archived");
    const archive = join(folder, "log");
    await mkdir(archive);
    const pieces = (await readdir(spool)).map((name) => join(spool, name));
    expect(await run("archive-log", [pieces[0] ?? "", archive, recipient])).toEqual({ code: 0, said: "" });
    for (const piece of pieces) await archivePiece(piece, archive, recipient);

    const into = join(folder, "restored");
    const args = ["--from", newest("base"), "--into", into, "--log", archive, "--until", String(before?.at)];
    const { code, said } = await run("restore", args, city.url);
    expect(said).not.toContain("✗");
    expect(code).toBe(0);

    const port = await freePort();
    const again = await runPostgres(
      join(stock!.programs, "postgres"),
      into,
      port,
      { unix_socket_directories: "" },
      server.user,
    );
    const at = new URL(city.url);
    at.port = String(port);
    const there = connect(at.href, { max: 1 });
    const [found] =
      await there.sql`SELECT (SELECT count(*)::int FROM audit_events) AS events, (SELECT count(*)::int FROM persons) AS homes`;
    await there.close();
    await again.stop();
    expect(found).toEqual({ events: before?.events, homes: before?.homes });
  },
);

test("an embedded server that stands still is copied and restored; one that runs is refused", async () => {
  const [home, into] = [join(folder, "demo"), join(folder, "demo-again")];
  const embedded = await startEmbeddedPostgres(home, { fsync: "off" });
  await migrate(embedded.url("postgres"));
  await expect(copyCold(home, { directory: backups, recipient })).rejects.toThrow(/is running: stop what runs on it/);
  await embedded.stop();
  writeFileSync(join(home, "auth-secret"), "secret");
  expect(await run("backup", ["--to", backups, "--cold", home])).toMatchObject({ code: 0 });
  const restored = await run("restore", ["--from", newest("cold"), "--into", into]);
  expect(restored).toMatchObject({ code: 0 });
  expect(restored.said).not.toContain("✗");
  expect(readFileSync(join(into, "auth-secret"), "utf8")).toBe("secret");
});
