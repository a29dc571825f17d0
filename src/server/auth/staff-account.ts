import { randomInt, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { eq, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { authAccounts, sessions, users } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { AppError } from "../app-error.ts";

/** Letters and figures that nobody mistakes for one another when they are read out. */
const LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789";

/** Accounts that were made for staff bear it; the library's steps that would change it are closed. */
const STAFF_MAIL = "@staff.invalid";

const firstPassword = () => Array.from({ length: 14 }, () => LEGIBLE[randomInt(LEGIBLE.length)]).join("");

/**
 * Makes an account with a first password, which runs from now on (`first-password.ts`), is handed over once and kept as a hash alone; somebody who has an
 * account for staff under this name keeps it and his password, unless it was never told (`untold`): then he gets a new
 * one. A name that a resident's account bears is nobody's for staff: a role never goes to whoever came first.
 * @param db connection as `baogong_auth`: the program's own role cannot write accounts
 * @throws AppError `refused` with `name_taken`
 */
export async function makeStaffAccount(
  db: Database,
  who: { name: string; username: string; untold?: boolean },
): Promise<{ userId: UserId; password: string | null }> {
  const [known] = await db
    .select({ id: users.id, firstPassword: users.firstPassword, email: users.email })
    .from(users)
    .where(eq(users.username, who.username));
  if (known && !known.email.endsWith(STAFF_MAIL)) throw new AppError("refused", { kind: "name_taken" });
  if (known && !(known.firstPassword && who.untold)) return { userId: known.id, password: null };
  const userId = known?.id ?? (randomUUID() as UserId);
  const password = firstPassword();
  const hash = await hashPassword(password);
  await db.transaction(async (tx) => {
    if (known) {
      await tx
        .update(authAccounts)
        .set({ password: hash, updatedAt: sql`now()` })
        .where(eq(authAccounts.userId, userId));
      return;
    }
    await tx.insert(users).values({
      id: userId,
      name: who.name,
      email: `${userId}${STAFF_MAIL}`,
      username: who.username,
      displayUsername: who.username,
      firstPassword: true,
    });
    await tx
      .insert(authAccounts)
      .values({ id: randomUUID(), userId, accountId: userId, providerId: "credential", password: hash });
  });
  return { userId, password };
}

/**
 * A new first password for an account, told once; whoever is signed in with the old one is signed out.
 * @param db connection as `baogong_auth`
 */
export async function resetStaffAccount(db: Database, userId: UserId): Promise<{ password: string }> {
  const password = firstPassword();
  const hash = await hashPassword(password);
  await db.transaction(async (tx) => {
    await tx.update(authAccounts).set({ password: hash, updatedAt: sql`now()` }).where(eq(authAccounts.userId, userId));
    await tx.update(users).set({ firstPassword: true }).where(eq(users.id, userId));
    await tx.delete(sessions).where(eq(sessions.userId, userId));
  });
  return { password };
}
