import type { ScopedDatabase } from "#db/client.ts";
import type { CommunityId, DepotId, GridId, HouseholdId, SupermarketId, UserId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
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

/** What every use case is handed: who acts, the database (whose clock is the program's), and a way to tell open screens. */
export type Ctx = {
  readonly actor: Actor;
  readonly db: ScopedDatabase;
  readonly live: Live;
};

/** The timer and the worker: sees everything, is nobody. */
export const SYSTEM: Actor = {
  userId: null,
  name: "SYS",
  role: "SYS",
  homes: [],
  grids: [],
  communities: [],
  supermarkets: [],
  depots: [],
};
