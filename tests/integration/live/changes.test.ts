import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../../src/db/client.ts";
import type { Session } from "../../../src/server/auth/session.ts";
import { watchDatabase } from "../../../src/server/database-watch.ts";
import { OpenStreams } from "../../../src/server/door/open-streams.ts";
import { openLive, REMEMBERED_MS } from "../../../src/server/live.ts";
import type { Runtime } from "../../../src/server/runtime.ts";
import { appRouter } from "../../../src/server/trpc/router.ts";
import { aCity, type City } from "../../support/city.ts";
import { until } from "../../support/until.ts";

let city: City;
let own: ReturnType<typeof connect>;
let live: Awaited<ReturnType<typeof openLive>>;
/** How long the process of `live` has been up. */
let upMs = 0;
beforeAll(async () => {
  city = await aCity();
  own = connect(city.url, { max: 3, name: "live" });
  live = await openLive(own.sql, () => upMs);
});
afterAll(async () => {
  await live.close();
  await own.close();
  await city.close();
});

/** The first topic that a stream yields. */
async function firstOf(topics: readonly string[], missedMs?: number): Promise<string | undefined> {
  const stop = new AbortController();
  for await (const topic of live.changes(topics, stop.signal, missedMs)) {
    stop.abort();
    return topic;
  }
  return undefined;
}
/** The first word of a subscription to the desk's topic whose page was read so long ago. */
async function firstOfPage(ageMs: number, lastEventId?: string): Promise<string> {
  const runtime = {
    now: async () => city.clock.now(),
    live,
    db: city.app.db,
    streams: new OpenStreams(),
    database: watchDatabase(async () => {}),
    security: { note: async () => {} },
  } as unknown as Runtime;
  const { actor } = city.ctxFor("DESK", { userId: city.places[0].clerk });
  const session = { userId: city.places[0].clerk, name: "", hasSecondFactor: true, hasFirstPassword: false };
  const caller = appRouter.createCaller({
    runtime,
    session: async (): Promise<Session> => ({ ...session, actors: { DESK: actor } }),
    requestId: "test",
    address: "10.0.0.1",
  });
  const readMs = city.clock.now() - ageMs;
  const stream = await caller.live.changes({ topics: ["desk"], readMs, lastEventId });
  for await (const event of stream) return (event as unknown as [id: string, topic: string])[1];
  throw new Error("the stream ended");
}

test("a change while a page waited for its stream is told when the stream opens; without the wait only new ones are", async () => {
  upMs = 100_000;
  const heard = firstOf(["desk"]);
  await live.announce("desk", "dispatch");
  expect(await heard).toBe("desk");
  upMs = 130_000;
  expect(await firstOf(["desk"], 30_000)).toBe("desk");
  const next = firstOf(["desk", "dispatch"]);
  const later = firstOf(["desk", "dispatch"], 29_000);
  const others = firstOf(["cycle:none", "dispatch"], 0);
  await live.announce("dispatch");
  expect([await next, await later, await others]).toEqual(["dispatch", "dispatch", "dispatch"]);
});

test("a page that was read before what is remembered, or before the process was there, is told to read again", async () => {
  upMs = 200_000;
  expect(await firstOf(["cycle:none"], REMEMBERED_MS + 1)).toBe("*");
  const young = await openLive(own.sql, () => upMs);
  const stop = new AbortController();
  for await (const topic of young.changes(["cycle:none"], stop.signal, 1000)) {
    expect(topic).toBe("*");
    stop.abort();
    break;
  }
  await young.close();
});

test("after its process lost the connection that it listens on, an open stream is told to read again, and then hears on", async () => {
  const told: string[] = [];
  const stop = new AbortController();
  const reading = (async () => {
    for await (const topic of live.changes(["desk"], stop.signal)) if (told.push(topic) === 2) break;
  })();
  await city.owner.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'live' AND query ILIKE 'listen%'`;
  await until(async () => told.length === 1, "the stream is told");
  await live.announce("desk");
  await reading;
  stop.abort();
  expect(told).toEqual(["*", "desk"]);
});

test("over the API the page's own time by the server's clock decides, and a client that comes back reads everything again", async () => {
  upMs = 300_000;
  const heard = firstOf(["desk"]);
  await live.announce("desk");
  expect(await heard).toBe("desk");
  upMs = 320_000;
  expect(await firstOfPage(20_000)).toBe("desk");
  expect(await firstOfPage(61_000)).toBe("*");
  expect(await firstOfPage(5 * 3_600_000)).toBe("*");
  expect(await firstOfPage(0, "1-1")).toBe("*");
});
