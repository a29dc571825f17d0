import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { assignments, auditEvents, sessions, users } from "../../../src/db/schema/index.ts";
import { type Accounts, accountsOf } from "../../../src/server/auth/accounts.ts";
import { type Auth, createAuth } from "../../../src/server/auth/auth.ts";
import { loadSession } from "../../../src/server/auth/session.ts";
import { hasDesk, makeFirstDesk, recoverDesk } from "../../../src/server/usecases/staff/first-desk.ts";
import { codeOf } from "../../support/authenticator.ts";
import { aCity, type City } from "../../support/city.ts";

const SECRET = "s3cret-of-this-test-and-of-no-other-one";
const SITE = "http://127.0.0.1:3000";
const LIN = { name: "林晓岚", username: "lin" };

let city: City;
let auth: Connection;
let library: Auth;
let accounts: Accounts;
beforeEach(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 4 });
  library = createAuth({ db: auth.db, secret: SECRET, publicUrl: SITE, sendSms: async () => {}, heard: () => false });
  accounts = accountsOf(auth.db, { secret: SECRET });
  // A city of which nobody holds the desk yet.
  await city.owner.db.delete(assignments).where(eq(assignments.role, "DESK"));
});
afterEach(async () => {
  await auth.close();
  await city.close();
});
const ctx = () => city.ctxFor("SYS");

async function post(step: string, body: Record<string, string>, cookie = "") {
  const headers = { "content-type": "application/json", origin: SITE, cookie };
  const request = new Request(`${SITE}/api/auth${step}`, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await library.handler(request);
  const kept = answer.headers.getSetCookie().map((c) => c.split(";")[0]);
  return { status: answer.status, cookie: kept.join("; "), body: await answer.json() };
}
const keyOf = (uri: string) => new URL(uri).searchParams.get("secret") ?? "";

test("the first desk signs in with what it was told: password, the authenticator's code, and then nothing but a new password", async () => {
  expect(await hasDesk(ctx())).toBe(false);
  const told = await makeFirstDesk(ctx(), LIN, accounts);
  expect(await hasDesk(ctx())).toBe(true);
  const first = await post("/sign-in/username", { username: "lin", password: told.password });
  expect(first).toMatchObject({ status: 200, body: { twoFactorRedirect: true } });
  const code = await codeOf(keyOf(told.uri));
  expect(
    (await post("/two-factor/verify-totp", { code: code === "000000" ? "000001" : "000000" }, first.cookie)).status,
  ).toBe(401);
  expect((await post("/two-factor/verify-totp", { code }, first.cookie)).status).toBe(200);
  const [user] = await city.owner.db.select().from(users).where(eq(users.username, "lin"));
  const session = await loadSession(city.app.db, user!.id, "factor");
  expect(session).toMatchObject({ hasSecondFactor: true, hasFirstPassword: true, actors: { DESK: { role: "DESK" } } });
});

test("a spare code lets the desk in when the phone is lost", async () => {
  const told = await makeFirstDesk(ctx(), LIN, accounts);
  const first = await post("/sign-in/username", { username: "lin", password: told.password });
  const code = told.backupCodes[3]!;
  expect((await post("/two-factor/verify-backup-code", { code }, first.cookie)).status).toBe(200);
  expect((await post("/two-factor/verify-backup-code", { code }, first.cookie)).status).not.toBe(200);
});

test("there is one first desk: a second is refused, and of ten at once one holds it", async () => {
  const both = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => makeFirstDesk(ctx(), { name: "某人", username: `desk${i}` }, accounts)),
  );
  expect(both.filter((b) => b.status === "fulfilled")).toHaveLength(1);
  expect(await city.owner.db.select().from(assignments).where(eq(assignments.role, "DESK"))).toHaveLength(1);
  await expect(makeFirstDesk(ctx(), LIN, accounts)).rejects.toMatchObject({ detail: { kind: "desk_exists" } });
});

test("killed before the role was given, the same call makes the desk and tells a password that holds", async () => {
  const dies: Accounts = { ...accounts, layFactor: () => Promise.reject(new Error("killed")) };
  await expect(makeFirstDesk(ctx(), LIN, dies)).rejects.toThrow("killed");
  expect(await hasDesk(ctx())).toBe(false);
  const told = await makeFirstDesk(ctx(), LIN, accounts);
  expect((await post("/sign-in/username", { username: "lin", password: told.password })).status).toBe(200);
});

test("the desk never goes to a stranger who has the user name and a password of his own", async () => {
  const [stranger] = await city.owner.db
    .insert(users)
    .values({ id: crypto.randomUUID() as never, name: "别人", email: "x@phone.invalid", username: "lin" })
    .returning();
  await expect(makeFirstDesk(ctx(), LIN, accounts)).rejects.toMatchObject({ detail: { kind: "name_taken" } });
  expect((await loadSession(city.app.db, stranger!.id, "factor"))?.actors.DESK).toBeUndefined();
});

test("a desk that is locked out gets back in from the server's shell, on record; what it had opens nothing any more", async () => {
  const old = await makeFirstDesk(ctx(), LIN, accounts);
  await post("/sign-in/username", { username: "lin", password: old.password });
  const [user] = await city.owner.db.select().from(users).where(eq(users.username, "lin"));
  await city.owner.db.insert(sessions).values({
    id: crypto.randomUUID(),
    token: "t",
    userId: user!.id,
    expiresAt: new Date(Date.now() + 60_000),
  });
  const told = await recoverDesk(ctx(), { username: "lin", by: "root" }, accounts);
  expect((await post("/sign-in/username", { username: "lin", password: old.password })).status).toBe(401);
  expect(await city.owner.db.select().from(sessions).where(eq(sessions.userId, user!.id))).toEqual([]);
  const first = await post("/sign-in/username", { username: "lin", password: told.password });
  const stale = await codeOf(keyOf(old.uri));
  expect((await post("/two-factor/verify-totp", { code: stale }, first.cookie)).status).toBe(401);
  const code = await codeOf(keyOf(told.uri));
  expect((await post("/two-factor/verify-totp", { code }, first.cookie)).status).toBe(200);
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "desk.recovered"));
  expect(events).toMatchObject([{ subjectId: user!.id, data: { by: "root" } }]);
  await expect(recoverDesk(ctx(), { username: "nobody", by: "root" }, accounts)).rejects.toMatchObject({
    code: "not_found",
  });
});
