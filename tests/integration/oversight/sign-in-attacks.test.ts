import { createHmac } from "node:crypto";
import { createOTP } from "@better-auth/utils/otp";
import { symmetricEncrypt } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { sessions, twoFactors, users } from "../../../src/db/schema/index.ts";
import type { UserId } from "../../../src/domain/kernel/ids.ts";
import { type Accounts, accountsOf } from "../../../src/server/auth/accounts.ts";
import { type Auth, CLIENT_ADDRESS_HEADER, createAuth } from "../../../src/server/auth/auth.ts";
import { encryptFactorsAnew, type Secrets } from "../../../src/server/auth/secrets.ts";
import { actAs, loadSession } from "../../../src/server/auth/session.ts";
import { inviteStaff } from "../../../src/server/usecases/staff/invite-staff.ts";
import { aCity, type City } from "../../support/city.ts";

const SECRET = "s3cret-of-this-test-and-of-no-other-one";
const SITE = "http://127.0.0.1:3000";

let city: City;
let auth: Connection;
let library: Auth;
let accounts: Accounts;
const sent = new Map<string, string>();
beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 4 });
  library = under({ secret: SECRET });
  accounts = accountsOf(auth.db, { secret: SECRET });
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

const sendSms = async (phone: string, words: string) => void sent.set(phone, /\d{6}/.exec(words)?.[0] ?? "");
const under = (secrets: Secrets) =>
  createAuth({ ...secrets, db: auth.db, publicUrl: SITE, sendSms, heard: () => false });

let asked = 0;
/** Every call comes from an address of its own: what is limited by address is another test's matter. */
async function post(step: string, body: Record<string, unknown>, cookie = "") {
  asked += 1;
  const from = `10.1.${Math.floor(asked / 250)}.${asked % 250}`;
  const headers = { "content-type": "application/json", origin: SITE, cookie, [CLIENT_ADDRESS_HEADER]: from };
  const request = new Request(`${SITE}/api/auth${step}`, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await library.handler(request);
  const kept = answer.headers.getSetCookie().flatMap((c) => (/max-age=0/i.test(c) ? [] : [c.split(";")[0] ?? ""]));
  return { status: answer.status, cookie: kept.join("; "), body: (await answer.json()) as Record<string, unknown> };
}
async function byPhone(phoneNumber: string) {
  await post("/phone-number/send-otp", { phoneNumber });
  return post("/phone-number/verify", { phoneNumber, code: sent.get(phoneNumber) ?? "" });
}
/** What the person of these cookies may do, as the program would read it. */
async function sessionOf(cookie: string) {
  const found = await library.readSession(new Headers({ cookie }));
  if (!found) return null;
  const [row] = await city.owner.db.select().from(sessions).where(eq(sessions.token, found.session.token));
  return loadSession(city.app.db, found.user.id as UserId, row!.proof);
}
const keyOf = (uri: string) => {
  const bits = [...(new URL(uri).searchParams.get("secret") ?? "")].map((c) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"),
  );
  return Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2))).toString();
};
/** Somebody who holds the desk, with a password of his own and no second factor yet. */
async function aDesk(username: string) {
  const invited = await inviteStaff(city.ctxFor("DESK"), { name: "林晓岚", username, role: "DESK" }, accounts.make);
  const entered = await post("/sign-in/username", { username, password: invited.password });
  const password = `brick lantern ${username.length} river`;
  const changed = await post(
    "/change-password",
    { currentPassword: invited.password, newPassword: password, revokeOtherSessions: true },
    entered.cookie,
  );
  return { userId: invited.userId, username, password, cookie: changed.cookie };
}
async function enrol(desk: { password: string; cookie: string }) {
  const told = await post("/two-factor/enable", { password: desk.password }, desk.cookie);
  const key = keyOf(String(told.body.totpURI));
  const code = await createOTP(key).totp();
  const done = await post("/two-factor/verify-totp", { code }, desk.cookie);
  return { key, code, done, backupCodes: told.body.backupCodes as string[] };
}

