import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assignments, securityEvents, sessions, users } from "../../../src/db/schema/index.ts";
import type { AssignmentId, SessionId, UserId } from "../../../src/domain/kernel/ids.ts";
import { readEnv } from "../../../src/server/env.ts";
import { openRuntime, type Runtime } from "../../../src/server/runtime.ts";
import { appRouter } from "../../../src/server/trpc/router.ts";
import { endAssignment, inviteStaff } from "../../../src/server/usecases/staff/invite-staff.ts";
import { aCity, type City } from "../../support/city.ts";
import { until } from "../../support/until.ts";

const SITE = "http://127.0.0.1:3000";

let city: City;
/** Two processes of one city. */
let here: Runtime;
let there: Runtime;
beforeAll(async () => {
  city = await aCity();
  const env = readEnv({ DATABASE_URL: city.url, AUTH_SECRET: "x".repeat(40), DEMO: "1" });
  here = await openRuntime(env, "web");
  there = await openRuntime(env, "web");
});
afterAll(async () => {
  await here.close();
  await there.close();
  await city.close();
});

let n = 0;
/** Somebody of the city desk's staff, signed in with a password of his own. */
async function somebody(role: "GW" | "AUD") {
  n += 1;
  const username = `person${n}`;
  const place = role === "GW" ? { communityId: city.places[0].id, gridNumber: 1 } : {};
  const invited = await inviteStaff(
    city.ctxFor("DESK"),
    { name: "林文彬", username, role, ...place },
    here.accounts.make,
  );
  await city.owner.db.update(users).set({ firstPassword: false }).where(eq(users.id, invited.userId));
  const signIn = () => post("/sign-in/username", { username, password: invited.password ?? "" });
  return { ...invited, signIn, headers: await signIn() };
}
async function post(step: string, body: Record<string, string>, cookie = ""): Promise<Headers> {
  const headers = { "content-type": "application/json", origin: SITE, cookie };
  const asked = new Request(`${SITE}/api/auth${step}`, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await here.auth.handler(asked);
  return new Headers({
    cookie: answer.headers
      .getSetCookie()
      .map((c) => c.split(";")[0])
      .join("; "),
  });
}
/** A stream that somebody has open in a process; `isOver` once the server has ended it. */
async function listen(runtime: Runtime, headers: Headers, topic: string) {
  // Known before it begins, so that it has begun when the caller goes on.
  expect(await runtime.sessionOf(headers)).not.toBeNull();
  const ctx = { runtime, session: () => runtime.sessionOf(headers), requestId: "test", address: "10.0.0.1" };
  const stream = await appRouter.createCaller(ctx).live.changes({ topics: [topic], readMs: Date.now() });
  const state = { isOver: false };
  const read = async () => {
    for await (const _ of stream);
    state.isOver = true;
  };
  void read();
  return state;
}
const rolesOf = async (runtime: Runtime, headers: Headers) =>
  Object.keys((await runtime.sessionOf(headers))?.actors ?? {});

test("somebody sees where he is signed in, without addresses or tokens, and ends one of them or all others, in every process at once", async () => {
  const gw = await somebody("GW");
  const [phone, desk, third] = [gw.headers, await gw.signIn(), await gw.signIn()];
  const other = await somebody("GW");
  const idOf = async (headers: Headers) => (await here.auth.readSession(headers))?.session.id as SessionId;
  const listed = async (headers: Headers) => here.ownSessions.list(gw.userId, await idOf(headers));
  const seen = await listed(desk);
  expect(seen.map((one) => one.isThis)).toEqual([true, false, false]);
  expect(Object.keys(seen[0]!).toSorted()).toEqual(["device", "id", "isThis", "seenMs", "sinceMs"]);
  expect(seen[0]!.id).toBe(await idOf(desk));

  const callAs = async (headers: Headers) =>
    appRouter.createCaller({
      runtime: here,
      session: () => here.sessionOf(headers),
      requestId: "test",
      address: "10.0.0.1",
    });
  // A neighbour's session is not ended, by whatever id, and his list is not touched.
  await (await callAs(other.headers)).people.endSession({ sessionId: await idOf(phone) });
  expect(await rolesOf(there, phone)).toEqual(["GW"]);
  const stream = await listen(there, phone, `grid:${city.places[0].grids[0].id}`);
  await (await callAs(desk)).people.endSession({ sessionId: await idOf(phone) });
  await until(async () => stream.isOver, "the stream of the other device is over");
  expect(await there.sessionOf(phone)).toBeNull();
  expect(await listed(desk)).toHaveLength(2);

  await (await callAs(desk)).people.endOtherSessions({ keep: await idOf(desk) });
  await until(async () => (await there.sessionOf(third)) === null, "the third device is signed out");
  expect((await listed(desk)).map((one) => one.isThis)).toEqual([true]);
  expect(await rolesOf(there, desk)).toEqual(["GW"]);
  expect(await rolesOf(there, other.headers)).toEqual(["GW"]);

  // What is over by its time is no place where he is signed in.
  await city.owner.db
    .update(sessions)
    .set({ seenAt: sql`now() - interval '7 hours'` })
    .where(eq(sessions.userId, gw.userId));
  expect(await here.ownSessions.list(gw.userId, seen[0]!.id)).toEqual([]);
});

test("signing out, in one process, ends calls and streams in every other one at once", async () => {
  const gw = await somebody("GW");
  expect(await rolesOf(there, gw.headers)).toEqual(["GW"]);
  const stream = await listen(there, gw.headers, `grid:${city.places[0].grids[0].id}`);
  await post("/sign-out", {}, gw.headers.get("cookie") ?? "");
  // No timer ends a stream: it is over because the other process was told, and read the session anew.
  await until(async () => stream.isOver, "the stream is over");
  expect(await there.sessionOf(gw.headers)).toBeNull();
});

test("a role that ends, and an account that is shut, are felt at once; a stream that may go on goes on", async () => {
  const gw = await somebody("GW");
  const second = await inviteStaff(
    city.ctxFor("DESK"),
    { name: "林文彬", username: gw.username, role: "COM", communityId: city.places[0].id },
    here.accounts.make,
  );
  expect(second.userId).toBe(gw.userId);
  const grid = await listen(there, gw.headers, `grid:${city.places[0].grids[0].id}`);
  const place = await listen(there, gw.headers, `community:${city.places[0].id}`);
  const [role] = await city.owner.db.select().from(assignments).where(sql`user_id = ${gw.userId} AND role = 'GW'`);
  city.clock.pass(1);
  await endAssignment(city.ctxFor("DESK"), { assignmentId: role?.id as AssignmentId });
  await until(async () => grid.isOver && (await rolesOf(there, gw.headers)).join() === "COM", "the role is over");
  expect(place.isOver).toBe(false);
  await city.owner.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, gw.userId));
  await until(async () => place.isOver && (await there.sessionOf(gw.headers)) === null, "shut");
  expect((await gw.signIn()).get("cookie")).not.toContain("session_token");
});

