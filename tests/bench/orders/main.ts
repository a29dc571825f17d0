import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../../src/cli/build-if-needed.ts";
import { signInEarlier } from "../../../src/cli/sessions.ts";
import { connect, type Sql } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { freePort } from "../../../src/db/free-port.ts";
import { migrate } from "../../../src/db/migrate.ts";
import type { LoadResult } from "./load.ts";

// `npm run bench:orders [-- --seconds 5]`: orders per second through the public API of one web process on a real,
// durable PostgreSQL, beside one call of the database function per order on 16 connections in the same run.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SECRET = "bench-secret-bench-secret-bench-secret";
const HOMES = 60_000;
const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1] || 5) || 5;

async function layOut(sql: Sql): Promise<{ cycle: string; packages: string[] }> {
  await sql`INSERT INTO districts VALUES (md5('d')::uuid, 'D', '区', 'D')`;
  await sql`INSERT INTO communities (id, code, kind, name_zh, name_en, subdistrict_zh, subdistrict_en, district_id, lat, lng, point_quality, gate_opens_seconds, gate_closes_seconds, bus_accessible)
    SELECT md5('c' || i)::uuid, 'C' || i, 'community', 'C', 'C', '', '', md5('d')::uuid, 24.9, 118.6, 'bench', 0, 86400, true FROM generate_series(1, 200) i`;
  await sql`INSERT INTO grids SELECT md5('g' || i)::uuid, md5('c' || i)::uuid, 1 FROM generate_series(1, 200) i`;
  await sql`INSERT INTO buildings SELECT md5('b' || i)::uuid, md5('g' || i)::uuid, md5('c' || i)::uuid, 1, 1, 33, 10 FROM generate_series(1, 200) i`;
  await sql`INSERT INTO households (id, grid_id, community_id, building_id, unit, floor, room, size)
    SELECT md5('h' || i)::uuid, md5('g' || (1 + mod(i, 200)))::uuid, md5('c' || (1 + mod(i, 200)))::uuid, md5('b' || (1 + mod(i, 200)))::uuid, 1, 1 + i / 200, 'r' || i, 3 FROM generate_series(1, ${HOMES}) i`;
  await sql`INSERT INTO users (id, name, email) SELECT md5('u' || i)::uuid, 'u', 'u' || i FROM generate_series(1, ${HOMES}) i`;
  await sql`INSERT INTO persons (id, household_id, grid_id, user_id, name, state) SELECT md5('p' || i)::uuid, md5('h' || i)::uuid, md5('g' || (1 + mod(i, 200)))::uuid, md5('u' || i)::uuid, 'u', 'verified' FROM generate_series(1, ${HOMES}) i`;
  await sql`INSERT INTO packages SELECT md5('k' || i)::uuid, 'K' || i, 'A', 'K', 'K' FROM generate_series(1, 20) i`;
  await sql`INSERT INTO package_versions (id, package_id, version, price_fen, fee_fen, weight_grams, volume_ml, shelf_life_hours, fragile, cold_chain, household_limit)
    SELECT md5('v' || i)::uuid, md5('k' || i)::uuid, 1, 5000, 0, 1, 1, 1, false, false, 9 FROM generate_series(1, 20) i`;
  const cycle = randomUUID();
  await sql`INSERT INTO cycles (id, number, state, opens_at, cut_off_at, grace_ends_at, delivery_day) VALUES (${cycle}, 1, 'open', now() - interval '1 hour', now() + interval '1 day', now() + interval '1 day', current_date + 1)`;
  await sql`INSERT INTO offers (cycle_id, package_version_id, price_fen, household_limit, offered) SELECT ${cycle}, md5('v' || i)::uuid, 5000, 9, 100000000 FROM generate_series(1, 20) i`;
  await sql`ANALYZE`;
  const packages = await sql<{ id: string }[]>`SELECT md5('v' || i)::uuid AS id FROM generate_series(1, 20) i`;
  return { cycle, packages: packages.map((p) => p.id) };
}

