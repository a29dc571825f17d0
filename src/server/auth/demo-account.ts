import { hashPassword } from "better-auth/crypto";
import { and, eq } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { authAccounts, users } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";

export type SignIn = { readonly signIn: string; readonly secret: string };

/** Ways in for the demo's invented people, made when one of them is to be acted as; not there outside of a demo. */
export type DemoAccounts = {
  /** How somebody who has an account signs in: by his phone, else by name and the demo's password. */
  readonly signInOf: (userId: UserId) => Promise<SignIn | undefined>;
  /** An account for somebody who has none yet, by a phone number that nobody has. */
  readonly make: (who: { readonly userId: UserId; readonly name: string }) => Promise<void>;
};

/** @param db connection as `baogong_auth`: the program's own role cannot write accounts */
export function demoAccounts(db: Database, password: string): DemoAccounts {
  return {
    signInOf: async (userId) => {
      const [user] = await db.select().from(users).where(eq(users.id, userId));
      if (!user?.username) return user?.phoneNumber ? { signIn: user.phoneNumber, secret: "" } : undefined;
      const mine = and(eq(authAccounts.userId, userId), eq(authAccounts.providerId, "credential"));
      const [account] = await db.select({ id: authAccounts.id }).from(authAccounts).where(mine);
      if (!account)
        await db.insert(authAccounts).values({
          id: crypto.randomUUID(),
          userId,
          accountId: userId,
          providerId: "credential",
          password: await hashPassword(password),
        });
      return { signIn: user.username, secret: password };
    },
    make: async ({ userId, name }) => {
      // Taken from the id, so that the same person gets the same number: 138 and eight figures.
      const phoneNumber = `138${String(Number.parseInt(userId.slice(0, 8), 16) % 100_000_000).padStart(8, "0")}`;
      await db
        .insert(users)
        .values({ id: userId, name, email: `${userId}@phone.invalid`, phoneNumber, phoneNumberVerified: true })
        .onConflictDoNothing();
    },
  };
}
