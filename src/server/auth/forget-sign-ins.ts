import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";

/**
 * Takes away what signing in has left behind: sessions and codes that are over, codes that were used before anything
 * could still accept them, tries whose pause has long ended. Real time: sessions do not follow a demo's clock.
 * @param db connection as `baogong_auth`
 */
export async function forgetSignIns(db: Database): Promise<void> {
  await db.execute(sql`DELETE FROM sessions WHERE expires_at < now()`);
  await db.execute(sql`DELETE FROM verifications WHERE expires_at < now()`);
  await db.execute(sql`DELETE FROM used_codes WHERE used_at < now() - interval '1 day'`);
  await db.execute(sql`DELETE FROM sign_in_tries WHERE last_at < now() - interval '1 day' AND next_at < now()`);
}
