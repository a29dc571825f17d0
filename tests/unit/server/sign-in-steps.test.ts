import { expect, test } from "vitest";
import type { Database } from "../../../src/db/client.ts";
import { createAuth } from "../../../src/server/auth/auth.ts";
import { STEPS } from "../../../src/server/auth/sign-in-door.ts";

/** Steps of the library that nobody may take from outside, each judged: no screen needs it. */
const CLOSED: readonly string[] = [
  // Other ways in, and accounts that make themselves.
  "/sign-in/social",
  "/callback/:id",
  "/sign-up/email",
  "/sign-in/email",
  "/sign-in/phone-number",
  // A password or a second factor by way of a mail or a phone: both are given anew by the desk or on the server.
  "/reset-password",
  "/reset-password/:token",
  "/request-password-reset",
  "/phone-number/request-password-reset",
  "/phone-number/reset-password",
  "/verify-email",
  "/send-verification-email",
  "/two-factor/send-otp",
  "/two-factor/verify-otp",
  "/two-factor/disable",
  "/two-factor/generate-backup-codes",
  "/two-factor/get-totp-uri",
  // An oracle for passwords and names.
  "/verify-password",
  "/is-username-available",
  // Profiles: names of staff are the desk's to give.
  "/change-email",
  "/update-user",
  "/update-session",
  "/delete-user",
  "/delete-user/callback",
  // Sessions as the library tells them, with their tokens.
  "/get-session",
  "/list-sessions",
  "/revoke-session",
  "/revoke-sessions",
  "/revoke-other-sessions",
  // Accounts elsewhere: there are none.
  "/link-social",
  "/list-accounts",
  "/unlink-account",
  "/refresh-token",
  "/get-access-token",
  "/account-info",
  // The library's own pages.
  "/ok",
  "/error",
];

const SITE = "http://127.0.0.1:3000";
const untouched = new Proxy({}, { get: () => expect.fail("the database was asked") }) as unknown as Database;
const library = createAuth({
  db: untouched,
  secret: "x".repeat(40),
  publicUrl: SITE,
  sendSms: async () => {},
  heard: () => false,
});
const steps = Object.values(library.api as unknown as Record<string, { path?: string }>).flatMap(
  ({ path }) => path ?? [],
);

test("every step of the sign-in library was judged: a screen takes it, or it is closed", () => {
  expect(steps.toSorted()).toEqual([...Object.keys(STEPS), ...CLOSED].toSorted());
});

const ask = async (method: string, path: string, body?: string) => {
  const headers = { "content-type": "application/json", origin: SITE };
  return (await library.handler(new Request(`${SITE}/api/auth${path}`, { method, headers, body: body ?? null })))
    .status;
};

test("a closed step is not there, by any method, and the library never hears of it", async () => {
  for (const step of [...CLOSED, "/", "", "/../auth/ok", "/sign-out/", "/Sign-Out", "//sign-out", "/constructor"]) {
    const path = step.replace(/:\w+$/, "x");
    for (const method of ["GET", "POST", "PUT", "DELETE"])
      expect(await ask(method, path, method === "GET" ? undefined : "{}"), `${method} ${path}`).toBe(404);
  }
  for (const step of Object.keys(STEPS)) expect(await ask("GET", step), step).toBe(404);
});

test("a field that no screen sends is refused with its step, whatever the library would do with it", async () => {
  const verify = { phoneNumber: "13900001234", code: "123456" };
  for (const more of [{ updatePhoneNumber: true }, { disableSession: true }, { username: "wuzi" }, { name: "别人" }])
    expect(await ask("POST", "/phone-number/verify", JSON.stringify({ ...verify, ...more }))).toBe(400);
  const entry = { username: "wuzi", password: "a password" };
  for (const more of [{ rememberMe: false }, { callbackURL: "https://elsewhere.example" }])
    expect(await ask("POST", "/sign-in/username", JSON.stringify({ ...entry, ...more }))).toBe(400);
  for (const more of [{ trustDevice: true }, { disableSession: true }])
    expect(await ask("POST", "/two-factor/verify-totp", JSON.stringify({ code: "123456", ...more }))).toBe(400);
  expect(await ask("POST", "/two-factor/enable", JSON.stringify({ password: "p", method: "otp" }))).toBe(400);
  for (const body of ["", "null", "[]", "{", '{"code":1}', JSON.stringify({ code: "1".repeat(41) })])
    expect(await ask("POST", "/two-factor/verify-totp", body), body).toBe(400);
});
