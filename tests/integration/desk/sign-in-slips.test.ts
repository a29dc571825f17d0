import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { auditEvents, authAccounts, signInSlips, users } from "../../../src/db/schema/index.ts";
import type { UserId } from "../../../src/domain/kernel/ids.ts";
import { ROLES } from "../../../src/domain/kernel/role.ts";
import { look } from "../../../src/server/act.ts";
import { accountsOf } from "../../../src/server/auth/accounts.ts";
import { createAuth } from "../../../src/server/auth/auth.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { checkBook } from "../../../src/server/usecases/city/keep-book.ts";
import { takeInBook } from "../../../src/server/usecases/city/take-in-book.ts";
import { workOnImport } from "../../../src/server/usecases/city/work-on-import.ts";
import { makeSlips } from "../../../src/server/usecases/staff/make-slips.ts";
import { listFirstSignIns } from "../../../src/server/views/desk/list-first-sign-ins.ts";
import { csvOf } from "../../support/a-book.ts";
import { aCity, type City } from "../../support/city.ts";

const SECRET = "x".repeat(40);
let city: City;
let auth: Connection;
beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 2 });
  const row = { place: "", grid: "", store: "", depot: "" };
  const files = [
    csvOf("staff", [
      { ...row, username: "s.chen", name: "陈美珍", role: "网格员", place: "C1", grid: "1" },
      { ...row, username: "s.chen", name: "陈美珍", role: "网格员", place: "C1", grid: "2" },
      { ...row, username: "s.lin", name: "林师傅", role: "司机" },
      { ...row, username: "s.wu", name: "吴调度", role: "调度" },
    ]),
  ];
  const work = (job: Parameters<typeof workOnImport>[1]) => workOnImport(city.ctxFor("SYS"), job, estimateOnly);
  const answer = await checkBook(desk(), { datum: "wgs84", files }, work);
  if (!("importId" in answer)) throw new Error(JSON.stringify(answer));
  await takeInBook(desk(), answer, work);
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

const desk = () => city.ctxFor("DESK", { userId: city.places[0].clerk });
const reset = (id: UserId) => accountsOf(auth.db, { secret: SECRET }).reset(id);
const waiting = () => listFirstSignIns(desk());
const personOf = async (username: string) => (await waiting()).find((w) => w.username === username)!;
const library = () =>
  createAuth({
    db: auth.db,
    secret: SECRET,
    publicUrl: "http://127.0.0.1:3000",
    sendSms: async () => {},
    heard: () => false,
  });
const signIn = (username: string, password: string) => library().api.signInUsername({ body: { username, password } });

test("whoever came with a list is waited for, with all that he does, and cannot sign in before he has a slip", async () => {
  const seen = (await waiting()).map((w) => [w.username, w.told, w.madeMs, w.works.map((x) => [x.role, x.gridNumber])]);
  expect(seen).toHaveLength(3);
  expect(seen).toEqual(
    expect.arrayContaining([
      [
        "s.chen",
        false,
        null,
        [
          ["GW", 1],
          ["GW", 2],
        ],
      ],
      ["s.wu", false, null, [["DIS", null]]],
      ["s.lin", false, null, [["DRV", null]]],
    ]),
  );
  await expect(signIn("s.lin", "")).rejects.toThrow();
});

test("a slip opens the account, is on record without its password, and the person leaves the list with a password of his own", async () => {
  const { userId } = await personOf("s.lin");
  const { slips, passedOver } = await makeSlips(desk(), { userIds: [userId], asOf: city.clock.now() }, reset);
  expect([slips.length, passedOver]).toEqual([1, 0]);
  const password = slips[0]!.password;
  expect((await signIn("s.lin", password))?.user.id).toBe(userId);
  expect(await personOf("s.lin")).toMatchObject({ told: true, madeMs: city.clock.now() });
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, userId));
  expect(events.map((e) => [e.kind, e.actor])).toEqual([["account.slip_made", city.places[0].clerk]]);
  expect(JSON.stringify(events.map((e) => e.data))).not.toContain(password);
  await city.owner.db.update(users).set({ firstPassword: false }).where(eq(users.id, userId));
  expect((await waiting()).map((w) => w.username)).not.toContain("s.lin");
  const late = await makeSlips(desk(), { userIds: [userId], asOf: city.clock.now() }, reset);
  expect(late).toEqual({ slips: [], passedOver: 1 });
  expect((await signIn("s.lin", password))?.user.id).toBe(userId);
});

