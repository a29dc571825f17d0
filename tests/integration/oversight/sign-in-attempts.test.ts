import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { type Auth, CLIENT_ADDRESS_HEADER, createAuth } from "../../../src/server/auth/auth.ts";
import { makeStaffAccount } from "../../../src/server/auth/staff-account.ts";
import { inviteStaff } from "../../../src/server/usecases/staff/invite-staff.ts";
import { aCity, type City } from "../../support/city.ts";

const SITE = "http://127.0.0.1:3000";
const PHONE = "13900001234";

let city: City;
let auth: Connection;
let library: Auth;
let password: string | null;
const sent: string[] = [];
beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 2 });
  const sendSms = async (_: string, words: string) => void sent.push(/\d{6}/.exec(words)?.[0] ?? "");
  library = createAuth({ db: auth.db, secret: "x".repeat(40), publicUrl: SITE, sendSms, heard: () => false });
  const who = { name: "林文彬", username: "linwenbin", role: "AUD" as const };
  password = (await inviteStaff(city.ctxFor("DESK"), who, (w) => makeStaffAccount(auth.db, w))).password;
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

function answerTo(address: string, step: string, body: Record<string, string>, cookie = ""): Promise<Response> {
  const headers = { "content-type": "application/json", origin: SITE, cookie, [CLIENT_ADDRESS_HEADER]: address };
  return library.handler(
    new Request(`${SITE}/api/auth${step}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
}
const ask = async (...asked: Parameters<typeof answerTo>) => (await answerTo(...asked)).status;
const signIn = (address: string, secret: string, username = "linwenbin") =>
  ask(address, "/sign-in/username", { username, password: secret });
/** Somebody who holds no account: what is counted by account is another test's matter. */
const nobody = (address: string, i: number) => signIn(address, "a wrong one", `${address}.${i}`);

test("wrong passwords from one address are refused unread after twelve, the right one too; others come in", async () => {
  for (let i = 0; i < 12; i += 1) expect(await nobody("10.0.0.1", i)).toBe(401);
  expect(await nobody("10.0.0.1", 12)).toBe(429);
  expect(await signIn("10.0.0.1", password ?? "")).toBe(429);
  expect(await signIn("10.0.0.2", password ?? "")).toBe(200);
});

test("whoever comes in takes nothing from the others behind his address, and gives a guesser nothing", async () => {
  for (let i = 0; i < 15; i += 1) expect(await signIn("10.0.0.3", password ?? "")).toBe(200);
  for (let i = 0; i < 12; i += 1) {
    expect(await nobody("10.0.0.3", i)).toBe(401);
    if (i < 11) expect(await signIn("10.0.0.3", password ?? "")).toBe(200);
  }
  expect(await nobody("10.0.0.3", 12)).toBe(429);
});

test("a code that is used is no misuse; codes that nobody uses are", async () => {
  const send = (phoneNumber = PHONE) => ask("10.0.0.4", "/phone-number/send-otp", { phoneNumber });
  for (let i = 0; i < 10; i += 1) {
    expect(await send()).toBe(200);
    expect(await ask("10.0.0.4", "/phone-number/verify", { phoneNumber: PHONE, code: sent.at(-1) ?? "" })).toBe(200);
  }
  for (let i = 0; i < 8; i += 1) expect(await send(`1390000${2000 + i}`)).toBe(200);
  expect(await send("13900003000")).toBe(429);
});

let host = 0;
/** An attacker who never asks twice from one address. */
const elsewhere = () => {
  host += 1;
  return `10.9.${Math.floor(host / 250)}.${host % 250}`;
};
const sooner = (seconds: number) =>
  city.owner.sql`UPDATE sign_in_tries SET next_at = next_at - ${seconds} * interval '1 second'`;

test("one account is guessed at from everywhere at once five times, then after pauses that grow; the right password ends them", async () => {
  const wrong = (name = "linwenbin") => signIn(elsewhere(), "a wrong one", name);
  const many = await Promise.all(Array.from({ length: 40 }, () => wrong()));
  expect(many.filter((status) => status === 401)).toHaveLength(5);
  expect(many.filter((status) => status === 429)).toHaveLength(35);
  // However it is written, and the right one too: the pause does not tell whether it was.
  expect(await wrong(" LinWenBin")).toBe(429);
  expect(await signIn(elsewhere(), password ?? "")).toBe(429);
  for (const pause of [30, 60, 120, 240, 480, 900, 900]) {
    await sooner(pause - 5);
    expect(await wrong(), `${pause} s`).toBe(429);
    await sooner(6);
    expect(await wrong(), `${pause} s`).toBe(401);
  }
  await sooner(901);
  expect(await signIn(elsewhere(), password ?? "")).toBe(200);
  for (let i = 0; i < 5; i += 1) expect(await wrong()).toBe(401);
  expect(await wrong()).toBe(429);
});

test("whoever types wrong passwords elsewhere keeps nobody out of a browser that was in before, and guesses no more with its mark", async () => {
  const invite = async (username: string) => {
    const who = { name: "林文彬", username, role: "AUD" as const };
    return (await inviteStaff(city.ctxFor("DESK"), who, (w) => makeStaffAccount(auth.db, w))).password ?? "";
  };
  const [own, others] = [await invite("held.one"), await invite("held.two")];
  const from = (cookie: string, username: string, secret: string) =>
    answerTo(elsewhere(), "/sign-in/username", { username, password: secret }, cookie);
  const first = await from("", "held.one", own);
  const mark = first.headers.getSetCookie().find((cookie) => cookie.startsWith("baogong.device="));
  expect(mark).toMatch(/HttpOnly; SameSite=Lax/);
  expect(mark).not.toContain("held");
  expect(first.headers.getSetCookie().some((cookie) => cookie.startsWith("baogong.session_token="))).toBe(true);
  const known = mark?.split(";")[0] ?? "";

  for (let i = 0; i < 5; i += 1) await signIn(elsewhere(), "a wrong one", "held.one");
  expect(await signIn(elsewhere(), own, "held.one")).toBe(429);
  const again = await from(known, "held.one", own);
  expect(again.status).toBe(200);
  expect(again.headers.getSetCookie().some((cookie) => cookie.startsWith("baogong.device="))).toBe(false);
  // His coming in gives the guesser nothing.
  expect(await signIn(elsewhere(), own, "held.one")).toBe(429);

  // A mark that was taken along is no more than one browser, counted as strictly; and it is its account's alone.
  const guess = async (cookie: string, username: string) => (await from(cookie, username, "a wrong one")).status;
  for (let i = 0; i < 5; i += 1) expect(await guess(known, "held.one")).toBe(401);
  expect(await guess(known, "held.one")).toBe(429);
  expect((await from(known, "held.one", own)).status).toBe(429);
  for (let i = 0; i < 5; i += 1) expect(await guess(i % 2 ? known : "", "held.two")).toBe(401);
  expect((await from(known, "held.two", others)).status).toBe(429);
  for (const forged of ["baogong.device=x.y", "baogong.device=", `${known}x`, known.replace("=", "=x")])
    expect((await from(forged, "held.two", others)).status, forged).toBe(429);
});

test("text messages are limited by the number that they go to, however it is written and whoever asks", async () => {
  const send = (phoneNumber: string) => ask(elsewhere(), "/phone-number/send-otp", { phoneNumber });
  const before = sent.length;
  for (let i = 0; i < 5; i += 1) expect(await send(i % 2 ? "13900007777" : "+8613900007777")).toBe(200);
  expect(await send("13900007777")).toBe(429);
  expect(await send("8613900007777")).toBe(429);
  expect(sent.length - before).toBe(5);
  expect(await send("13900008888")).toBe(200);
  // Neither the number nor a hash of it that anybody could look up is kept.
  const rows = await city.owner.sql<{ key: string }[]>`SELECT key FROM sign_in_tries`;
  expect(rows.some((r) => r.key.includes("7777"))).toBe(false);
});
