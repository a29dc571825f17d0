import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { connect, connectAs } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { readPlaceMoney } from "../../../src/db/queries/place-money.ts";
import type { CycleId, GridId, UserId } from "../../../src/domain/kernel/ids.ts";
import { look } from "../../../src/server/act.ts";
import { type Ctx, SYSTEM } from "../../../src/server/ctx.ts";
import { nobodyListens } from "../../../src/server/live.ts";
import { readBoard } from "../../../src/server/views/desk/read-board.ts";
import { readFunnel } from "../../../src/server/views/desk/read-funnel.ts";
import { getSheet } from "../../../src/server/views/grid/get-sheet.ts";
import { layOutHomes } from "../../support/order-town.ts";

// `npm run bench:aggregation [-- --orders 100000]`: what the city and one grid have ordered, as the screens read it,
// beside the plainest SQL for what was ordered (two sums) and for all the figures that the city's counts hold (17);
// three lines an order, 200 communities, 20 packages. Medians of seven, taken in turn in the same run.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const orders = Number(process.argv[process.argv.indexOf("--orders") + 1]) || 100_000;
const TURNS = 7;

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

async function inTurns(works: Readonly<Record<string, () => Promise<unknown>>>): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let turn = 0; turn <= TURNS; turn += 1)
    for (const [name, work] of Object.entries(works)) {
      const started = performance.now();
      await work();
      // The first turn warms up.
      if (turn > 0) times[name] = [...(times[name] ?? []), performance.now() - started];
    }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

async function main(): Promise<void> {
  const server = await startEmbeddedPostgres(`${ROOT}/.data/bench-aggregation`, {
    fsync: "off",
    shared_buffers: "1GB",
    max_wal_size: "16GB",
    work_mem: "64MB",
  });
  try {
    const url = server.url("postgres");
    await migrate(url);
    const owner = connect(url, { max: 1, relaxed: true });
    process.stdout.write(`laying out ${orders} orders …\n`);
    // These rows keep their references by the way they are made: looking each up takes minutes for a million.
    await owner.sql`SET session_replication_role = replica`;
    const cycle = await layOutHomes(owner.sql, orders);
    await owner.sql`INSERT INTO household_orders (id, cycle_id, household_id, grid_id, community_id, state, channel, idempotency_key, total_fen, pickup_code, placed_at, changed_at)
      SELECT md5('o' || i)::uuid, ${cycle}, md5('h' || i)::uuid, md5('g' || (1 + mod(i, 200)))::uuid, md5('c' || (1 + mod(i, 200)))::uuid, (CASE WHEN mod(i, 53) = 0 THEN 'cancelled' WHEN mod(i, 101) = 0 THEN 'needs_review' ELSE 'submitted' END)::order_state, 'app', 'k' || i, 15000, '0000', now(), now() FROM generate_series(1, ${orders}) i`;
    await owner.sql`INSERT INTO order_lines (order_id, cycle_id, package_version_id, household_id, grid_id, community_id, building_id, price_fen, wanted, accept_up_to)
      SELECT md5('o' || i)::uuid, ${cycle}, md5('v' || (1 + mod(i / 200 + n * 7, 20)))::uuid, md5('h' || i)::uuid, md5('g' || (1 + mod(i, 200)))::uuid, md5('c' || (1 + mod(i, 200)))::uuid, md5('b' || (1 + mod(i, 200)))::uuid, 5000, 1, 1
      FROM generate_series(1, ${orders}) i, generate_series(0, 2) n`;
    await owner.sql`INSERT INTO grid_sheets (id, cycle_id, grid_id, community_id, state) SELECT md5('s' || i)::uuid, ${cycle}, md5('g' || i)::uuid, md5('c' || i)::uuid, 'collecting' FROM generate_series(1, 200) i`;
    await owner.sql`VACUUM ANALYZE`;
    const app = await connectAs(url, "baogong_app", { max: 2 });
    const [grid] = await owner.sql<{ id: GridId }[]>`SELECT md5('g1')::uuid AS id`;
    if (!grid) throw new Error("no grid");
    const nobody = { homes: [], communities: [], supermarkets: [], depots: [] };
    const worker: Ctx = {
      db: app.db,
      live: nobodyListens,
      actor: {
        role: "GW",
        userId: "00000000-0000-4000-8000-000000000001" as UserId,
        name: "",
        grids: [grid.id],
        ...nobody,
      },
    };
    const city = { db: app.db, actor: SYSTEM };
    const took = await inTurns({
      "city, plain SQL": () =>
        owner.sql`SELECT community_id, package_version_id, sum(wanted), sum(cancelled_before_lock) FROM order_lines WHERE cycle_id = ${cycle} GROUP BY 1, 2`,
      "city, plain SQL of every figure": () =>
        owner.sql`SELECT cycle_id, community_id, package_version_id, sum(wanted), sum(cancelled_before_lock), sum(wanted - cancelled_before_lock) FILTER (WHERE locked IS NULL),
            sum(locked), sum(locked) FILTER (WHERE allocated IS NULL), sum(extra_alloc), sum(allocated), sum(shorted_alloc), sum(allocated - coalesce(shorted_pick, 0)) FILTER (WHERE packed IS NULL),
            sum(packed), sum(shorted_pick), sum(delivered), sum(returned), sum(scrapped), sum(lost), sum(damaged)
          FROM order_lines WHERE cycle_id = ${cycle} GROUP BY 1, 2, 3`,
      "city, counts by community and package": () =>
        look(city, (tx) => tx.execute(sql`SELECT * FROM line_stages WHERE cycle_id = ${cycle}`)),
      "city, the desk's whole funnel": () => look(city, (tx) => readFunnel(tx, cycle)),
      "city, the desk's board of zeros": () =>
        look(city, async (tx) => readBoard(tx, cycle, [], await readPlaceMoney(tx, cycle as CycleId))),
      "grid, plain SQL": () =>
        owner.sql`SELECT l.building_id, l.package_version_id, sum(l.wanted - l.cancelled_before_lock) FROM order_lines l JOIN household_orders o ON o.id = l.order_id
          WHERE l.cycle_id = ${cycle} AND l.community_id = md5('c1')::uuid AND l.grid_id = ${grid.id} AND o.state NOT IN ('needs_review', 'cancelled') GROUP BY 1, 2`,
      "grid, the sheet": () => getSheet(worker, grid.id),
    });
    for (const [name, ms] of Object.entries(took)) {
      const plain = took[name.startsWith("city") ? "city, plain SQL" : "grid, plain SQL"] ?? 1;
      process.stdout.write(
        `${name.padEnd(40)} ${ms.toFixed(1).padStart(8)} ms  ÷ plain SQL ${(ms / plain).toFixed(2)}\n`,
      );
    }
    await app.close();
    await owner.close();
  } finally {
    await server.stop();
    await rm(server.home, { recursive: true, force: true });
  }
}

await main();
