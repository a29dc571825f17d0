import { type ChildProcess, fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../../src/cli/build-if-needed.ts";
import { endParts, startPart } from "../../../src/cli/parts.ts";
import { signInEarlier } from "../../../src/cli/sessions.ts";
import { connect } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { freePort } from "../../../src/db/free-port.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { cpuSeconds } from "../../support/cpu-seconds.ts";
import { layOutOrderTown } from "../../support/order-town.ts";
import { layOutDayToPlan } from "../edit/day-to-plan.ts";
import type { Heard } from "./watchers.ts";

// `npm run bench:live [-- --seconds 60]`: what it costs one web process that 60 buses tell where they are every 5 s while
// 200 screens watch, against the same screens with nothing told; and whether each screen heard each place.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = `${ROOT}/.data/bench-live`;
const SECRET = "bench-secret-bench-secret-bench-secret";
const TOKEN = "trackers-of-the-bench";
const [BUSES, SCREENS, EVERY_MS] = [60, 200, 5_000];
/** One person keeps a dozen streams at most. */
const SCREENS_OF_ONE = 10;
const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 60;

await buildIfNeeded(ROOT, () => {});
await rm(FOLDER, { recursive: true, force: true });
const server = await startEmbeddedPostgres(`${FOLDER}/postgres`, { max_connections: "120" });
const url = server.url("postgres");
await migrate(url);
const owner = connect(url, { max: 2 });
const parts: ChildProcess[] = [];
try {
  await layOutOrderTown(owner.sql, 100, SECRET);
  const { cycleId } = await layOutDayToPlan(owner.sql);
  const people = await layOutLiveDay(cycleId);
  const cookies = await signInEarlier(owner.sql, people, SECRET);
  const port = await freePort();
  const env = { DATABASE_URL: url, PORT: String(port), HOST: "127.0.0.1", AUTH_SECRET: SECRET, LOG_LEVEL: "error" };
  const web = await startPart("web", { ...env, TRACKER_TOKEN: TOKEN, SMS_WEBHOOK_URL: "http://127.0.0.1:9" });
  parts.push(web);

  const screens = fork(fileURLToPath(new URL("./watchers.ts", import.meta.url)), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const answer = <T>() => new Promise<T>((done) => screens.once("message", (m) => done(m as T)));
  const open = answer();
  screens.send({ port, cookies: cookies.flatMap((c) => Array.from({ length: SCREENS_OF_ONE }, () => c)) });
  await open;
  const tell = async (bus: number, round: number) => {
    // Each place is another one, so that each screen can be asked for each of them.
    const positions = [{ bus: `W${bus}`, lat: 24.75 + round / 1000, lng: 118.45 + bus / 1000 }];
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const res = await fetch(`http://127.0.0.1:${port}/api/positions`, {
      method: "POST",
      headers,
      body: JSON.stringify({ positions }),
    });
    const said = (await res.json()) as { taken: number };
    if (said.taken !== 1) throw new Error(`bus ${bus}: ${res.status} ${JSON.stringify(said)}`);
  };
  // The first round warms both up.
  for (let bus = 1; bus <= BUSES; bus++) await tell(bus, 0);
  await wait(3_000);
  const shareOf = async (work: () => Promise<void>) => {
    const [cpu, started] = [cpuSeconds(web.pid ?? 0), performance.now()];
    await work();
    return (cpuSeconds(web.pid ?? 0) - cpu) / ((performance.now() - started) / 1000);
  };
  const still = await shareOf(() => wait(seconds * 1000));
  const rounds = Math.round((seconds * 1000) / EVERY_MS);
  const told = await shareOf(async () => {
    for (let round = 1; round <= rounds; round++) {
      const next = performance.now() + EVERY_MS;
      // Buses do not speak in chorus.
      for (let bus = 1; bus <= BUSES; bus++) {
        await Promise.all([tell(bus, round), wait(EVERY_MS / BUSES - 10)]);
      }
      await wait(Math.max(0, next - performance.now()));
    }
  });
  await wait(2_000);
  const heard = answer<Heard>();
  screens.send("count");
  const { screens: open2, places } = await heard;
  screens.kill();
  const wanted = rounds * BUSES * SCREENS;
  console.log(`${BUSES} buses every ${EVERY_MS / 1000} s, ${open2} screens, ${seconds} s, one web process`);
  console.log(`nothing told  ${(100 * still).toFixed(1)} % of a core`);
  console.log(`places told   ${(100 * told).toFixed(1)} % of a core`);
  console.log(`places heard  ${places} of ${wanted} (${wanted - places} missed)`);
  if (places !== wanted) process.exitCode = 1;
} finally {
  await endParts(parts);
  await owner.close();
  await server.stop();
  await rm(FOLDER, { recursive: true, force: true });
}

/** Sixty trips on the road, and those who watch them. @returns the watchers */
async function layOutLiveDay(cycleId: string): Promise<string[]> {
  const { sql } = owner;
  await sql`INSERT INTO plans (id, cycle_id, state, seed, requested_at) VALUES (md5('plan')::uuid, ${cycleId}, 'accepted', 1, now())`;
  await sql`INSERT INTO trips (id, cycle_id, plan_id, number, state, vehicle_id, supermarket_id, depot_id, dock_at, depart_at, back_at, metres, seconds, seal_number, departed_at)
    SELECT md5('t' || n)::uuid, ${cycleId}, md5('plan')::uuid, n, 'running', md5('w' || n)::uuid, md5('s1')::uuid, md5('y1')::uuid,
      now() - interval '2 hours', now() - interval '1 hour', now() + interval '3 hours', 9000, 3600, 'Q-' || n, now() - interval '1 hour' FROM generate_series(1, ${BUSES}::int) n`;
  const rows = await sql<{ id: string }[]>`INSERT INTO users (id, name, email)
    SELECT md5('watch' || n)::uuid, 'W', 'watch' || n FROM generate_series(1, ${SCREENS / SCREENS_OF_ONE}::int) n RETURNING id`;
  await sql`INSERT INTO assignments (id, user_id, role, "from") SELECT gen_random_uuid(), id, 'DIS', now() - interval '1 day' FROM users WHERE email LIKE 'watch%'`;
  return rows.map((r) => r.id);
}
