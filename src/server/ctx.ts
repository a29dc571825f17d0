import { sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import type { CommunityId, DepotId, GridId, HouseholdId, SupermarketId, UserId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Clock, Instant } from "#domain/kernel/time.ts";
import type { Live } from "./live.ts";

/** Who acts, in one role, and where that role lets him look. */
export type Actor = {
  /** Null for `SYS`, the timer and the worker. */
  readonly userId: UserId | null;
  readonly name: string;
  readonly role: Role;
  readonly standsInFor?: UserId | undefined;
  readonly homes: readonly HouseholdId[];
  readonly grids: readonly GridId[];
  readonly communities: readonly CommunityId[];
  readonly supermarkets: readonly SupermarketId[];
  readonly depots: readonly DepotId[];
};

/** What every use case is handed: who acts, the database, the clock, and a way to tell open screens. */
export type Ctx = {
  readonly actor: Actor;
  readonly db: Database;
  readonly clock: Clock;
  readonly live: Live;
};

export const systemActor: Actor = {
  userId: null,
  name: "SYS",
  role: "SYS",
  homes: [],
  grids: [],
  communities: [],
  supermarkets: [],
  depots: [],
};

export const realClock: Clock = { now: () => Date.now() as Instant };

const list = (ids: readonly string[]) => `{${ids.join(",")}}`;

/**
 * Runs `work` in one transaction that sees just what the actor may see: row-level security reads the scope that is
 * set here, so a filter forgotten in a query returns nothing instead of a neighbour.
 */
export function inScope<T>(ctx: Pick<Ctx, "db" | "actor">, work: (tx: Tx) => Promise<T>): Promise<T> {
  const a = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`SELECT set_config('app.role', ${a.role}, true), set_config('app.user', ${a.userId ?? ""}, true),
      set_config('app.homes', ${list(a.homes)}, true), set_config('app.grids', ${list(a.grids)}, true),
      set_config('app.communities', ${list(a.communities)}, true), set_config('app.supermarkets', ${list(a.supermarkets)}, true)`);
    return work(tx);
  });
}