test("of two clerks with the same list one makes the slip; a lost one is made again, and the first opens nothing", async () => {
  const { userId } = await personOf("s.chen");
  const asOf = city.clock.now();
  city.clock.pass(5);
  const both = await Promise.all([0, 1].map(() => makeSlips(desk(), { userIds: [userId], asOf }, reset)));
  expect(both.map((m) => m.slips.length).toSorted()).toEqual([0, 1]);
  const first = both.flatMap((m) => m.slips)[0]!.password;
  city.clock.pass(5);
  const again = await makeSlips(desk(), { userIds: [userId, userId], asOf: city.clock.now() }, reset);
  expect(again.passedOver).toBe(0);
  await expect(signIn("s.chen", first)).rejects.toThrow();
  expect((await signIn("s.chen", again.slips[0]!.password))?.user.id).toBe(userId);
});

test("killed between the record and the password, the person stands on the list as told, and the next slip opens", async () => {
  const { userId } = await personOf("s.wu");
  const dying = () => Promise.reject(new Error("killed"));
  await expect(makeSlips(desk(), { userIds: [userId], asOf: city.clock.now() }, dying)).rejects.toThrow("killed");
  expect(await personOf("s.wu")).toMatchObject({ told: false, madeMs: city.clock.now() });
  city.clock.pass(5);
  const { slips } = await makeSlips(desk(), { userIds: [userId], asOf: city.clock.now() }, reset);
  expect((await signIn("s.wu", slips[0]!.password))?.user.id).toBe(userId);
});

test("a resident, the clerk himself, and somebody whose role has ended get no slip", async () => {
  const { userId } = await personOf("s.wu");
  await city.owner.sql`UPDATE assignments SET "to" = app_now() WHERE user_id = ${userId} AND "from" < app_now()`;
  const made = await makeSlips(
    desk(),
    {
      userIds: [userId, city.places[0].clerk, city.residentOf(city.places[0].grids[0].homes[0]!).actor.userId!],
      asOf: city.clock.now(),
    },
    reset,
  );
  expect(made).toEqual({ slips: [], passedOver: 3 });
});

test("who has not signed in is the desk's to see alone", async () => {
  for (const role of ROLES) {
    const ctx = city.ctxFor(role);
    const seen = await look(ctx, (tx) => tx.execute(sql`SELECT * FROM first_sign_ins()`));
    expect(seen.length > 0, role).toBe(role === "DESK");
    const slips = await look(ctx, (tx) => tx.select().from(signInSlips));
    expect(slips.length > 0, role).toBe(role === "DESK");
  }
});

test("a slip that was not used for 14 days opens nothing and is shown as run out, and the next one opens from then on", async () => {
  const { userId } = await personOf("s.chen");
  const slip = async () => {
    city.clock.pass(5);
    const { slips } = await makeSlips(desk(), { userIds: [userId], asOf: city.clock.now() }, reset);
    return slips[0]!.password;
  };
  const lie = (days: number) =>
    city.owner.db
      .update(authAccounts)
      .set({ updatedAt: sql`now() - make_interval(days => ${days}::int)` })
      .where(eq(authAccounts.userId, userId));
  const first = await slip();
  await lie(13);
  expect((await signIn("s.chen", first))?.user.id).toBe(userId);
  expect(await personOf("s.chen")).toMatchObject({ told: true, ranOut: false });
  await lie(15);
  expect(await personOf("s.chen")).toMatchObject({ told: true, ranOut: true });
  await expect(signIn("s.chen", first)).rejects.toMatchObject({ body: { code: "FIRST_PASSWORD_OVER" } });
  // Who guesses wrong is not told that there is anything to guess.
  await expect(signIn("s.chen", "not the password")).rejects.toMatchObject({
    body: { code: "INVALID_USERNAME_OR_PASSWORD" },
  });
  const second = await slip();
  expect(await personOf("s.chen")).toMatchObject({ told: true, ranOut: false });
  expect((await signIn("s.chen", second))?.user.id).toBe(userId);
  // Whoever has chosen one of his own keeps it as long as he likes.
  await city.owner.db.update(users).set({ firstPassword: false }).where(eq(users.id, userId));
  await lie(400);
  expect((await signIn("s.chen", second))?.user.id).toBe(userId);
});
