import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connect } from "../../../src/db/client.ts";
import { isUnreachable } from "../../../src/db/unreachable.ts";
import { aCity, type City } from "../../support/city.ts";
import { until } from "../../support/until.ts";

// Connections go through a line of our own that can be cut; vitest fails the run on an error that nobody catches.

let city: City;
let line: Server;
let pool: Connection;
const open = new Set<Socket>();

beforeAll(async () => {
  city = await aCity();
  await city.owner.sql`CREATE TABLE written (what text)`;
  const { hostname, port } = new URL(city.url);
  line = createServer((near) => {
    const far = dial(Number(port), hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on("error", () => {}).once("close", () => open.delete(near));
    open.add(near);
  });
  await new Promise<void>((done) => line.listen(0, "127.0.0.1", done));
  const through = new URL(city.url);
  through.port = String((line.address() as { port: number }).port);
  pool = connect(through.href, { max: 2 });
});
afterAll(async () => {
  await pool.close();
  await new Promise((done) => line.close(done));
  await city.close();
});

const HOW = {
  "its end": (socket: Socket) => socket.end(),
  "a reset": (socket: Socket) => socket.resetAndDestroy(),
};
const cut = (how: (socket: Socket) => void) => {
  for (const socket of open) how(socket);
};
const sleeping = async () => {
  const [row] = await city.owner.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'PgSleep'`;
  return row?.n;
};
const written = async () => (await city.owner.sql<{ what: string }[]>`SELECT what FROM written`).map((r) => r.what);
/** The driver gives a connection that does not open ten seconds: one that was left unable to shows within half of them. */
const inTime = <T>(work: Promise<T>) =>
  Promise.race([
    work,
    new Promise((_, fail) => setTimeout(() => fail(new Error("no answer in five seconds")), 5000).unref()),
  ]);

for (const [name, how] of Object.entries(HOW)) {
  test(`a transaction that waits for an answer fails with ${name} of its connection, and the next ones work at once`, async () => {
    const running = Array.from({ length: 2 }, () =>
      pool.db.transaction(async (tx) => {
        await tx.execute(sql`INSERT INTO written VALUES ('before the cut')`);
        await tx.execute(sql`SELECT pg_sleep(20)`);
      }),
    );
    const ends = Promise.allSettled(running);
    await until(async () => (await sleeping()) === 2, "both wait for an answer");
    cut(how);
    expect((await ends).map((end) => end.status === "rejected" && isUnreachable(end.reason))).toEqual([true, true]);
    for (let i = 0; i < 8; i += 1) await inTime(pool.db.transaction((tx) => tx.execute(sql`SELECT 1`)));
    expect(await written()).toEqual([]);
  });

  test(`nothing of a transaction is written after ${name} of its connection, though another connection is open by then`, async () => {
    const begun = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    let after: unknown;
    const running = pool.db.transaction(async (tx) => {
      await tx.execute(sql`SELECT 1`);
      begun.resolve();
      await held.promise;
      const nested = tx.transaction((inner) => inner.execute(sql`INSERT INTO written VALUES ('in a savepoint')`));
      await nested.catch(() => {});
      await tx.execute(sql`INSERT INTO written VALUES ('after the cut')`).catch((error) => {
        after = error;
      });
    });
    const ends = Promise.allSettled([running]);
    await begun.promise;
    cut(how);
    await Promise.all(Array.from({ length: 4 }, () => inTime(pool.sql`SELECT 1`)));
    held.resolve();
    const [end] = await ends;
    expect(end?.status === "rejected" && isUnreachable(end.reason)).toBe(true);
    await until(async () => isUnreachable(after), "the work is told that its transaction is over");
    expect(await written()).toEqual([]);
  });
}

test("a refusal inside a transaction is still rolled back and handed on", async () => {
  const refused = pool.db.transaction(async (tx) => {
    await tx.execute(sql`INSERT INTO written VALUES ('then refused')`);
    throw new Error("no");
  });
  await expect(refused).rejects.toThrow("no");
  expect(await written()).toEqual([]);
});
