import type { ChildProcess } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { Agent, get } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { endParts, startPart } from "../../src/cli/parts.ts";
import { type Connection, connect } from "../../src/db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/db/embedded-postgres.ts";
import { freePort } from "../../src/db/free-port.ts";
import { migrate } from "../../src/db/migrate.ts";
import { layOutOrderTown, type OrderTown, orderBody } from "../support/order-town.ts";
import { postOrder } from "../support/post-order.ts";

// The rush through the front door: real web processes on a database that flushes to disk, and both of them killed.

const HOME = fileURLToPath(new URL("../../.data/rush-tests", import.meta.url));
const SECRET = "rush-tests-rush-tests-rush-tests-rush";
const SETTINGS = { max_connections: "100" };
/** Two for the lanes' own connections come on top: a pool of ten in all. */
const DB_POOL = "8";

// One town for all of them, one after the other.
test.describe.configure({ mode: "default" });

let server: EmbeddedPostgres;
let owner: Connection;
let town: OrderTown;
let webs: { part: ChildProcess; port: number; said: string[] }[] = [];
let agent: Agent;

async function startWeb(port?: number) {
  const at = port ?? (await freePort());
  // Nothing listens where text messages would go: nobody signs in here.
  const texts = { SMS_WEBHOOK_URL: "http://127.0.0.1:9" };
  const env = {
    DATABASE_URL: server.url("postgres"),
    AUTH_SECRET: SECRET,
    HOST: "127.0.0.1",
    LOG_LEVEL: "info",
    ...texts,
  };
  const part = await startPart("web", { ...env, PORT: String(at), DB_POOL }, "piped");
  const said: string[] = [];
  for (const stream of [part.stdout, part.stderr])
    if (stream) createInterface(stream).on("line", (line) => said.push(line));
  return { port: at, part, said };
}
const offered = (package_: string, n: number) =>
  owner.sql`UPDATE offers SET offered = reserved + ${n} WHERE package_version_id = ${package_}`;
const place = (buyer: number, package_: number, web = 0, key?: string) => {
  const { home = "", cookie = "" } = town.buyers[buyer] ?? {};
  return postOrder(agent, webs[web]?.port ?? 0, {
    cookie,
    body: orderBody(town, home, [town.packages[package_] ?? ""], key),
  });
};
const idOf = (answer: { text: string }) =>
  (JSON.parse(answer.text) as { result?: { data: { orderId: string } } }).result?.data.orderId;
const verdict = ({ status, text }: { status: number; text: string }) =>
  status === 200 ? "placed" : text.includes("sold_out") ? "sold out" : text.includes('"busy"') ? "busy" : text;
const tally = (answers: readonly { status: number; text: string }[]) => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[verdict(answer)] = (counts[verdict(answer)] ?? 0) + 1;
  return counts;
};
const readiness = async () =>
  Promise.all(webs.map(async ({ port }) => (await fetch(`http://127.0.0.1:${port}/api/ready`)).status));
const kill = (part: ChildProcess) => new Promise((done) => part.once("exit", done).kill("SIGKILL"));

test.beforeAll(async () => {
  await rm(HOME, { recursive: true, force: true });
  server = await startEmbeddedPostgres(HOME, SETTINGS);
  await migrate(server.url("postgres"));
  owner = connect(server.url("postgres"), { max: 2, relaxed: true });
  town = await layOutOrderTown(owner.sql, 4_000, SECRET);
  webs = [await startWeb(), await startWeb(), await startWeb()];
  agent = new Agent({ keepAlive: true });
});
test.afterAll(async () => {
  agent?.destroy();
  await endParts(webs.map((w) => w.part));
  await owner?.close();
  await server?.stop();
  await rm(server?.home ?? HOME, { recursive: true, force: true });
});

test("of 500 buyers of 100 bags at three web processes, exactly 100 get one and 400 read that it is sold out", async () => {
  await offered(town.packages[0] ?? "", 100);
  const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => place(i, 0, i % 3)));
  expect(tally(answers)).toEqual({ placed: 100, "sold out": 400 });
});

