import type { Database } from "#db/client.ts";
import type { Accounts } from "../usecases/staff/first-desk.ts";
import { layFactor } from "./second-factor.ts";
import { makeStaffAccount, resetStaffAccount } from "./staff-account.ts";

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
