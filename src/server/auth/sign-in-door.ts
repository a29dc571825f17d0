import { z } from "zod";
import type { KnownDevices } from "./known-device.ts";
import type { Tries } from "./tries.ts";

const short = z.string().max(200);
const phoneNumber = z.string().max(20);
const code = z.string().max(40);

/**
 * The steps of the sign-in library that a screen takes, each with the fields that it sends. The library has four times as
 * many, and most fields of these change more than the screen means to: a phone is bound to an account, a name taken.
 */
export const STEPS = {
  "/sign-in/username": z.strictObject({ username: short, password: short }),
  "/sign-out": z.strictObject({}),
  "/phone-number/send-otp": z.strictObject({ phoneNumber }),
  "/phone-number/verify": z.strictObject({ phoneNumber, code }),
  "/two-factor/enable": z.strictObject({ password: short }),
  "/two-factor/verify-totp": z.strictObject({ code }),
  "/two-factor/verify-backup-code": z.strictObject({ code }),
  "/change-password": z.strictObject({
    currentPassword: short,
    newPassword: short,
    revokeOtherSessions: z.literal(true),
  }),
} as const satisfies Record<`/${string}`, z.ZodType>;

const nothing = (status: number) => Response.json({ code: status === 404 ? "NOT_FOUND" : "BAD_INPUT" }, { status });

/** The cookies of a request but those of a session that is open. */
const withoutSession = (cookies: string) =>
  cookies
    .split(/;\s*/)
    .filter((c) => !/^(?:__Secure-)?baogong\.session_/.test(c))
    .join("; ");

/**
 * Stands in front of the sign-in library: a step that no screen takes is not there, and a field that no screen sends is
 * refused, whatever the library would do with it. What somebody shows to come in is judged without the session that the
 * browser still has, and how often it was tried for this account or telephone. A browser in which an account's right password
 * was typed before is counted by itself, so that nobody keeps its person out by typing wrong ones elsewhere.
 * @param library answers the steps that are let through
 * @param basePath under which they lie, without a slash at its end
 */
export function signInDoor(
  library: (request: Request) => Promise<Response>,
  basePath: string,
  tries: Tries,
  devices: KnownDevices,
) {
  return async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = url.pathname.slice(basePath.length);
    if (!url.pathname.startsWith(basePath) || !Object.hasOwn(STEPS, path) || request.method !== "POST")
      return nothing(404);
    const given: unknown = await request.json().catch(() => undefined);
    const body = STEPS[path as keyof typeof STEPS].safeParse(given);
    if (!body.success) return nothing(400);
    const headers = new Headers(request.headers);
    headers.delete("content-length");
    const cookies = headers.get("cookie") ?? "";
    if (/baogong\.two_factor=/.test(cookies)) headers.set("cookie", withoutSession(cookies));
    const username = "username" in body.data ? body.data.username : undefined;
    const device = username === undefined ? undefined : devices.markIn(cookies, username);
    const seconds = await tries.claim(path, body.data, device);
    if (seconds > 0)
      return Response.json({ code: "TOO_MANY_TRIES" }, { status: 429, headers: { "retry-after": String(seconds) } });
    const answer = await library(
      new Request(`${url.origin}${url.pathname}`, { method: "POST", headers, body: JSON.stringify(body.data) }),
    );
    if (!answer.ok) return answer;
    await tries.clear(path, body.data, device);
    if (username === undefined || device !== undefined) return answer;
    const marked = new Headers(answer.headers);
    marked.append("set-cookie", devices.cookieFor(username));
    return new Response(answer.body, { status: answer.status, headers: marked });
  };
}
