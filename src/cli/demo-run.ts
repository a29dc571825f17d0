import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "#db/client.ts";
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from "#db/embedded-postgres.ts";
import { migrate } from "#db/migrate.ts";
import { AppError } from "#server/app-error.ts";
import { demoSignIns } from "#server/demo/sign-ins.ts";
import { buildIfNeeded } from "./build-if-needed.ts";
import { endParts, startPart } from "./parts.ts";
import { fail, step } from "./prepare.mjs";
import { seedCity } from "./seed/seed-city.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DATA = join(ROOT, ".data", "demo");
const SEEDED = join(DATA, "seeded");
const HOST = process.env.HOST || "127.0.0.1";
const PORT = Number(process.env.PORT || 3000);
const NEEDS_BYTES = 1_500_000_000;

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const free = await new Promise<boolean>((done) =>
    probe.once("error", () => done(false)).listen(port, HOST, () => done(true)),
  );
  await new Promise((done) => probe.close(done));
  return free;
}

function secretOfDemo(): string {
  const file = join(DATA, "auth-secret");
  mkdirSync(DATA, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

async function openDatabase(reset: boolean): Promise<{ url: string; server: EmbeddedPostgres | undefined }> {
  const given = process.env.DATABASE_URL;
  if (given) {
    if (reset)
      fail(
        "--reset clears the embedded database alone. Empty the database of DATABASE_URL yourself, then start again without --reset.",
      );
    return { url: given, server: undefined };
  }
  if (reset) {
    await removeEmbeddedPostgres(DATA);
    rmSync(DATA, { recursive: true, force: true });
  }
  const disk = statfsSync(ROOT);
  if (disk.bavail * disk.bsize < NEEDS_BYTES)
    fail(
      `The disk is nearly full: ${((disk.bavail * disk.bsize) / 1e9).toFixed(1)} GB free, ${NEEDS_BYTES / 1e9} GB needed. Make room and start again.`,
    );
  const server = await startEmbeddedPostgres(DATA, {
    max_connections: "100",
    shared_buffers: "256MB",
    max_wal_size: "2GB",
    // What the demo's people do in a day are thousands of commits: none of them waits for the disk. A machine that fails
    // may cost a demo its last second, and nothing that stands before it.
    synchronous_commit: "off",
  });
  const owner = connect(server.url("postgres"), { max: 1 });
  // A city that was only half filled when the demo was cut off is filled anew.
  if (!existsSync(SEEDED)) await owner.sql.unsafe("DROP DATABASE IF EXISTS baogong WITH (FORCE)");
  const [found] = await owner.sql`SELECT 1 FROM pg_database WHERE datname = 'baogong'`;
  if (!found) await owner.sql.unsafe("CREATE DATABASE baogong");
  await owner.close();
  return { url: server.url("baogong"), server };
}

async function main(): Promise<void> {
  const started = Date.now();
  if (!(await isFree(PORT)))
    fail(`Port ${PORT} is in use. Stop what listens there, or start with another one: PORT=${PORT + 1} npm run demo`);
  const { url, server } = await step("starting PostgreSQL", () => openDatabase(process.argv.includes("--reset")));
  const parts: ChildProcess[] = [];
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    process.stdout.write("\nstopping …\n");
    await endParts(parts);
    await server?.stop();
    process.stdout.write("stopped. Your data are kept: npm run demo goes on with them.\n");
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  try {
    const secret = secretOfDemo();
    await step("bringing the tables up to date", () => migrate(url));
    await step("filling the city (once; about two minutes)", () =>
      seedCity(url, secret, (what) => process.stdout.write(`    ${what}\n`)),
    );
    writeFileSync(SEEDED, "");
    await step("building the pages (once)", () => buildIfNeeded(ROOT, () => {}));
    const env = {
      DATABASE_URL: url,
      AUTH_SECRET: secret,
      HOST,
      PORT: String(PORT),
      DEMO: "1",
      LOG_LEVEL: process.env.LOG_LEVEL || "warn",
    };
    await step("starting web and worker", async () =>
      parts.push(...(await Promise.all([startPart("web", env, "all"), startPart("worker", env, "all")]))),
    );
    for (const part of parts) part.once("exit", () => void stop(1));
  } catch (error) {
    const why = error instanceof AppError ? ` ${JSON.stringify(error.detail)}` : "";
    process.stderr.write(`\n${error instanceof Error ? error.message : error}${why}\n`);
    await stop(1);
  }
  const address = `http://${HOST === "0.0.0.0" ? "localhost" : HOST}:${PORT}`;
  const rows = demoSignIns().map(
    (s) =>
      `  ${s.role.padEnd(5)} ${s.signIn.padEnd(12)} ${(s.secret || "code on the demo page").padEnd(22)} ${s.who}  ${s.where}`,
  );
  process.stdout.write(
    `\nready after ${((Date.now() - started) / 1000).toFixed(0)} s: ${address}\nsign-ins, codes and one-tap links: ${address}/demo\n\n${rows.join("\n")}\n\nCtrl-C stops everything and keeps the data; npm run demo -- --reset starts over.\n`,
  );
}

await main();