test("the desk acts in the session in which it showed its second factor, and in no other", async () => {
  const desk = await aDesk("desk.one");
  const before = await sessionOf(desk.cookie);
  expect(() => actAs(before, ["DESK"])).toThrow("second_factor_required");
  const other = await post("/sign-in/username", { username: desk.username, password: desk.password });
  const { done, key } = await enrol(desk);
  expect(done.status).toBe(200);
  expect(actAs(await sessionOf(done.cookie), ["DESK"]).role).toBe("DESK");
  // The session on another device is from before, and is none any more; neither is the one that enrolled.
  expect(await sessionOf(other.cookie)).toBeNull();
  expect(await sessionOf(desk.cookie)).toBeNull();
  // Changing the password keeps what was shown.
  const newer = { currentPassword: desk.password, newPassword: "yet another one", revokeOtherSessions: true };
  const changed = await post("/change-password", newer, done.cookie);
  expect(actAs(await sessionOf(changed.cookie), ["DESK"]).role).toBe("DESK");
  const again = await post("/sign-in/username", { username: desk.username, password: "yet another one" });
  expect(again.body.twoFactorRedirect).toBe(true);
  expect(await sessionOf(again.cookie)).toBeNull();
  const next = await createOTP(key).hotp(Math.floor(Date.now() / 30_000) + 1);
  const entered = await post("/two-factor/verify-totp", { code: next }, again.cookie);
  expect(actAs(await sessionOf(entered.cookie), ["DESK"]).role).toBe("DESK");
});

test("a password that anybody would guess is taken from nobody: common ones, one's own names, the city's", async () => {
  const desk = await aDesk("gao.meizhen");
  const change = (newPassword: string) =>
    post("/change-password", { currentPassword: desk.password, newPassword, revokeOtherSessions: true }, desk.cookie);
  const easy = [
    ..."password12 1234567890 qwertyuiop aaaaaaaaaa a123456789 abcd123456 1qaz2wsx3edc woaini1314520".split(" "),
    ...[
      "windy lantern MEIZHEN river",
      "brick 林晓岚 river lantern",
      "brick river Baogong lantern",
      "泉州 brick river lantern",
    ],
  ];
  for (const password of easy)
    expect(await change(password), password).toMatchObject({ status: 400, body: { code: "PASSWORD_EASY" } });
  expect((await change("windy gate paper crane")).status).toBe(200);
});

test("a phone that belongs to the account opens no role of staff, with its code alone", async () => {
  const desk = await aDesk("desk.two");
  await enrol(desk);
  // As the attack left it: a number on the account of the desk.
  await city.owner.db.update(users).set({ phoneNumber: "13900005678" }).where(eq(users.id, desk.userId));
  const entered = await byPhone("13900005678");
  expect(entered.status).toBe(200);
  const session = await sessionOf(entered.cookie);
  expect(session?.userId).toBe(desk.userId);
  expect(Object.keys(session?.actors ?? {})).toEqual(["RES"]);
  expect(() => actAs(session, ["DESK"])).toThrow("forbidden");
  // Nor can the codes of its authenticator be guessed in there.
  for (let i = 0; i < 3; i += 1) {
    const guess = await post("/two-factor/verify-totp", { code: String(100_000 + i) }, entered.cookie);
    expect(guess).toMatchObject({ status: 401, body: { code: "SIGN_IN_AGAIN" } });
  }
});

test("a resident cannot take a user name, and a role never goes to an account that has taken one", async () => {
  const resident = await byPhone("13900001111");
  expect((await post("/update-user", { username: "newdesk" }, resident.cookie)).status).toBe(404);
  const { id } = resident.body.user as { id: UserId };
  await city.owner.db.update(users).set({ username: "newdesk" }).where(eq(users.id, id));
  const invite = inviteStaff(city.ctxFor("DESK"), { name: "新", username: "newdesk", role: "DESK" }, accounts.make);
  await expect(invite).rejects.toMatchObject({ code: "refused", detail: { kind: "name_taken" } });
  expect((await loadSession(city.app.db, id, "factor"))?.actors.DESK).toBeUndefined();
});

test("an authenticator's code is used once, also by two at once", async () => {
  const desk = await aDesk("desk.three");
  const { key, code } = await enrol(desk);
  const first = () => post("/sign-in/username", { username: desk.username, password: desk.password });
  // The code that set the factor up is used.
  expect((await post("/two-factor/verify-totp", { code }, (await first()).cookie)).status).toBe(401);
  const next = await createOTP(key).hotp(Math.floor(Date.now() / 30_000) + 1);
  const [a, b] = [await first(), await first()];
  const both = await Promise.all([a, b].map(({ cookie }) => post("/two-factor/verify-totp", { code: next }, cookie)));
  expect(both.map((x) => x.status).sort()).toEqual([200, 401]);
});

