import { type ChildProcess, fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../../src/cli/build-if-needed.ts";
import { endParts, startPart } from "../../../src/cli/parts.ts";
import { signInEarlier } from "../../../src/cli/sessions.ts";
import type { ProposedTrip } from "../../../src/contract/movement.ts";
import { connect, connectAs } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { freePort } from "../../../src/db/free-port.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { SYSTEM } from "../../../src/server/ctx.ts";
import { nobodyListens } from "../../../src/server/live.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { layOutOrderTown, orderBody } from "../../support/order-town.ts";
import type { LoadResult } from "../orders/load.ts";
import { layOutDayToPlan } from "./day-to-plan.ts";

// `npm run bench:edit [-- --questions 200]`: how long a dispatcher waits for the price of a change and for "who could take
// this stop?" on a plan of 215 communities, through the public API of one web process, idle and while it takes orders.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = `${ROOT}/.data/bench-edit`;
const SECRET = "bench-secret-bench-secret-bench-secret";
const HOMES = 20_000;
const questions = Number(process.argv[process.argv.indexOf("--questions") + 1] || 200) || 200;

await buildIfNeeded(ROOT, () => {});
await rm(FOLDER, { recursive: true, force: true });
const server = await startEmbeddedPostgres(`${FOLDER}/postgres`, { max_connections: "120" });
const parts: ChildProcess[] = [];
const url = server.url("postgres");
await migrate(url);
const owner = connect(url, { max: 2 });
const app = await connectAs(url, "baogong_app", { max: 4 });
const ctx = (role: "DIS" | "SYS") => ({ actor: { ...SYSTEM, role }, db: app.db, live: nobodyListens });
try {
  const town = await layOutOrderTown(owner.sql, HOMES, SECRET);
  const { cycleId, dispatcher } = await layOutDayToPlan(owner.sql);
  const [cookie = ""] = await signInEarlier(owner.sql, [dispatcher], SECRET);
  const { planId } = await requestPlan(ctx("DIS"), { cycleId, seconds: 5, seed: 1 }, (job) =>
    solvePlan(ctx("SYS"), job, estimateOnly),
  );
  const [plan] = await owner.sql<
    { proposed: ProposedTrip[] }[]
  >`SELECT summary -> 'proposed' AS proposed FROM plans WHERE id = ${planId}`;
  const trips = plan?.proposed ?? [];
  console.log(
    `${trips.length} trips, ${trips.reduce((n, t) => n + t.stops.length, 0)} stops of 215 communities, one web process`,
  );
  const port = await freePort();
  const env = { DATABASE_URL: url, PORT: String(port), HOST: "127.0.0.1", AUTH_SECRET: SECRET, LOG_LEVEL: "error" };
  // Nobody is texted here: nothing listens at this port.
  parts.push(await startPart("web", { ...env, SMS_WEBHOOK_URL: "http://127.0.0.1:9" }));

  /** Milliseconds until the answer to a question has come. */
  const ask = async (what: "priceChange" | "offers", input: object): Promise<number> => {
    const started = performance.now();
    const address = `http://127.0.0.1:${port}/api/trpc/movement.${what}?input=${encodeURIComponent(JSON.stringify(input))}`;
    const res = await fetch(address, { headers: { cookie } });
    const text = await res.text();
    if (res.status !== 200) throw new Error(`${what} answered ${res.status} ${text.slice(0, 300)}`);
    return performance.now() - started;
  };
  const indexOf = (trip: ProposedTrip) => trips.filter((t) => t.vehicleId === trip.vehicleId).indexOf(trip);
  const questionAt = (i: number) => {
    const from = trips[i % trips.length] as ProposedTrip;
    const same = trips.filter((t) => t.supermarketId === from.supermarketId);
    const to = same[i % same.length] as ProposedTrip;
    const stop = from.stops[i % from.stops.length];
    const batchIds = stop?.loads.map((l) => l.batchId) ?? [];
    return {
      batchIds,
      from: { vehicleId: from.vehicleId, trip: indexOf(from) },
      to: { vehicleId: to.vehicleId, trip: indexOf(to), before: null },
    };
  };
  const many = async (what: "priceChange" | "offers") => {
    const times: number[] = [];
    for (let i = 0; i < questions; i++) {
      const { batchIds, from, to } = questionAt(i);
      const input =
        what === "offers" ? { planId, batchIds, from } : { planId, change: { kind: "move", batchIds, from, to } };
      times.push(await ask(what, input));
    }
    return times.toSorted((a, b) => a - b);
  };
  /** A call that asks next to nothing: what waiting for the machine alone comes to, in the same minute. */
  const nothing = async () => {
    const times: number[] = [];
    for (let i = 0; i < questions; i++) {
      const started = performance.now();
      await (await fetch(`http://127.0.0.1:${port}/api/ready`)).text();
      times.push(performance.now() - started);
    }
    return times.toSorted((a, b) => a - b);
  };
  const say = (what: string, times: readonly number[]) => {
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(0);
    console.log(`${what.padEnd(44)} p50 ${at(0.5)}  p95 ${at(0.95)}  longest ${at(1)} ms of ${times.length}`);
  };
  const whileServing = (seconds: number): Promise<LoadResult> =>
    new Promise((done, fail) => {
      const child = fork(fileURLToPath(new URL("../orders/load.ts", import.meta.url)), {
        execArgv: ["--disable-warning=ExperimentalWarning"],
      });
      child.once("message", (result) => done(result as LoadResult));
      child.once("error", fail);
      const lines = [town.packages[0] ?? "", town.packages[1] ?? ""];
      const orders = town.buyers.map((b) => ({ cookie: b.cookie, body: orderBody(town, b.home, lines) }));
      child.send({ port, connections: 4, seconds, orders });
    });
  // The first question sends the day to the thread.
  await ask("priceChange", { planId, change: { kind: "reverse", trip: questionAt(0).from } });
  for (const what of ["priceChange", "offers"] as const) say(`${what}, nobody orders`, await many(what));
  say("/api/ready, nobody orders", await nothing());
  const serving = whileServing(40);
  for (const what of ["priceChange", "offers"] as const) say(`${what}, while orders are taken`, await many(what));
  say("/api/ready, while orders are taken", await nothing());
  const { placed, seconds, otherwise, first } = await serving;
  console.log(
    `orders meanwhile: ${Math.round(placed / seconds)} a second on 4 connections${otherwise ? `, ${otherwise} refused: ${first}` : ""}`,
  );
} finally {
  await endParts(parts);
  await Promise.all([owner.close(), app.close()]);
  await server.stop();
  await rm(FOLDER, { recursive: true, force: true });
}
