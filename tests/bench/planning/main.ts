import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildIfNeeded } from "../../../src/cli/build-if-needed.ts";
import { endParts, startPart } from "../../../src/cli/parts.ts";
import type { LeftOut, PlanSummary } from "../../../src/contract/movement.ts";
import { connect, connectAs, keyOf } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { freePort } from "../../../src/db/free-port.ts";
import { migrate } from "../../../src/db/migrate.ts";
import type { PlanId } from "../../../src/domain/kernel/ids.ts";
import type { Instant } from "../../../src/domain/kernel/time.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { importCity } from "../../../src/roads/city/import-city.ts";
import { type Ctx, SYSTEM } from "../../../src/server/ctx.ts";
import { openQueue } from "../../../src/server/jobs/queue.ts";
import { nobodyListens } from "../../../src/server/live.ts";
import { addClosure } from "../../../src/server/usecases/movement/close-roads.ts";
import { requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { layOutSupplyTown, SIZE } from "./supply-town.ts";

/**
 * `npm run bench:planning -- [--pbf FILE] [--long 60]`: the way from "Solve" to a plan on real streets, through the
 * queue and the worker process on a real PostgreSQL, while a web process is asked all the time whether it answers.
 */
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const { values } = parseArgs({
  options: {
    pbf: { type: "string", default: "../shared/data/map/porto-alegre.osm.pbf" },
    long: { type: "string", default: "60" },
  },
});
if (!existsSync(values.pbf)) {
  console.error(`no extract at ${values.pbf}: name one with --pbf FILE`);
  process.exit(2);
}
const FOLDER = `${ROOT}/.data/bench-planning`;
const SECONDS = 10;

await buildIfNeeded(ROOT, (line) => console.error(line));
await rm(FOLDER, { recursive: true, force: true });
const server = await startEmbeddedPostgres(`${FOLDER}/postgres`, { max_connections: "60" });
const parts: ChildProcess[] = [];
const url = server.url("postgres");
await migrate(url);
const owner = connect(url, { max: 2 });
const app = await connectAs(url, "baogong_app", { max: 4 });
const ctx: Ctx = {
  actor: { ...SYSTEM, role: "DIS" },
  db: app.db,
  live: nobodyListens,
};
try {
  const { cycleId, points } = await layOutSupplyTown(owner.sql, values.pbf);
  const dir = `${FOLDER}/city`;
  const { city } = importCity(
    { dir, file: values.pbf, name: "bench", datum: "wgs84" },
    new Date().toISOString(),
    () => {},
  );
  const [{ bags } = { bags: 0 }] = await owner.sql<
    { bags: number }[]
  >`SELECT sum(allocated)::int AS bags FROM batch_lines`;
  console.log(
    `${SIZE.communities} communities, ${SIZE.stores} stores, ${SIZE.buses} buses, ${bags} bags on ${city.junctions} junctions`,
  );
  const env = {
    DATABASE_URL: url,
    AUTH_SECRET: "bench-secret-bench-secret-bench-secret",
    CITY_DIR: dir,
    HOST: "127.0.0.1",
    PORT: String(await freePort()),
    LOG_LEVEL: "error",
    // Nobody is texted here: nothing listens at this port.
    SMS_WEBHOOK_URL: "http://127.0.0.1:9",
  };
  for (const part of ["web", "worker"] as const) parts.push(await startPart(part, env));
  const queue = await openQueue(url, await keyOf(url), false, (error) => console.error(error));
  const ready = `http://127.0.0.1:${env.PORT}/api/ready`;

  const plan = async (what: string, seconds: number, from?: PlanId): Promise<PlanId> => {
    const asking = new AbortController();
    const answers = answerTimes(ready, asking.signal);
    const { planId } = await requestPlan(ctx, { cycleId, seconds, seed: 1, ...(from && { from }) }, (job) =>
      queue.send("solve-plan", job),
    );
    type Row = { state: string; summary: PlanSummary; left_out: LeftOut[]; progress: [number, number][] };
    let row: Row | undefined;
    while (row?.state !== "proposed") {
      await wait(100);
      [row] = await owner.sql<
        Row[]
      >`SELECT state, summary - 'proposed' AS summary, left_out, progress FROM plans WHERE id = ${planId}`;
    }
    asking.abort();
    const { summary: s, progress, left_out: leftOut } = row;
    const reasons = Object.entries(Object.groupBy(leftOut, (l) => l.reason)).map(([r, of]) => `${of?.length} ${r}`);
    console.log(`\n${what}, ${seconds} s`);
    say("matrices", `${s.roads.matrixMs} ms${s.roads.kept ? ", kept" : ", asked"} (${s.roads.by})`);
    say("first plan after the job's start", `${s.firstPlanMs} ms, cost ${s.firstCost}`);
    const costAt = (ms: number) => progress.findLast(([at]) => at <= ms)?.[1];
    say("cost after 2, 5 s and at the end", `${costAt(2_500)}, ${costAt(5_500)}, ${s.cost}`);
    say(
      "trips, buses, km, left out",
      `${s.trips}, ${s.buses}, ${Math.round(s.metres / 1000)}, ${reasons.join(" ") || "none"}`,
    );
    const times = (await answers).toSorted((a, b) => a - b);
    const share = (p: number) => times[Math.floor((times.length - 1) * p)]?.toFixed(1);
    say(
      "web answers meanwhile, p50 / p99 / longest",
      `${share(0.5)} / ${share(0.99)} / ${share(1)} ms of ${times.length}`,
    );
    return planId;
  };

  const first = await plan("cold: no matrix kept", SECONDS);
  await plan("again: matrices kept", SECONDS);
  const middle = points[0];
  if (middle) {
    const { lat, lng } = middle;
    const [n, e, s, w] = [lat + 0.004, lng + 0.004, lat - 0.004, lng - 0.004];
    await addClosure(
      ctx,
      {
        shape: {
          kind: "corners",
          corners: [
            [w, s],
            [e, s],
            [e, n],
            [w, n],
          ],
        },
        from: Date.now() as Instant,
        until: plusSeconds(Date.now() as Instant, 4 * 86_400),
        reason: "bench",
        orderNumber: "12",
      },
      async () => {},
    );
    await plan("after a closure, from the first plan", SECONDS, first);
  }
  if (Number(values.long) > 0) await plan("a long search", Number(values.long));
  await queue.close();
} finally {
  await endParts(parts);
  await Promise.all([owner.close(), app.close()]);
  await server.stop();
  await rm(FOLDER, { recursive: true, force: true });
}

function say(what: string, value: string): void {
  console.log(`  ${what.padEnd(42)} ${value}`);
}

/** How long each of many questions takes, one every 20 ms, until told to stop. */
async function answerTimes(address: string, signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const started = performance.now();
    await (await fetch(address)).text();
    times.push(performance.now() - started);
    await wait(20);
  }
  return times;
}
