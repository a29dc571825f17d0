import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connect } from "../../../src/db/client.ts";
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
  auth = connect(city.url, { role: "baogong_auth", max: 2 });
  const sendSms = async (_: string, words: string) => void sent.push(/\d{6}/.exec(words)?.[0] ?? "");
  library = createAuth({ db: auth.db, secret: "x".repeat(40), publicUrl: SITE, sendSms, heard: () => false });
  const who = { name: "林文彬", username: "linwenbin", role: "AUD" as const };
  password = (await inviteStaff(city.ctxFor("DESK"), who, (w) => makeStaffAccount(auth.db, w))).password;
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

async function ask(address: string, step: string, body: Record<string, string>): Promise<number> {
  const headers = { "content-type": "application/json", origin: SITE, [CLIENT_ADDRESS_HEADER]: address };
  const request = new Request(`${SITE}/api/auth${step}`, { method: "POST", headers, body: JSON.stringify(body) });
  return (await library.handler(request)).status;
}
const signIn = (address: string, secret: string) =>
  ask(address, "/sign-in/username", { username: "linwenbin", password: secret });

test("wrong passwords from one address are refused unread after twelve, the right one too; others come in", async () => {
  for (let i = 0; i < 12; i += 1) expect(await signIn("10.0.0.1", `a wrong one, ${i}`)).toBe(401);
  expect(await signIn("10.0.0.1", "a wrong one again")).toBe(429);
  expect(await signIn("10.0.0.1", password ?? "")).toBe(429);
  expect(await signIn("10.0.0.2", password ?? "")).toBe(200);
});

test("whoever comes in takes nothing from the others behind his address, and gives a guesser nothing", async () => {
  for (let i = 0; i < 15; i += 1) expect(await signIn("10.0.0.3", password ?? "")).toBe(200);
  for (let i = 0; i < 12; i += 1) {
    expect(await signIn("10.0.0.3", `a wrong one, ${i}`)).toBe(401);
    if (i < 11) expect(await signIn("10.0.0.3", password ?? "")).toBe(200);
  }
  expect(await signIn("10.0.0.3", "a wrong one again")).toBe(429);
});

test("a code that is used is no misuse; codes that nobody uses are", async () => {
  const send = () => ask("10.0.0.4", "/phone-number/send-otp", { phoneNumber: PHONE });
  for (let i = 0; i < 10; i += 1) {
    expect(await send()).toBe(200);
    expect(await ask("10.0.0.4", "/phone-number/verify", { phoneNumber: PHONE, code: sent.at(-1) ?? "" })).toBe(200);
  }
  for (let i = 0; i < 8; i += 1) expect(await send()).toBe(200);
  expect(await send()).toBe(429);
});
