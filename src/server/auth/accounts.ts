import type { Database } from "#db/client.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { dropFactor, layFactor, type ToldFactor } from "./second-factor.ts";
import type { Secrets } from "./secrets.ts";
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
  /** Takes a lost factor away; every session ends, and the next sign-in does nothing but set up a new one. */
  readonly dropFactor: (userId: UserId) => Promise<void>;
  readonly layFactor: (userId: UserId, username: string) => Promise<ToldFactor>;
};

/**
 * Everything that can be done to an account from outside of a sign-in.
 * @param db connection as `baogong_auth`
 */
export function accountsOf(db: Database, secrets: Secrets): Accounts {
  return {
    make: (who) => makeStaffAccount(db, who),
    reset: (userId) => resetStaffAccount(db, userId),
    dropFactor: (userId) => dropFactor(db, userId),
    layFactor: (userId, username) => layFactor(db, secrets, userId, username),
  };
}
