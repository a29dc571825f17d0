import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import type { SessionProof } from "#db/schema/auth.ts";
import { authAccounts, usedCodes, users } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { FIRST_PASSWORD_DAYS } from "#domain/oversight/first-password.ts";
import { isEasyPassword } from "./easy-password.ts";

/** By which step a session was opened says what its person has shown; every other step shows the least. */
const PROVEN_BY: Readonly<Record<string, SessionProof>> = {
  "/sign-in/username": "password",
  "/two-factor/verify-totp": "factor",
  "/two-factor/verify-backup-code": "factor",
};
/** The library takes the code of the half minute before, of now and of the next: after this no code can come again. */
const CODE_LIVES = sql`interval '3 minutes'`;

type Step = { readonly path?: string; readonly body?: unknown; readonly context: { readonly session?: unknown } };

/**
 * What a session that is about to be written has proven. A new password keeps what the session before it had proven.
 * @param step the step of the sign-in that opens it; null when no step does
 */
export function proofOf(step: Step | null): SessionProof {
  const path = step?.path ?? "";
  if (path !== "/change-password") return PROVEN_BY[path] ?? "code";
  const before = step?.context.session as { session?: { proof?: SessionProof } } | null | undefined;
  return before?.session?.proof ?? "code";
}

/**
 * Takes an authenticator's code once: who looked over a shoulder comes too late, and of two at once one comes in.
 * @throws APIError like a wrong code, when it was used already
 */
export async function spendCode(db: Database, userId: UserId, code: string): Promise<void> {
  await db.delete(usedCodes).where(and(eq(usedCodes.userId, userId), lt(usedCodes.usedAt, sql`now() - ${CODE_LIVES}`)));
  const [used] = await db.insert(usedCodes).values({ userId, code }).onConflictDoNothing().returning();
  if (!used) throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE", message: "Invalid code" });
}

/** @throws APIError like a wrong password, when the desk has shut the account: a guesser shall not learn that his was right */
export async function refuseDisabled(db: Database, userId: UserId): Promise<void> {
  const [user] = await db.select({ disabledAt: users.disabledAt }).from(users).where(eq(users.id, userId));
  if (user?.disabledAt)
    throw new APIError("UNAUTHORIZED", {
      code: "INVALID_USERNAME_OR_PASSWORD",
      message: "Invalid username or password",
    });
}

/**
 * A first password that was never used runs out: slips are lost, and found by others.
 * @throws APIError `FIRST_PASSWORD_OVER`
 */
export async function refuseOldFirstPassword(db: Database, userId: UserId): Promise<void> {
  const [old] = await db
    .select({ id: users.id })
    .from(users)
    .innerJoin(authAccounts, eq(authAccounts.userId, users.id))
    .where(
      and(
        eq(users.id, userId),
        users.firstPassword,
        lt(authAccounts.updatedAt, sql`now() - make_interval(days => ${FIRST_PASSWORD_DAYS}::int)`),
      ),
    );
  if (old) throw new APIError("UNAUTHORIZED", { code: "FIRST_PASSWORD_OVER", message: "Ask for a new one" });
}

/**
 * What anybody would guess is taken for nobody's password.
 * @throws APIError `PASSWORD_EASY`
 */
export const refuseEasyPassword = createAuthMiddleware(async (ctx) => {
  if (ctx.path !== "/change-password") return;
  const user = (await getSessionFromCtx(ctx))?.user as { name: string; username?: string | null } | undefined;
  if (user && (await isEasyPassword(String(ctx.body?.newPassword), [user.name, user.username ?? ""])))
    throw new APIError("BAD_REQUEST", { code: "PASSWORD_EASY", message: "Easy to guess" });
});

const SECOND_STEPS = ["/two-factor/verify-totp", "/two-factor/verify-backup-code"];

/**
 * Whoever has a second factor shows it while he signs in, where wrong codes are counted and lock the account. In a session
 * that is open already a code is asked for once, when the factor is set up; else it could be guessed there without end.
 */
export const refuseGuessing = createAuthMiddleware(async (ctx) => {
  if (!SECOND_STEPS.includes(ctx.path)) return;
  const open = await getSessionFromCtx(ctx);
  if (open && "twoFactorEnabled" in open.user && open.user.twoFactorEnabled)
    throw new APIError("UNAUTHORIZED", { code: "SIGN_IN_AGAIN", message: "Sign in again" });
});
