import { sql } from "drizzle-orm";
import type { ScopedDatabase } from "#db/client.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type Actor, type Ctx, SYSTEM } from "#server/ctx.ts";
import { nobodyListens } from "#server/live.ts";

/** Anyone who holds the role over the named places, at a moment: the demo's days are lived by the use cases themselves. */
export type People = (role: Role, at: Instant, scope?: Partial<Actor>) => Ctx;

/** The database at a moment: each of its transactions first sets the demo's clock there. Seed by seed, never two at once. */
function standingAt(db: ScopedDatabase, at: Instant): ScopedDatabase {
  const standing: Pick<ScopedDatabase, "transaction"> = {
    transaction: (work, config) =>
      db.transaction(async (tx) => {
        await tx.execute(sql`UPDATE app_clock SET stands_at = ${new Date(at).toISOString()}::timestamptz`);
        return work(tx);
      }, config),
  };
  return Object.assign(Object.create(db), standing) as ScopedDatabase;
}

export function peopleOf(db: ScopedDatabase): People {
  return (role, at, scope = {}) => ({
    actor: { ...SYSTEM, name: "demo", role, ...scope },
    db: standingAt(db, at),
    live: nobodyListens,
  });
}