test("2,000 buyers at once at one process with ten connections: each is answered, and the list can be read meanwhile", async () => {
  await offered(town.packages[1] ?? "", 1_500);
  let rushing = true;
  const rush = Promise.all(Array.from({ length: 2_000 }, (_, i) => place(500 + i, 1))).finally(() => {
    rushing = false;
  });
  const cookie = town.buyers[3_000]?.cookie ?? "";
  const listing = await new Promise<{ status: number | undefined; meanwhile: boolean }>((done, fail) =>
    get({ host: "127.0.0.1", port: webs[0]?.port, path: "/r", headers: { cookie } }, (res) => {
      res.resume().once("end", () => done({ status: res.statusCode, meanwhile: rushing }));
    }).once("error", fail),
  );
  expect(listing).toEqual({ status: 200, meanwhile: true });
  expect(tally(await rush)).toEqual({ placed: 1_500, "sold out": 500 });
});

test("the same key three times at once, and again after its web process was killed, is one order with one id", async () => {
  const answers = await Promise.all([0, 1, 2].map((web) => place(2_600, 2, web, "the-same-key")));
  expect(new Set(answers.map(idOf)).size).toBe(1);
  const [, , last] = webs;
  if (!last) throw new Error("no third process");
  await kill(last.part);
  webs[2] = await startWeb(last.port);
  expect(idOf(await place(2_600, 2, 2, "the-same-key"))).toBe(idOf(answers[0] ?? { text: "{}" }));
});

test("when the database is killed in the middle of a rush, everybody reads that he may try again, and every acknowledged order is still there", async () => {
  const acknowledged = new Map<string, string>();
  let sent = 0;
  let killed = false;
  const answers: { status: number; text: string }[] = [];
  const buyer = async () => {
    while (!killed) {
      const i = sent++;
      const answer = await place(2_700 + i, 3, i % 2, `in-the-rush-${i}`);
      const id = answer.status === 200 && idOf(answer);
      if (id) acknowledged.set(`in-the-rush-${i}`, id);
      answers.push(answer);
    }
  };
  const buyers = Promise.all(Array.from({ length: 24 }, buyer));
  await expect.poll(() => acknowledged.size, { intervals: [5] }).toBeGreaterThan(100);
  const [postmaster] = (await readFile(`${server.home}/postgres/postmaster.pid`, "utf8")).split("\n");
  for (const { said } of webs) said.length = 0;
  process.kill(Number(postmaster), "SIGKILL");
  killed = true;
  await buyers;
  expect(Object.keys(tally(answers)).sort()).toEqual(["busy", "placed"]);
  await expect.poll(readiness).toEqual([503, 503, 503]);
  const started = performance.now();
  expect(tally(await Promise.all([0, 1, 2].map((web) => place(3_900, 3, web))))).toEqual({ busy: 3 });
  // The driver waits ten seconds for a connection that does not open: nobody waits for that.
  expect(performance.now() - started).toBeLessThan(5000);
  // It comes up again at the address that the processes know.
  const { port } = server;
  const url = server.url("postgres");
  server = await startEmbeddedPostgres(HOME, { ...SETTINGS, port: String(port) });
  const after = connect(url, { max: 1 });
  const rows = await after.sql<{ id: string }[]>`SELECT id FROM household_orders`;
  await after.close();
  const kept = new Set(rows.map((r) => r.id));
  expect([...acknowledged.values()].filter((id) => !kept.has(id))).toEqual([]);
  await expect.poll(readiness).toEqual([200, 200, 200]);
  // Each process told it in one line each way, and nothing was thrown that nobody caught.
  const words = webs.map((w) => w.said.map((line) => /"msg":"([^"]*)"/.exec(line)?.[1] ?? line));
  const story = ["database unreachable", "database answers again"];
  expect(words).toEqual([story, story, story]);
  // They find the database again by themselves, and a repeat of the first key is the first order.
  const [key, id] = [...acknowledged][0] ?? ["", ""];
  await expect
    .poll(async () => idOf(await place(2_700 + Number(key.slice("in-the-rush-".length)), 3, 0, key)))
    .toBe(id);
});