const load = (task: unknown): Promise<LoadResult> =>
  new Promise((done, fail) => {
    const child = fork(fileURLToPath(new URL("./load.ts", import.meta.url)), {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    child.once("message", (result) => done(result as LoadResult));
    child.once("error", fail);
    child.send(task as object);
  });

/** One order per call of `place_orders`, on `connections` connections: what the database alone can do in this shape. */
async function rawLimit(
  url: string,
  cycle: string,
  pick: () => { home: string; packages: string[] } | undefined,
  connections: number,
): Promise<number> {
  const app = connect(url, { role: "baogong_app", max: connections });
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
          ${["RES"]}::text[], ${["app"]}::text[], ${[null]}::text[], ${["0000"]}::text[], ${ones}::int[], ${order.packages}::uuid[], ${ones}::int[], ${ones}::int[])`;
        if (row?.outcome === "placed") placed += 1;
      }
    }),
  );
  const rate = placed / ((performance.now() - started) / 1000);
  await app.close();
  return rate;
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
    const { cycle, packages } = await layOut(owner.sql);
    const users = (
      await owner.sql<
        { user: string; home: string }[]
      >`SELECT md5('u' || i)::uuid AS user, md5('h' || i)::uuid AS home FROM generate_series(1, ${HOMES}) i`
    ).map((r) => ({ ...r }));
    const cookies = await signInEarlier(
      owner.sql,
      users.map((u) => u.user),
      SECRET,
    );
    const clear = () =>
      owner.sql
        .unsafe(`SET session_replication_role = replica;
      TRUNCATE household_orders, order_lines, order_revisions, audit_events CASCADE; UPDATE offers SET reserved = 0, offered = 100000000; CHECKPOINT`)
        .simple();
    const port = await freePort();
    web = fork(`${ROOT}/src/server/web.ts`, {
      cwd: ROOT,
      execArgv: ["--disable-warning=ExperimentalWarning"],
      env: {
        ...process.env,
        DATABASE_URL: url,
        PORT: String(port),
        HOST: "127.0.0.1",
        AUTH_SECRET: SECRET,
        NODE_ENV: "production",
        LOG_LEVEL: "error",
      },
    });
    await new Promise((done) => web?.once("message", done));

    const three = (i: number) => [packages[i % 20], packages[(i + 7) % 20], packages[(i + 13) % 20]] as string[];
    const hot = () => [packages[0]] as string[];
    const orders = (choose: (i: number) => string[]) =>
      users.map((u, i) => ({
        cookie: cookies[i],
        body: JSON.stringify({
          key: randomUUID(),
          cycleId: cycle,
          householdId: u.home,
          lines: choose(i).map((packageVersionId) => ({ packageVersionId, wanted: 1, acceptUpTo: 1 })),
        }),
      }));
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
          const u = users[i];
          return u && { home: u.home, packages: choose(i) };
        },
        16,
      );
      rates[`raw ${name}`] = raw;
      process.stdout.write(`${name}: one call per order on 16 connections, no HTTP  ${raw.toFixed(0)} orders/s\n`);
      // The first requests of each session load it from the database: a round before the measured one.
      for (const connections of [16, 64]) {
        await clear();
        const result = await load({ port, connections, seconds, orders: orders(choose) });
        const rate = result.placed / result.seconds;
        rates[`${connections} ${name}`] = rate;
        process.stdout.write(
          `${name}: API, ${connections} connections  ${rate.toFixed(0)} orders/s  p50 ${result.p50.toFixed(1)} ms  p99 ${result.p99.toFixed(1)} ms  ÷ raw ${(rate / raw).toFixed(2)}${result.otherwise ? `  NOT PLACED ${result.otherwise} ${result.first}` : ""}\n`,
        );
      }
    }
    await clear();
    await owner.sql`UPDATE offers SET offered = 100`;
    const rush = await load({ port, connections: 500, seconds: 60, orders: orders(hot).slice(0, 500) });
    process.stdout.write(
      `500 buyers of 100 bags at once: ${rush.placed} placed, ${rush.soldOut} sold out, ${rush.otherwise} otherwise, ${rush.seconds.toFixed(2)} s\n`,
    );
    const ratio = (a: string, b: string) => ((rates[a] ?? 0) / (rates[b] ?? 1)).toFixed(2);
    process.stdout.write(
      `64 connections, 20 packages ÷ raw: ${ratio("64 20 packages, 3 lines", "raw 20 packages, 3 lines")}; 1 package ÷ 20 packages at 64: ${ratio("64 1 package", "64 20 packages, 3 lines")}\n`,
    );
    await owner.close();
  } finally {
    web?.kill("SIGTERM");
    if (web) await new Promise((done) => web?.once("exit", done));
    await server.stop();
    await rm(server.home, { recursive: true, force: true });
  }
}

await main();
