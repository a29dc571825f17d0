import { sql } from "drizzle-orm";
import type { PostgresJsSession } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import type { Database, Tx } from "#db/client.ts";
import type { Seal } from "#db/logins.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import type { Actor } from "./ctx.ts";

/** What a transaction claims to be towards row-level security, and what it is to claim once it is next asked something. */
export type Scope = { set: string; wanted: string };

const list = (ids: readonly string[]) => `{${ids.join(",")}}`;

/** Whose eyes, in the words that the policies read. */
export function claimOf({ role, userId, homes, grids, communities, supermarkets }: Actor): string {
  return [role, userId ?? "", ...[homes, grids, communities, supermarkets].map(list)].join("|");
}

/** Whose acts reach over the whole city: how many rows they touch decides how they are best found. */
const OF_THE_CITY: readonly Role[] = ["SYS", "DESK"];

/**
 * Sets the scope of a transaction that begins, sealed, and answers with it and with the database's time. What somebody's
 * act asks is planned once for each connection, whatever its parameters: it finds its rows by their keys, and PostgreSQL
 * takes planning with policies for cheaper than it is. What a screen, the desk or a job asks is planned for its parameters.
 */
export async function enterScope(
  tx: Pick<Tx, "execute">,
  seal: Seal,
  eyes: Actor,
  how: "acting" | "reading",
): Promise<{ at: Instant; scope: Scope }> {
  const claim = claimOf(eyes);
  const reading = sql`, set_config('transaction_read_only', 'on', true)`;
  const planning = OF_THE_CITY.includes(eyes.role)
    ? sql``
    : sql`, set_config('plan_cache_mode', 'force_generic_plan', true)`;
  const [row] = await tx.execute<{
    at: string;
  }>(sql`SELECT app_now() AS at, set_config('app.claim', ${claim}, true), set_config('app.seal', ${seal(claim)}, true)
    ${how === "reading" ? reading : planning}`);
  return { at: Date.parse(row?.at ?? "") as Instant, scope: { set: claim, wanted: claim } };
}

/**
 * From now on each statement of `tx` is asked in the scope that is wanted then: where another is set, the change goes ahead
 * of the statement on the same connection, and nobody waits for its answer. Blocks within blocks that ask nothing between
 * cost nothing.
 */
export function followScope(tx: Pick<Database, "_">, scope: Scope, seal: Seal): void {
  const client = (tx._.session as unknown as PostgresJsSession<Sql, never, never>).client;
  const { unsafe } = client;
  client.unsafe = ((...args: Parameters<typeof unsafe>) => {
    if (scope.set !== scope.wanted) {
      scope.set = scope.wanted;
      const change = unsafe("SELECT set_config('app.claim', $1, true), set_config('app.seal', $2, true)", [
        scope.wanted,
        seal(scope.wanted),
      ]);
      // It fails where the transaction has failed or its connection is gone: the statement behind it says so.
      change.execute().catch(() => {});
    }
    return unsafe(...args);
  }) as typeof unsafe;
}
