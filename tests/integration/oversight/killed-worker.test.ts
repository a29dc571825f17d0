import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allocationRuns, cycles } from "../../../src/db/schema/index.ts";
import { openQueue } from "../../../src/server/jobs/queue.ts";
import { requestAllocation } from "../../../src/server/usecases/supply/preview-allocation.ts";
import { aCity, type City } from "../../support/city.ts";

const WORKER = fileURLToPath(new URL("../../../src/server/worker.ts", import.meta.url));
let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

async function startWorker(): Promise<ChildProcess> {
  const env = { ...process.env, DATABASE_URL: city.url, AUTH_SECRET: "x".repeat(40), LOG_LEVEL: "silent" };
  const worker = fork(WORKER, {
    env,
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise((done, refuse) => {
    worker.once("message", done);
    worker.once("exit", (code) => refuse(new Error(`the worker ended with ${code}`)));
  });
  return worker;
}
const ended = (worker: ChildProcess) => new Promise((done) => worker.once("exit", done));
const until = async (holds: () => Promise<boolean>, seconds: number) => {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not hold within ${seconds} s`);
    await new Promise((next) => setTimeout(next, 100));
  }
};

test("a worker killed in the middle of a job leaves nothing half done, and the next one does it once", {
  timeout: 90_000,
}, async () => {
  await city.owner.db.update(cycles).set({ state: "closed" }).where(eq(cycles.id, city.cycleId));
  const queue = await openQueue(city.url, false, () => {});
  const first = await startWorker();
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  // The run's row is held so that the job stands still in its middle.
  let locked = () => {};
  const isLocked = new Promise<void>((done) => {
    locked = done;
  });
  const { run } = await requestAllocation(city.ctxFor("DESK"), { cycleId: city.cycleId }, async (job) => {
    void city.owner.db.transaction(async (tx) => {
      await tx.execute(sql`SELECT 1 FROM allocation_runs WHERE run = ${job.run} FOR UPDATE`);
      locked();
      await held;
    });
    await isLocked;
    await queue.send("preview-allocation", job);
  });
  await until(
    async () =>
      (await city.owner.sql`SELECT 1 FROM pgboss.job WHERE name = 'preview-allocation' AND state = 'active'`).length >
      0,
    20,
  );
  first.kill("SIGKILL");
  await ended(first);
  release();
  const state = async () =>
    (await city.owner.db.select().from(allocationRuns).where(eq(allocationRuns.run, run)))[0]?.state;
  expect(await state()).toBe("computing");

  const second = await startWorker();
  await until(async () => (await state()) === "preview", 60);
  const rows = await city.owner.sql`SELECT state FROM pgboss.job WHERE name = 'preview-allocation'`;
  expect(rows.every((r) => r.state !== "failed")).toBe(true);
  second.kill("SIGTERM");
  await ended(second);
  await queue.close();
});
