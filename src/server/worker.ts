import { SYSTEM } from "./ctx.ts";
import { goOn } from "./demo/go-on.ts";
import { readEnv } from "./env.ts";
import { anchorAudit } from "./jobs/anchor-audit.ts";
import { checkAudit } from "./jobs/check-audit.ts";
import { linkAudit } from "./jobs/link-audit.ts";
import { thinCycles } from "./jobs/thin-cycles.ts";
import { tellHomes, turnClock } from "./jobs/turn-clock.ts";
import { log, logConsole } from "./log.ts";
import { readyMatrices } from "./planning/ready-matrices.ts";
import { openRoads } from "./planning/roads-in-use.ts";
import { openRuntime } from "./runtime.ts";
import { workOnImport } from "./usecases/city/work-on-import.ts";
import { drawClosures } from "./usecases/movement/draw-closures.ts";
import { drawTrips } from "./usecases/movement/draw-trips.ts";
import { listLeftPlans, solvePlan } from "./usecases/movement/solve-plan.ts";
import { computeLeftPreviews, computePreview } from "./usecases/supply/preview-allocation.ts";
import { whyNotStarted } from "./why-not-started.ts";

/** How often the worker looks at the clock between the minutes that the queue wakes it: a cut-off is felt at once. */
const TURN_MS = 5_000;

async function start(): Promise<void> {
  const env = readEnv();
  logConsole();
  const runtime = await openRuntime(env, "worker");
  const ctx = { actor: SYSTEM, db: runtime.db, live: runtime.live };
  const { queue } = runtime;
  const roads = openRoads(env);
  const factorsAnew = async () => {
    const { anew, lost } = await runtime.encryptFactorsAnew();
    if (anew > 0) log.info({ anew }, "second factors were encrypted under AUTH_SECRET");
    if (lost > 0) log.error({ lost }, "second factors are under neither AUTH_SECRET nor AUTH_SECRET_OTHER");
  };
  await queue.work("turn-clock", async () => {
    await turnClock(ctx);
    await computeLeftPreviews(ctx);
    for (const job of await listLeftPlans(ctx)) await queue.send("solve-plan", job);
  });
  await queue.work("preview-allocation", (job) => computePreview(ctx, job));
  await queue.work("solve-plan", (job) => solvePlan(ctx, job, roads));
  await queue.work("follow-roads", async (job) => {
    await drawClosures(ctx, roads);
    await drawTrips(ctx, job, roads);
    await readyMatrices(ctx, roads);
  });
  await queue.work("import-city", (job) => workOnImport(ctx, job, roads));
  await queue.work("link-audit", async () => void (await linkAudit(ctx)));
  await queue.work("tell-homes", () => tellHomes(ctx));
  await queue.work("thin-cycles", async () => {
    await thinCycles(ctx);
    await runtime.forgetSignIns();
    await factorsAnew();
  });
  await factorsAnew();
  const anchored = { link: 0 };
  const anchors = { file: env.AUDIT_ANCHOR_FILE, url: env.AUDIT_ANCHOR_URL };
  await queue.work("anchor-audit", async () => {
    await anchorAudit(ctx, anchors, anchored);
    await checkAudit(ctx, anchors.file);
  });
  for (const name of ["thin-cycles", "anchor-audit"] as const) await queue.everyHour(name);
  for (const name of ["turn-clock", "follow-roads", "import-city", "link-audit", "tell-homes"] as const)
    await queue.everyMinute(name);
  if (env.DEMO) {
    await queue.work("go-on", () => goOn(ctx, roads));
    await queue.everyMinute("go-on");
  }
  const turn = setInterval(async () => {
    if (runtime.database.isLost()) return;
    await turnClock(ctx).catch((err) => runtime.database.heard(err) || log.error({ err }, "turn-clock"));
  }, TURN_MS);
  log.info("worker is working");
  process.send?.("ready");

  const stop = async () => {
    clearInterval(turn);
    await runtime.close();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

start().catch((error: Error) => {
  process.stderr.write(`baogong worker: ${whyNotStarted(error)}\n`);
  process.exit(1);
});