test("a spare code and the code of a text message are used once, also by two at once", async () => {
  const desk = await aDesk("desk.four");
  const { backupCodes } = await enrol(desk);
  const first = () => post("/sign-in/username", { username: desk.username, password: desk.password });
  const [a, b] = [await first(), await first()];
  const code = backupCodes[0] ?? "";
  const spare = await Promise.all([a, b].map(({ cookie }) => post("/two-factor/verify-backup-code", { code }, cookie)));
  expect(spare.filter((x) => x.status === 200)).toHaveLength(1);
  expect((await post("/two-factor/verify-backup-code", { code }, (await first()).cookie)).status).toBe(401);

  const phoneNumber = "13900002222";
  await post("/phone-number/send-otp", { phoneNumber });
  const told = { phoneNumber, code: sent.get(phoneNumber) ?? "" };
  const text = await Promise.all([1, 2, 3].map(() => post("/phone-number/verify", told)));
  expect(text.filter((x) => x.status === 200)).toHaveLength(1);
  expect((await post("/phone-number/verify", told)).status).not.toBe(200);
});

test("AUTH_SECRET is replaced without locking anybody out: sessions, half a sign-in, a second factor and an invitation go on", async () => {
  const resident = await byPhone("13900003333");
  const desk = await aDesk("desk.five");
  const { key, done, backupCodes } = await enrol(desk);
  const half = await post("/sign-in/username", { username: desk.username, password: desk.password });
  const invited = { name: "新人", username: "newcomer", role: "DIS" as const };
  const { password } = await inviteStaff(city.ctxFor("DESK"), invited, accounts.make);
  // As it was written before secrets had numbers.
  const elder = await aDesk("desk.six");
  const { key: elderKey } = await enrol(elder);
  const bare = {
    secret: await symmetricEncrypt({ key: SECRET, data: elderKey }),
    backupCodes: await symmetricEncrypt({ key: SECRET, data: "[]" }),
  };
  await city.owner.db.update(twoFactors).set(bare).where(eq(twoFactors.userId, elder.userId));

  const newer = { secret: "another-secret-that-takes-its-place-now" };
  library = under({ ...newer, otherSecret: SECRET });
  expect((await sessionOf(resident.cookie))?.actors.RES).toBeDefined();
  expect(actAs(await sessionOf(done.cookie), ["DESK"]).role).toBe("DESK");
  const step = Math.floor(Date.now() / 30_000);
  const entered = await post("/two-factor/verify-totp", { code: await createOTP(key).hotp(step + 1) }, half.cookie);
  expect(actAs(await sessionOf(entered.cookie), ["DESK"]).role).toBe("DESK");
  expect((await post("/sign-in/username", { username: "newcomer", password })).status).toBe(200);
  // A cookie that neither secret signed is still nobody's.
  const forged = resident.cookie.replace(
    /[^.]+$/,
    encodeURIComponent(createHmac("sha256", "x").update("y").digest("base64")),
  );
  expect(await sessionOf(forged)).toBeNull();

  // Written anew, second factors need the other secret no more.
  const { lost } = await encryptFactorsAnew(auth.db, { ...newer, otherSecret: SECRET });
  expect(lost).toBe(0);
  expect(await encryptFactorsAnew(auth.db, newer)).toEqual({ anew: 0, lost: 0 });
  library = under(newer);
  expect(await sessionOf(done.cookie)).toBeNull();
  const again = () => post("/sign-in/username", { username: desk.username, password: desk.password });
  const spare = await post("/two-factor/verify-backup-code", { code: backupCodes[0] }, (await again()).cookie);
  expect(actAs(await sessionOf(spare.cookie), ["DESK"]).role).toBe("DESK");
  const old = await post("/sign-in/username", { username: elder.username, password: elder.password });
  const oldIn = await post("/two-factor/verify-totp", { code: await createOTP(elderKey).hotp(step + 1) }, old.cookie);
  expect(oldIn.status).toBe(200);
  library = under({ secret: SECRET });
});
