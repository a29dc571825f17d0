import { createHmac } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { signInTries } from "#db/schema/index.ts";

/** So many tries without a pause, then one that doubles with each further try. */
type Limit = { readonly free: number; readonly pauseSeconds: number; readonly longestSeconds: number };

const GUESSES: Limit = { free: 5, pauseSeconds: 30, longestSeconds: 900 };
/** Text messages cost money and wake people: three an evening are an accident, ten are an attack. */
const MESSAGES: Limit = { free: 5, pauseSeconds: 60, longestSeconds: 3_600 };
/** What was tried a day ago is forgotten. */
const FORGOTTEN = sql`interval '1 day'`;

/** What each step is counted by: whom it is about, however many addresses it comes from. */
const COUNTED = {
  "/sign-in/username": { by: "username", kind: "password", limit: GUESSES },
  "/phone-number/send-otp": { by: "phoneNumber", kind: "message", limit: MESSAGES },
  "/phone-number/verify": { by: "phoneNumber", kind: "code", limit: GUESSES },
} as const;
/** What a right answer shows to have been no guessing. */
const CLEARED: Readonly<Record<string, readonly string[]>> = {
  "/sign-in/username": ["password"],
  "/phone-number/verify": ["code", "message"],
};

type Body = Readonly<Record<string, unknown>>;

export type Tries = {
  /**
   * Counts a try before it is made.
   * @param device a browser that the account knows: its tries are counted by themselves, as strictly
   * @returns the seconds until the next may be made, 0 when this one may
   */
  readonly claim: (step: string, body: Body, device?: string) => Promise<number>;
  /** Takes back what was counted there: this try was right. */
  readonly clear: (step: string, body: Body, device?: string) => Promise<void>;
};

/** One person, however the name or the number is written. */
const plain = (by: string, value: unknown) =>
  by === "phoneNumber" ? String(value).replace(/\D/g, "").slice(-11) : String(value).trim().toLowerCase();

/**
 * Counts tries by account and by telephone in the database, so that many addresses and many processes share one count.
 * Of tries at once each waits for the one before it. Whoever wants to may keep an account waiting for a quarter of an
 * hour at a time, but for the browsers that know it; guessing its password instead takes years.
 * @param db connection as `baogong_auth`
 * @param secret AUTH_SECRET, under which names and numbers are hashed
 */
export function countTries(db: Database, secret: string): Tries {
  const keyOf = (kind: string, by: string, value: unknown, device?: string) =>
    createHmac("sha256", secret)
      .update(`${kind} ${plain(by, value)}${device === undefined ? "" : ` in ${device}`}`)
      .digest("base64url");
  return {
    claim: async (step, body, device) => {
      const counted = COUNTED[step as keyof typeof COUNTED];
      if (!counted) return 0;
      const key = keyOf(counted.kind, counted.by, body[counted.by], device);
      const { free, pauseSeconds, longestSeconds } = counted.limit;
      const tries = sql`CASE WHEN ${signInTries.lastAt} < now() - ${FORGOTTEN} THEN 1 ELSE ${signInTries.tries} + 1 END`;
      const pause = sql`CASE WHEN ${tries} < ${free}::int THEN 0 ELSE least(${pauseSeconds}::float * 2 ^ least(${tries} - ${free}::int, 30), ${longestSeconds}::float) END`;
      const [mine] = await db
        .insert(signInTries)
        .values({ key, tries: 1, lastAt: sql`now()`, nextAt: sql`now()` })
        .onConflictDoUpdate({
          target: signInTries.key,
          set: { tries, lastAt: sql`now()`, nextAt: sql`now() + ${pause} * interval '1 second'` },
          setWhere: sql`${signInTries.nextAt} <= now()`,
        })
        .returning({ key: signInTries.key });
      if (mine) return 0;
      const [blocked] = await db
        .select({ seconds: sql<number>`greatest(1, ceil(extract(epoch FROM ${signInTries.nextAt} - now())))::int` })
        .from(signInTries)
        .where(eq(signInTries.key, key));
      return blocked?.seconds ?? 1;
    },
    clear: async (step, body, device) => {
      const by = COUNTED[step as keyof typeof COUNTED]?.by;
      const kinds = CLEARED[step];
      if (!by || !kinds) return;
      await db.delete(signInTries).where(
        inArray(
          signInTries.key,
          kinds.map((kind) => keyOf(kind, by, body[by], device)),
        ),
      );
    },
  };
}
