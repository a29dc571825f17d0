import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { createAuthMiddleware, getIP, isAPIError } from "better-auth/api";
import { phoneNumber } from "better-auth/plugins/phone-number";
import { twoFactor } from "better-auth/plugins/two-factor";
import { username } from "better-auth/plugins/username";
import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { authAccounts, rateLimits, sessions, twoFactors, users, verifications } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { log } from "../log.ts";
import { scrubbed } from "../logged-error.ts";
import type { SmsSender } from "../sms.ts";
import { knownDevices } from "./known-device.ts";
import { libraryKeys, type Secrets, signedAnew } from "./secrets.ts";
import {
  proofOf,
  refuseDisabled,
  refuseEasyPassword,
  refuseGuessing,
  refuseOldFirstPassword,
  spendCode,
} from "./session-proof.ts";
import { signInDoor } from "./sign-in-door.ts";
import { countTries } from "./tries.ts";

/** Set by the web process from the socket (or its trusted proxy), so that nobody chooses the address his attempts count for. */
export const CLIENT_ADDRESS_HEADER = "x-baogong-client";

const BASE_PATH = "/api/auth";
const DAY_SECONDS = 86_400;
/** Mainland mobile numbers, with or without +86. */
const PHONE = /^(?:\+?86)?1[3-9]\d{9}$/;
/** The library says this without the error, and throws the error on: whoever catches it tells more. */
const THROWN_AS_WELL = /^Failed to query fallback join/;

/** Which counted steps a right answer takes back: who gets in was not guessing, and others share the address. */
const TAKEN_BACK: Readonly<Record<string, readonly string[]>> = {
  "/sign-in/username": ["/sign-in/username"],
  "/two-factor/verify-totp": ["/two-factor/verify-totp"],
  "/phone-number/verify": ["/phone-number/verify", "/phone-number/send-otp"],
};

export type AuthOptions = Secrets & {
  /** A connection as `baogong_auth`, which sees the sign-in tables alone. */
  readonly db: Database;
  readonly publicUrl: string;
  readonly sendSms: SmsSender;
  /** Whether an error is told by somebody else already. */
  readonly heard: (error: unknown) => boolean;
  /** In a demo the authenticators' codes stand on a page for everybody: there they may be used again. */
  readonly codesAgain?: boolean;
};

/**
 * Sign-in: residents by phone and one-time code, staff by name and password, a second factor (TOTP) for the desk and
 * dispatch. Sessions live in the database, know what was shown to open them, and end when their row does; attempts are
 * counted there too. Its `handler` answers the steps that a screen takes, and nothing else.
 */
export function createAuth({ db, publicUrl, sendSms, heard, codesAgain, ...secrets }: AuthOptions) {
  const library = betterAuth({
    appName: "Baogong",
    baseURL: publicUrl,
    basePath: BASE_PATH,
    ...libraryKeys(secrets),
    trustedOrigins: [publicUrl],
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: {
        user: users,
        session: sessions,
        account: authAccounts,
        verification: verifications,
        twoFactor: twoFactors,
        rateLimit: rateLimits,
      },
    }),
    advanced: {
      database: { generateId: () => crypto.randomUUID() },
      cookiePrefix: "baogong",
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    session: {
      expiresIn: 30 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      additionalFields: { proof: { type: "string", required: true, input: false, defaultValue: "code" } },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, step) => {
            await refuseDisabled(db, session.userId as UserId);
            if (step?.path === "/sign-in/username") await refuseOldFirstPassword(db, session.userId as UserId);
            if (step?.path === "/two-factor/verify-totp" && !codesAgain)
              await spendCode(db, session.userId as UserId, String(step.body?.code));
            return { data: { ...session, proof: proofOf(step) } };
          },
        },
      },
    },
    // Staff get their accounts by invitation; nobody signs himself up with a password.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 100,
      customRules: {
        // A whole office may stand behind one address: the window is short, and starts anew after a pause.
        "/sign-in/username": { window: 20, max: 12 },
        "/phone-number/send-otp": { window: 60, max: 8 },
        "/phone-number/verify": { window: 60, max: 12 },
        "/two-factor/verify-totp": { window: 60, max: 8 },
        "/two-factor/verify-backup-code": { window: 60, max: 8 },
        "/change-password": { window: 60, max: 8 },
      },
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        await refuseGuessing(ctx);
        await refuseEasyPassword(ctx);
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (isAPIError(ctx.context.returned)) return;
        const address = ctx.request && getIP(ctx.request, ctx.context.options);
        const steps = TAKEN_BACK[ctx.path];
        if (address && steps)
          await db
            .update(rateLimits)
            .set({ count: sql`greatest(${rateLimits.count} - 1, 0)` })
            .where(
              inArray(
                rateLimits.key,
                steps.map((step) => `${address}|${step}`),
              ),
            );
        const changed = ctx.context.returned as { user?: { id?: UserId } } | undefined;
        if (ctx.path === "/change-password" && changed?.user?.id)
          await db.update(users).set({ firstPassword: false }).where(eq(users.id, changed.user.id));
      }),
    },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message, ...details) => {
        if (!details.some(heard) && !THROWN_AS_WELL.test(message)) log.error(scrubbed(message));
      },
    },
    plugins: [
      username({ minUsernameLength: 2 }),
      twoFactor({ issuer: "Baogong" }),
      phoneNumber({
        otpLength: 6,
        expiresIn: 300,
        allowedAttempts: 5,
        phoneNumberValidator: (phone) => PHONE.test(phone),
        sendOTP: ({ phoneNumber: phone, code }) =>
          sendSms(phone, `【保供】登录验证码 ${code}，5 分钟内有效。不要告诉别人。`),
        signUpOnVerification: {
          getTempEmail: (phone) => `${phone.replace(/\D/g, "")}@phone.invalid`,
          getTempName: () => "",
        },
      }),
    ],
  });
  const devices = knownDevices(secrets.secret, publicUrl.startsWith("https:"));
  const door = signInDoor(library.handler, BASE_PATH, countTries(db, secrets.secret), devices);
  const anew = (request: Request) => new Request(request, { headers: signedAnew(request.headers, secrets) });
  return {
    ...library,
    handler: (request: Request) => door(anew(request)),
    /** Whose session the cookies of these headers open; null when nobody's. */
    readSession: (headers: Headers) => library.api.getSession({ headers: signedAnew(headers, secrets) }),
  };
}

export type Auth = ReturnType<typeof createAuth>;