test("a session of staff is over after hours with nobody there, and at the end of a long day all the same", async () => {
  const aud = await somebody("AUD");
  const age = async (set: { seenAt?: string; createdAt?: string }) => {
    const [row] = await city.owner.db.select().from(sessions).where(eq(sessions.userId, aud.userId));
    for (const [column, ago] of Object.entries(set))
      await city.owner
        .sql`UPDATE sessions SET ${city.owner.sql(column === "seenAt" ? "seen_at" : "created_at")} = now() - ${ago}::interval WHERE user_id = ${aud.userId}`;
    await there.forget(aud.userId as UserId);
    await here.forget(aud.userId as UserId);
    return row;
  };
  await age({ seenAt: "5 hours" });
  expect(await rolesOf(here, aud.headers)).toEqual(["AUD"]);
  // Being there was written down.
  expect((await age({}))?.seenAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
  await age({ seenAt: "7 hours" });
  expect(await here.sessionOf(aud.headers)).toBeNull();
  const again = await aud.signIn();
  await age({ seenAt: "1 minute", createdAt: "13 hours" });
  expect(await here.sessionOf(again)).toBeNull();
  expect(await city.owner.db.select().from(sessions).where(eq(sessions.userId, aud.userId))).toEqual([]);
});

test("who came in and who guessed is counted, and so is whoever asks for what no role of his opens", async () => {
  const aud = await somebody("AUD");
  await post("/sign-in/username", { username: `person${n}`, password: "a wrong one" });
  const ctx = { runtime: here, session: () => here.sessionOf(aud.headers), requestId: "test", address: "10.0.0.1" };
  await expect(appRouter.createCaller(ctx).cycles.publish({ cycleId: city.cycleId })).rejects.toThrow("forbidden");
  const counted = () =>
    city.owner.db
      .select({ kind: securityEvents.kind, step: securityEvents.step, times: securityEvents.times })
      .from(securityEvents)
      .where(eq(securityEvents.userId, aud.userId))
      .orderBy(securityEvents.kind);
  await until(async () => (await counted()).length === 3, "counted after the answers");
  expect(await counted()).toEqual([
    { kind: "failed", step: "/sign-in/username", times: 1 },
    { kind: "out_of_scope", step: "cycles.publish", times: 1 },
    { kind: "signed_in", step: "/sign-in/username", times: 1 },
  ]);
});
