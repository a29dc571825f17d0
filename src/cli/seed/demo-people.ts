import type { Database } from "#db/client.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type Actor, type Ctx, systemActor } from "#server/ctx.ts";
import { nobodyListens } from "#server/live.ts";

/** Anyone who holds the role over the named places, at a moment: the demo's days are lived by the use cases themselves. */
export type People = (role: Role, at: Instant, scope?: Partial<Actor>) => Ctx;

export function peopleOf(db: Database): People {
  return (role, at, scope = {}) => ({
    actor: { ...systemActor, name: "demo", role, ...scope },
    db,
    clock: { now: () => at },
    live: nobodyListens,
  });
}
