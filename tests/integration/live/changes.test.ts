import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../../src/db/client.ts";
import { openLive } from "../../../src/server/live.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
let own: ReturnType<typeof connect>;
let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  city = await aCity();
  own = connect(city.url, { max: 2, name: "live" });
  live = await openLive(own.sql);
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

test("a change while a page waited for its stream is told when the stream opens; without the wait only new ones are", async () => {
  const heard = firstOf(["desk"]);
  await live.announce("desk", "dispatch");
  expect(await heard).toBe("desk");
  expect(await firstOf(["desk"], 30_000)).toBe("desk");
  const next = firstOf(["desk", "dispatch"]);
  const others = firstOf(["cycle:none", "dispatch"], 0);
  await live.announce("dispatch");
  expect([await next, await others]).toEqual(["dispatch", "dispatch"]);
});
