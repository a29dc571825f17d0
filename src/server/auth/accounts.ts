import type { Database } from "#db/client.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { layFactor, type ToldFactor } from "./second-factor.ts";
import { makeStaffAccount, resetStaffAccount } from "./staff-account.ts";

/** What makes accounts, as the sign-in's own database role. */
export type Accounts = {
  /** `password` is null where somebody has this name and his own password. */
  readonly make: (who: { name: string; username: string; untold?: boolean }) => Promise<{
    userId: UserId;
    password: string | null;
  }>;
  /** A new first password; every session of the account ends. */
  readonly reset: (userId: UserId) => Promise<{ password: string }>;
  readonly layFactor: (userId: UserId, username: string) => Promise<ToldFactor>;
};

/**
 * Everything that can be done to an account from outside of a sign-in.
 * @param db connection as `baogong_auth`
 * @param secret AUTH_SECRET
 */
export function accountsOf(db: Database, secret: string): Accounts {
  return {
    make: (who) => makeStaffAccount(db, who),
    reset: (userId) => resetStaffAccount(db, userId),
    layFactor: (userId, username) => layFactor(db, secret, userId, username),
  };
}
