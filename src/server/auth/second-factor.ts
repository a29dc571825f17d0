import { randomUUID } from "node:crypto";
import { createOTP } from "@better-auth/utils/otp";
import { generateRandomString } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { sessions, twoFactors, users } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { encryptFor, type Secrets } from "./secrets.ts";

/** What is told once, to whoever will sign in: for the authenticator app, and ten codes for the day its phone is lost. */
export type ToldFactor = { readonly uri: string; readonly backupCodes: readonly string[] };

const legible = (length: number) => generateRandomString(length, "a-z", "0-9", "A-Z");

/**
 * Gives an account a new second factor, in the sign-in library's own form; one that it had counts no more.
 * @param db connection as `baogong_auth`
 * @param secrets under which the library keeps the key
 */
export async function layFactor(db: Database, secrets: Secrets, userId: UserId, username: string): Promise<ToldFactor> {
  const key = legible(32);
  const backupCodes = Array.from({ length: 10 }, () => `${legible(5)}-${legible(5)}`);
  const row = {
    secret: await encryptFor(secrets, key),
    backupCodes: await encryptFor(secrets, JSON.stringify(backupCodes)),
  };
  await db.transaction(async (tx) => {
    await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
    await tx.insert(twoFactors).values({ id: randomUUID(), userId, ...row });
    await tx.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, userId));
  });
  return { uri: createOTP(key).url("Baogong", username), backupCodes };
}

/**
 * Takes an account's second factor away, and ends its sessions.
 * @param db connection as `baogong_auth`
 */
export async function dropFactor(db: Database, userId: UserId): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
    await tx.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, userId));
    await tx.delete(sessions).where(eq(sessions.userId, userId));
  });
}
