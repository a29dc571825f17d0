import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../../src/cli/build-if-needed.ts";
import { endParts, startPart } from "../../../src/cli/parts.ts";
import { connect } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { freePort } from "../../../src/db/free-port.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { cpuSeconds } from "../../support/cpu-seconds.ts";
import { layOutOrderTown, orderBody } from "../../support/order-town.ts";
import type { LoadResult } from "../orders/load.ts";
import { readOffers, sendOrders } from "../orders/send-orders.ts";

// `npm run bench:rush [-- --minutes 10]`: what happens when many come at once whose sessions no process has read yet: 500
// buyers of 100 bags at two web processes, 2,000 buyers at one with a pool of ten; then some minutes of orders and
// listings beside 300 open streams, with the memory of the web process at each of them.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = `${ROOT}/.data/bench-rush`;
const SECRET = "bench-secret-bench-secret-bench-secret";
const HOMES = 60_000;
const STREAMS = 300;
const minutes = Number(process.argv[process.argv.indexOf("--minutes") + 1]) || 10;
const say = (line: string) => void process.stdout.write(`${line}\n`);

await buildIfNeeded(ROOT, () => {});
await rm(FOLDER, { recursive: true, force: true });
const server = await startEmbeddedPostgres(`${FOLDER}/postgres`, { max_connections: "120", shared_buffers: "256MB" });
const url = server.url("postgres");
await migrate(url);
const owner = connect(url, { max: 2, relaxed: true });
const parts: ChildProcess[] = [];
try {
  const town = await layOutOrderTown(owner.sql, HOMES, SECRET);
  let taken = 0;
  /** Orders of the next buyers, none of whom has been here before. */
  const newBuyers = (count: number, of: string) => {
    const some = town.buyers.slice(taken, taken + count);
    taken += count;
    return some.map((u) => ({ cookie: u.cookie, body: orderBody(town, u.home, [of]) }));
  };
  const [rare = "", plenty = "", other = ""] = town.packages;
  const env = { DATABASE_URL: url, HOST: "127.0.0.1", AUTH_SECRET: SECRET, LOG_LEVEL: "error", DB_POOL: "10" };
  const startWeb = async () => {
    const port = await freePort();
    // Nobody is texted here: nothing listens at this port.
    const web = await startPart("web", { ...env, PORT: String(port), SMS_WEBHOOK_URL: "http://127.0.0.1:9" });
    parts.push(web);
    return { port, pid: web.pid ?? 0 };
  };
  const webs = [await startWeb(), await startWeb()];
  const [first] = webs as [(typeof webs)[number]];
  // The program is warm, its sessions are not.
  for (const { port } of webs) await sendOrders({ port, connections: 16, seconds: 60, orders: newBuyers(500, other) });

  await owner.sql`UPDATE offers SET offered = 100 WHERE package_version_id = ${rare}`;
  const used = () => webs.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
  const before = used();
  const halves = await Promise.all(
    webs.map(({ port }) => sendOrders({ port, connections: 250, seconds: 60, orders: newBuyers(250, rare) })),
  );
  const cpu = used() - before;
  const sum = (of: (r: LoadResult) => number) => halves.reduce((all, half) => all + of(half), 0);
  const slowest = Math.max(...halves.map((h) => h.seconds));
  say(
    `500 cold buyers of 100 bags at two web processes: ${sum((h) => h.placed)} placed, ${sum((h) => h.soldOut)} sold out, ` +
      `${sum((h) => h.otherwise)} otherwise, ${slowest.toFixed(2)} s, ${cpu.toFixed(2)} s of the processes' CPU`,
  );

  let over = false;
  const crowd = sendOrders({
    port: first.port,
    connections: 2_000,
    seconds: 120,
    orders: newBuyers(2_000, plenty),
  }).finally(() => {
    over = true;
  });
  const reader = town.buyers[50_000]?.cookie ?? "";
  let longest = 0;
  while (!over) longest = Math.max(longest, await readOffers(first.port, reader));
  const many = await crowd;
  say(
    `2,000 cold buyers at one web process with a pool of 10: ${many.placed} placed, ${many.otherwise} otherwise, ` +
      `${many.seconds.toFixed(2)} s; the slowest listing meanwhile ${(longest / 1000).toFixed(2)} s`,
  );

  await Promise.all(town.buyers.slice(-STREAMS).map((b) => openStream(first.port, b.home, b.cookie)));
  const memory: number[] = [];
  for (let minute = 0; minute <= minutes; minute++) {
    memory.push(megabytes(first.pid));
    if (minute === minutes) break;
    const until = performance.now() + 60_000;
    while (performance.now() < until) {
      const orders = newBuyers(100, plenty);
      await sendOrders({ port: first.port, connections: 16, seconds: 10, orders });
      for (let n = 0; n < 40; n++) await readOffers(first.port, reader);
      await wait(500);
    }
  }
  say(`${STREAMS} streams, orders and listings; MB held at each minute: ${memory.join(" ")}`);
} finally {
  await endParts(parts);
  await owner.close();
  await server.stop();
  await rm(FOLDER, { recursive: true, force: true });
}

/** What a process holds of the machine's memory, in MB. */
function megabytes(pid: number): number {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb) / 1024);
}

/** A screen that stays open and hears what changes for its home. */
function openStream(port: number, home: string, cookie: string): Promise<void> {
  const input = encodeURIComponent(JSON.stringify({ topics: [`home:${home}`], readMs: Date.now() }));
  return new Promise((open, fail) => {
    const headers = { cookie, accept: "text/event-stream" };
    get(`http://127.0.0.1:${port}/api/trpc/live.changes?input=${input}`, { headers }, (res) => {
      if (res.statusCode !== 200) return fail(new Error(`a stream answered ${res.statusCode}`));
      res.once("data", () => open()).resume();
    }).on("error", fail);
  });
}
