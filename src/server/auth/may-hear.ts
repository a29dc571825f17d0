import { eq } from "drizzle-orm";
import type { ScopedDatabase } from "#db/client.ts";
import { trips } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import { look } from "../act.ts";
import type { Actor } from "../ctx.ts";
import { actorsOf, type Session } from "./session.ts";

/** Who listens to what has no place: the roles whose screens show it. */
const BY_ROLE = new Map<string, readonly Role[]>([
  ["cycle", ["DESK", "DIS", "DRV"]],
  ["plan", ["DIS"]],
  ["import", ["DESK"]],
  ["dispatch", ["DESK", "DIS", "DRV", "DEP"]],
  ["desk", ["DESK"]],
]);
/** Of what lies somewhere, those hear who may look there. */
const BY_PLACE = new Map<string, (actor: Actor) => readonly string[]>([
  ["home", (actor) => actor.homes],
  ["grid", (actor) => actor.grids],
  ["community", (actor) => actor.communities],
  ["supermarket", (actor) => actor.supermarkets],
  ["user", (actor) => (actor.userId ? [actor.userId] : [])],
]);

/**
 * Whether a session may hear of every one of these topics: when it could read what stands behind them. That something
 * changed at a home says that somebody is there.
 */
export async function mayHear(db: ScopedDatabase, session: Session, topics: readonly string[]): Promise<boolean> {
  const actors = actorsOf(session);
  for (const topic of topics) {
    const [kind = "", id = ""] = topic.split(":");
    const heard =
      kind === "trip"
        ? await seesTrip(db, actors, id as TripId)
        : actors.some((a) => BY_ROLE.get(kind)?.includes(a.role) || BY_PLACE.get(kind)?.(a).includes(id));
    if (!heard) return false;
  }
  return true;
}

async function seesTrip(db: ScopedDatabase, actors: readonly Actor[], id: TripId): Promise<boolean> {
  for (const actor of actors) {
    if (actor.role === "RES") continue;
    const [trip] = await look({ db, actor }, (tx) => tx.select({ id: trips.id }).from(trips).where(eq(trips.id, id)));
    if (trip) return true;
  }
  return false;
}
