import { randomUUID } from "node:crypto";
import { createOTP } from "@better-auth/utils/otp";
import { generateRandomString, symmetricEncrypt } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { twoFactors, users } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";

/** What is told once, to whoever will sign in: for the authenticator app, and ten codes for the day its phone is lost. */
export type ToldFactor = { readonly uri: string; readonly backupCodes: readonly string[] };

const legible = (length: number) => generateRandomString(length, "a-z", "0-9", "A-Z");

/**
 * Gives an account a new second factor, in the sign-in library's own form; one that it had counts no more.
 * @param db connection as `baogong_auth`
 * @param secret AUTH_SECRET, under which the library keeps the key
 */
export async function layFactor(db: Database, secret: string, userId: UserId, username: string): Promise<ToldFactor> {
  const key = legible(32);
  const backupCodes = Array.from({ length: 10 }, () => `${legible(5)}-${legible(5)}`);
  const encrypted = (data: string) => symmetricEncrypt({ key: secret, data });
  const row = { secret: await encrypted(key), backupCodes: await encrypted(JSON.stringify(backupCodes)) };
  await db.transaction(async (tx) => {
    await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
    await tx.insert(twoFactors).values({ id: randomUUID(), userId, ...row });
    await tx.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, userId));
  });
  return { uri: createOTP(key).url("Baogong", username), backupCodes };
}
