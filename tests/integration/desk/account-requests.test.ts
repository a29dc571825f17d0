import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AskForAccountInput } from "../../../src/contract/accounts.ts";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { accountRequests, auditEvents, sessions, twoFactors } from "../../../src/db/schema/index.ts";
import type { AccountRequestId, UserId } from "../../../src/domain/kernel/ids.ts";
import { act } from "../../../src/server/act.ts";
import { type Accounts, accountsOf } from "../../../src/server/auth/accounts.ts";
import { loadSession } from "../../../src/server/auth/session.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { askForAccount, confirmAccount, withdrawAccount } from "../../../src/server/usecases/staff/account-requests.ts";
import { inviteStaff } from "../../../src/server/usecases/staff/invite-staff.ts";
import { listAccountRequests } from "../../../src/server/views/desk/list-account-requests.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
let auth: Connection;
let accounts: Accounts;
let [one, two]: [Ctx, Ctx] = [] as never;
beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 2 });
  accounts = accountsOf(auth.db, { secret: "a-secret-of-this-test-and-no-other-one" });
  const desks = ["desk.one", "desk.two"].map(async (username) => {
    const { userId } = await inviteStaff(
      city.ctxFor("DESK"),
      { name: username, username, role: "DESK" },
      accounts.make,
    );
    return city.ctxFor("DESK", { userId });
  });
  [one, two] = (await Promise.all(desks)) as [Ctx, Ctx];
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

/** Dispatch, with a second factor and an open session. */
async function aDispatcher(username: string): Promise<UserId> {
  const { userId } = await inviteStaff(city.ctxFor("DESK"), { name: username, username, role: "DIS" }, accounts.make);
  await accounts.layFactor(userId, username);
  const expiresAt = new Date(Date.now() + 3_600_000);
  await city.owner.db
    .insert(sessions)
    .values({ id: randomUUID(), userId, token: randomUUID(), expiresAt, proof: "factor" });
  return userId;
}
const key = () => randomUUID() as AccountRequestId;
const wish = (username: string, more: Partial<AskForAccountInput> = {}): AskForAccountInput => ({
  requestId: key(),
  username,
  act: "password",
  reason: "当面见到本人",
  ...more,
});
const refused = (kind: string) =>
  expect.objectContaining({
    detail: expect.objectContaining(kind.startsWith("guard.") ? { guard: kind.slice(6) } : { kind }),
  });
const openSessions = async (userId: UserId) =>
  (await city.owner.db.select().from(sessions).where(eq(sessions.userId, userId))).length;

test("a lost password is replaced when another one of the desk confirms, who is told the new one once; sessions end", async () => {
  const userId = await aDispatcher("dis.password");
  const asked = wish("dis.password");
  await askForAccount(one, asked);
  // Sent twice it is asked once, also by two at once.
  await Promise.all([askForAccount(one, asked), askForAccount(one, asked)]);
  expect(await listAccountRequests(one)).toMatchObject([{ mine: true, username: "dis.password", askedBy: "desk.one" }]);
  expect(await listAccountRequests(two)).toMatchObject([{ mine: false }]);
  await expect(confirmAccount(one, asked, accounts)).rejects.toEqual(refused("guard.second_person"));
  expect(await openSessions(userId)).toBe(1);

  const told = await confirmAccount(two, asked, accounts);
  expect(told).toMatchObject({ userId, username: "dis.password", act: "password" });
  expect(told.password).toHaveLength(14);
  expect(await openSessions(userId)).toBe(0);
  // The factor stays: a new password goes round no second step.
  expect(await city.owner.db.select().from(twoFactors).where(eq(twoFactors.userId, userId))).toHaveLength(1);
  await expect(confirmAccount(two, asked, accounts)).rejects.toEqual(refused("not_from_here"));
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, asked.requestId));
  expect(events.map((e) => [e.kind, e.actor])).toEqual([
    ["account_request.ask", one.actor.userId],
    ["account_request.confirm", two.actor.userId],
    ["account_request.finish", two.actor.userId],
  ]);
  expect(JSON.stringify(events.map((e) => e.data))).not.toContain(told.password);
});

test("a lost factor is taken away, and the next session does nothing but set up a new one", async () => {
  const userId = await aDispatcher("dis.factor");
  const asked = wish("dis.factor", { act: "factor" });
  await askForAccount(one, asked);
  expect(await confirmAccount(two, asked, accounts)).toMatchObject({ password: null });
  expect(await city.owner.db.select().from(twoFactors).where(eq(twoFactors.userId, userId))).toHaveLength(0);
  expect(await openSessions(userId)).toBe(0);
  expect(await loadSession(city.app.db, userId, "password")).toMatchObject({ hasSecondFactor: false });
});

test("killed while the account is changed, whoever confirmed goes on and nobody else does", async () => {
  await aDispatcher("dis.killed");
  const asked = wish("dis.killed");
  await askForAccount(one, asked);
  const dying = { ...accounts, reset: () => Promise.reject(new Error("killed")) };
  await expect(confirmAccount(two, asked, dying)).rejects.toThrow("killed");
  await expect(confirmAccount(one, asked, accounts)).rejects.toEqual(refused("not_from_here"));
  await expect(withdrawAccount(one, asked)).rejects.toEqual(refused("not_from_here"));
  expect((await confirmAccount(two, asked, accounts)).password).toHaveLength(14);
});

test("what is asked for again, about nobody, about oneself, or too late, is refused by name", async () => {
  await aDispatcher("dis.again");
  const asked = wish("dis.again");
  await askForAccount(one, asked);
  await expect(askForAccount(two, wish("dis.again"))).rejects.toEqual(refused("asked_already"));
  await expect(askForAccount(one, { ...asked, reason: "另一个原因" })).rejects.toEqual(refused("key_taken"));
  await expect(askForAccount(one, wish("nobody.here"))).rejects.toEqual(refused("no_such_staff"));
  const ofTwo = wish("desk.two");
  await askForAccount(one, ofTwo);
  await expect(confirmAccount(two, ofTwo, accounts)).rejects.toEqual(refused("guard.not_oneself"));
  await withdrawAccount(two, ofTwo);
  await expect(confirmAccount(two, { requestId: key() }, accounts)).rejects.toMatchObject({ code: "not_found" });

  city.clock.pass(86_400);
  await expect(confirmAccount(two, asked, accounts)).rejects.toEqual(refused("guard.asked_today"));
  expect(await listAccountRequests(two)).toEqual([]);
  // It makes room for whoever asks again.
  await askForAccount(two, wish("dis.again"));
});

test("not by SQL that is brought in either: nobody confirms what he asked, or signs with a colleague's name", async () => {
  await aDispatcher("dis.sql");
  const asked = wish("dis.sql");
  await askForAccount(one, asked);
  const mine = eq(accountRequests.id, asked.requestId);
  const set = (who: Ctx, decidedBy: UserId | null) =>
    act(who, (tx) => tx.update(accountRequests).set({ state: "confirmed", decidedBy }).where(mine));
  await expect(set(one, one.actor.userId)).rejects.toMatchObject({ cause: { code: "23514" } });
  await expect(set(one, two.actor.userId)).rejects.toMatchObject({ cause: { code: "42501" } });
});
