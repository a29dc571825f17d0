import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../../src/cli/build-if-needed.ts";
import { endParts, startPart } from "../../../src/cli/parts.ts";
import { connect, connectAs } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { freePort } from "../../../src/db/free-port.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { LANE } from "../../../src/server/ordering/order-lanes.ts";
import { layOutOrderTown, orderBody } from "../../support/order-town.ts";
import { readOffers, sendOrders } from "./send-orders.ts";

// `npm run bench:orders [-- --seconds 5]`: orders per second through the public API of one web process on a real,
// durable PostgreSQL, beside one call of the database function per order on 16 connections in the same run.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SECRET = "bench-secret-bench-secret-bench-secret";
const HOMES = 60_000;
const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1] || 5) || 5;

/** One order per call of `place_orders`, on `connections` connections: what the database alone can do in this shape. */
async function rawLimit(
  url: string,
  cycle: string,
  pick: () => { home: string; packages: string[] } | undefined,
  connections: number,
): Promise<number> {
  const app = await connectAs(url, "baogong_app", { max: connections });
  const until = performance.now() + seconds * 1000;
  const started = performance.now();
  let placed = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const order = pick();
        if (!order) return;
        const ones = order.packages.map(() => 1);
        const [row] =
          await app.sql`SELECT outcome FROM place_orders(${cycle}, ${[randomUUID()]}::uuid[], ${[randomUUID()]}::text[], ${[order.home]}::uuid[], ${[null]}::uuid[],
          ${["RES"]}::text[], ${["app"]}::text[], ${[null]}::text[], ${["0000"]}::text[], ${ones}::int[], ${order.packages}::uuid[], ${ones}::int[], ${ones}::int[], ${app.db.seal(LANE)})`;
        if (row?.outcome === "placed") placed += 1;
      }
    }),
  );
  const rate = placed / ((performance.now() - started) / 1000);
  await app.close();
  return rate;
}

/** Requests per second that read the list, on 16 connections. */
async function listing(port: number, cookie: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const until = performance.now() + seconds * 1000;
  let read = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() < until) {
        await readOffers(port, cookie, agent);
        read += 1;
      }
    }),
  );
  agent.destroy();
  return read / seconds;
}

async function main(): Promise<void> {
  await buildIfNeeded(ROOT, () => {});
  const server = await startEmbeddedPostgres(`${ROOT}/.data/bench-orders`, {
    max_connections: "120",
    shared_buffers: "256MB",
    max_wal_size: "4GB",
  });
  let web: ChildProcess | undefined;
  try {
    const url = server.url("postgres");
    await migrate(url);
    const owner = connect(url, { max: 2, relaxed: true });
    const town = await layOutOrderTown(owner.sql, HOMES, SECRET);
    const { cycle, packages, buyers } = town;
    const clear = () =>
      owner.sql
        .unsafe(`SET session_replication_role = replica;
      TRUNCATE household_orders, order_lines, order_revisions, audit_events CASCADE; UPDATE offers SET reserved = 0, offered = 100000000; CHECKPOINT`)
        .simple();
    const port = await freePort();
    web = await startPart("web", {
      DATABASE_URL: url,
      PORT: String(port),
      HOST: "127.0.0.1",
      AUTH_SECRET: SECRET,
      LOG_LEVEL: "error",
      // Nobody is texted here: nothing listens at this port.
      SMS_WEBHOOK_URL: "http://127.0.0.1:9",
    });

    const three = (i: number) => [packages[i % 20], packages[(i + 7) % 20], packages[(i + 13) % 20]] as string[];
    const hot = () => [packages[0]] as string[];
    const orders = (choose: (i: number) => string[]) =>
      buyers.map((u, i) => ({ cookie: u.cookie, body: orderBody(town, u.home, choose(i)) }));
    process.stdout.write(
      `${seconds} s each, ${HOMES} homes, one web process, durable PostgreSQL (synchronous_commit on)\n`,
    );
    const rates: Record<string, number> = {};
    for (const [name, choose] of [
      ["20 packages, 3 lines", three],
      ["1 package", hot],
    ] as const) {
      await clear();
      let at = 0;
      const raw = await rawLimit(
        url,
        cycle,
        () => {
          const i = at++;
          const u = buyers[i];
          return u && { home: u.home, packages: choose(i) };
        },
        16,
      );
      rates[`raw ${name}`] = raw;
      process.stdout.write(`${name}: one call per order on 16 connections, no HTTP  ${raw.toFixed(0)} orders/s\n`);
      // The first requests of each session load it from the database: a round before the measured one.
      for (const connections of [16, 64]) {
        await clear();
        const result = await sendOrders({ port, connections, seconds, orders: orders(choose) });
        const rate = result.placed / result.seconds;
        rates[`${connections} ${name}`] = rate;
        process.stdout.write(
          `${name}: API, ${connections} connections  ${rate.toFixed(0)} orders/s  p50 ${result.p50.toFixed(1)} ms  p99 ${result.p99.toFixed(1)} ms  ÷ raw ${(rate / raw).toFixed(2)}${result.otherwise ? `  NOT PLACED ${result.otherwise} ${result.first}` : ""}\n`,
        );
      }
    }
    await clear();
    await owner.sql`UPDATE offers SET offered = 100`;
    const rush = await sendOrders({ port, connections: 500, seconds: 60, orders: orders(hot).slice(0, 500) });
    process.stdout.write(
      `500 buyers of 100 bags at once: ${rush.placed} placed, ${rush.soldOut} sold out, ${rush.otherwise} otherwise, ${rush.seconds.toFixed(2)} s\n`,
    );
    await clear();
    const crowd = sendOrders({ port, connections: 2_000, seconds: 120, orders: orders(hot).slice(1_000, 3_000) });
    const reader = buyers[50_000]?.cookie ?? "";
    let slowest = 0;
    let over = false;
    void crowd.then(() => {
      over = true;
    });
    while (!over) slowest = Math.max(slowest, await readOffers(port, reader));
    const many = await crowd;
    process.stdout.write(
      `2,000 buyers at once, pool of 10: ${many.placed} placed, ${many.otherwise} otherwise, ${many.seconds.toFixed(2)} s; slowest listing meanwhile ${(slowest / 1000).toFixed(2)} s\n`,
    );
    const listed = await listing(port, reader);
    process.stdout.write(`listing 20 packages on 16 connections: ${listed.toFixed(0)} requests/s\n`);
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${web.pid}/status`, "utf8"))?.[1];
    process.stdout.write(`memory of the web process at its peak: ${(Number(peak) / 1024).toFixed(0)} MB\n`);
    const ratio = (a: string, b: string) => ((rates[a] ?? 0) / (rates[b] ?? 1)).toFixed(2);
    process.stdout.write(
      `64 connections, 20 packages ÷ raw: ${ratio("64 20 packages, 3 lines", "raw 20 packages, 3 lines")}; 1 package ÷ 20 packages at 64: ${ratio("64 1 package", "64 20 packages, 3 lines")}\n`,
    );
    await owner.close();
  } finally {
    if (web) await endParts([web]);
    await server.stop();
    await rm(server.home, { recursive: true, force: true });
  }
}

await main();
