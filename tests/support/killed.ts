import { type ChildProcess, fork } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, type Sql } from "../../src/db/client.ts";
import type { City } from "./city.ts";

const script = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Nothing listens at this port: no process of a test sends a text message. */
const NOBODY_TEXTED = "http://127.0.0.1:9";
const ended = (child: ChildProcess) => new Promise((done) => child.once("exit", done));

/** Forks a program of ours that works on the city, and waits until it says that it is ready. */
async function start(path: string, city: City, env: Record<string, string>, ...args: string[]): Promise<ChildProcess> {
  const child = fork(script(path), args, {
    env: {
      ...process.env,
      DATABASE_URL: city.url,
      AUTH_SECRET: "x".repeat(40),
      SMS_WEBHOOK_URL: NOBODY_TEXTED,
      LOG_LEVEL: "silent",
      ...env,
    },
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise((done, refuse) => {
    child.once("message", done);
    child.once("exit", (code) => refuse(new Error(`${path} ended with ${code}`)));
  });
  return child;
}

/** The worker as in a demo, which has one job more than production, with a connection for each. @param cityDir folder of imported streets */
export const startWorker = (city: City, cityDir = "/nowhere") =>
  start("../../src/server/worker.ts", city, {
    CITY_DIR: cityDir,
    DEMO: "1",
    DB_POOL: "16",
    AUDIT_ANCHOR_FILE: join(dirname(cityDir), "anchors"),
  });

/** A web process that approves a previewed allocation, without the web. */
export const startApproval = (city: City, run: number) => start("approve-alone.ts", city, {}, city.cycleId, `${run}`);

export async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  child.kill(signal);
  await ended(child);
}

/** How many sessions of this name stand still before somebody else's lock. */
export async function waitingForLocks(city: City, name: string): Promise<number> {
  const [row] = await city.owner.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${name} AND wait_event_type = 'Lock'`;
  return row?.n ?? 0;
}

/** Takes locks in one transaction that goes when `release` is called, and leaves nothing. */
export async function holdLocks(city: City, take: (sql: Sql) => Promise<unknown>): Promise<() => Promise<void>> {
  const own = connect(city.url, { max: 1, name: "test-locks" });
  await own.sql`BEGIN`;
  await take(own.sql);
  return async () => {
    await own.sql`ROLLBACK`;
    await own.close();
  };
}
