import { eq, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import type { SessionProof } from "#db/schema/auth.ts";
import { sessions } from "#db/schema/index.ts";

/** Whoever came in with a password shows it again after a long working day, however often he was there meanwhile. */
const LONGEST_SECONDS = 12 * 3_600;
/** And sooner when he was not there: a driver's or grid worker's phone lies aside for hours, a desk is left for lunch. */
const IDLE_SECONDS: Readonly<Record<Exclude<SessionProof, "code">, number>> = {
  password: 6 * 3_600,
  factor: 2 * 3_600,
};
/** Being there is written down this seldom. */
const NOTED_SECONDS = 300;

/** The sessions that are not over by their time; those that are go when somebody next comes with them. */
export const NOT_OVER = sql`${sessions.expiresAt} > now() AND (${sessions.proof} = 'code' OR (
  ${sessions.createdAt} >= now() - make_interval(secs => ${LONGEST_SECONDS}::int)
  AND ${sessions.seenAt} >= now() - make_interval(secs => CASE ${sessions.proof} WHEN 'factor' THEN ${IDLE_SECONDS.factor}::int ELSE ${IDLE_SECONDS.password}::int END)))`;

/**
 * Whether a session of staff is over by its age or because nobody was there; one that is over goes. A resident's, who
 * came in by his phone, lasts as long as the sign-in library says.
 * @param db connection as `baogong_auth`
 */
export async function isOver(db: Database, id: string, proof: SessionProof): Promise<boolean> {
  if (proof === "code") return false;
  const [at] = await db
    .select({
      age: sql<number>`extract(epoch FROM now() - ${sessions.createdAt})::float`,
      idle: sql<number>`extract(epoch FROM now() - ${sessions.seenAt})::float`,
    })
    .from(sessions)
    .where(eq(sessions.id, id));
  if (!at) return true;
  if (at.age > LONGEST_SECONDS || at.idle > IDLE_SECONDS[proof]) {
    await db.delete(sessions).where(eq(sessions.id, id));
    return true;
  }
  if (at.idle > NOTED_SECONDS) await db.update(sessions).set({ seenAt: sql`now()` }).where(eq(sessions.id, id));
  return false;
}
