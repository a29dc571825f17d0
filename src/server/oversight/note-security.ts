import { and, eq, like, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { securityEvents, users } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import type { SecurityKind } from "#domain/oversight/security-kind.ts";

/** How long it is known who guessed, was held back or reached too far. */
const KEPT = sql`interval '180 days'`;

/** What is kept of sign-ins and scope. */
export type SecurityLog = {
  /**
   * Counts one more of a kind in this hour.
   * @param of whose account it was about, null where it is nobody's; a user name is looked up and not kept
   */
  readonly note: (kind: SecurityKind, step: string, of: UserId | { readonly username: string } | null) => Promise<void>;
  /** Takes away what is older than it is kept. */
  readonly forget: () => Promise<void>;
};

/** @param db connection as `baogong_auth` */
export function securityLog(db: Database): SecurityLog {
  const idOf = async (username: string) => {
    const [staff] = await db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.username, username.trim().toLowerCase()), like(users.email, "%@staff.invalid")));
    return staff?.id ?? null;
  };
  return {
    note: async (kind, step, of) => {
      const userId = typeof of === "string" ? of : of && (await idOf(of.username));
      await db
        .insert(securityEvents)
        .values({ hour: sql`date_trunc('hour', now())`, kind, step, userId, lastAt: sql`now()` })
        .onConflictDoUpdate({
          target: [securityEvents.hour, securityEvents.kind, securityEvents.userId, securityEvents.step],
          set: { times: sql`${securityEvents.times} + 1`, lastAt: sql`now()` },
        });
    },
    forget: async () => void (await db.delete(securityEvents).where(sql`${securityEvents.lastAt} < now() - ${KEPT}`)),
  };
}
