import type { Database, Tx } from "#db/client.ts";
import type { Seal } from "#db/logins.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type Actor, type Ctx, SYSTEM } from "./ctx.ts";
import type { Topic } from "./live.ts";
import { type Recorded, writeEvents } from "./record.ts";
import { claimOf, enterScope, followScope, type Scope } from "./scope.ts";

/** A transaction that looks with somebody's eyes; `at` is the database's time, read once, and the program's only one. */
export type View = Tx & { readonly at: Instant };

/** The one transaction of an act: who acts stays the same whatever it passes through. */
export type ActTx = View & {
  /** Who acts: every event is recorded with him. */
  readonly actor: Actor;
  /** In which role moves are decided: the actor's own, but in a block of `as`. */
  readonly role: Role;
  /** Runs a block that sees what `other` sees and whose moves are his; the scope is set back also when it throws. */
  readonly as: <T>(other: Actor, block: (tx: ActTx) => Promise<T>) => Promise<T>;
  /** Runs a block with the system's eyes; moves stay the actor's own, and whose rows they are is the caller's to check. */
  readonly seeingAll: <T>(block: (tx: ActTx) => Promise<T>) => Promise<T>;
  /** Part of the act that may be refused by itself: an `AppError` undoes it and is thrown on, the rest stands. */
  readonly part: <T>(work: (tx: ActTx) => Promise<T>) => Promise<T>;
  /** What `record` noted, written when the act ends. */
  readonly events: Recorded[];
  /** Open screens that show what stands behind these topics, one or a list, read again once the act is committed. */
  readonly tell: (topics: Topic | readonly Topic[]) => void;
};

/**
 * Looks: one transaction that sees just what the actor may see and cannot write. Row-level security reads the scope that
 * is set here, so a filter forgotten in a query returns nothing instead of a neighbour.
 */
export function look<T>(ctx: Pick<Ctx, "db" | "actor">, work: (tx: View) => Promise<T>): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    const { at } = await enterScope(tx, ctx.db.seal, ctx.actor, "reading");
    return work(Object.assign(Object.create(tx), { at }) as View);
  });
}

/** What follows of more homes than this is not told to each of them: their grids' screens read again. */
const MOST_HOMES_TOLD = 500;

/**
 * The one way in which anything is changed: one transaction, in which all of it happens or nothing. Topics are gathered
 * on the way, most of them by the gate from the rows that moved, and told after the commit.
 */
export async function act<T>(ctx: Pick<Ctx, "db" | "actor" | "live">, work: (tx: ActTx) => Promise<T>): Promise<T> {
  const topics = new Set<Topic>();
  const done = await ctx.db.transaction(async (tx) => {
    const { actor, db } = ctx;
    const { at, scope } = await enterScope(tx, db.seal, actor, "acting");
    const acting = toActTx(tx, { actor, role: actor.role, at, topics, events: [], scope, seal: db.seal });
    const answer = await work(acting);
    await writeEvents(acting);
    return answer;
  });
  const homes = [...topics].filter((topic) => topic.startsWith("home:"));
  if (homes.length > MOST_HOMES_TOLD) for (const home of homes) topics.delete(home);
  if (topics.size > 0) await ctx.live.announce(...topics);
  return done;
}

type Transaction = Tx & Pick<Database, "transaction" | "_">;
type Acting = Pick<ActTx, "actor" | "role" | "at" | "events"> & {
  readonly topics: Set<Topic>;
  readonly scope: Scope;
  readonly seal: Seal;
};

function toActTx(tx: Transaction, acting: Acting): ActTx {
  followScope(tx, acting.scope, acting.seal);
  return inRole(tx, acting);
}

function inRole(tx: Transaction, acting: Acting): ActTx {
  const { actor, role, at, events, scope } = acting;
  const through = async <T>(eyes: Actor, as: Role, block: (tx: ActTx) => Promise<T>): Promise<T> => {
    const before = scope.wanted;
    scope.wanted = claimOf(eyes);
    try {
      return await block(inRole(tx, { ...acting, role: as }));
    } finally {
      scope.wanted = before;
    }
  };
  const own: Pick<ActTx, "actor" | "role" | "at" | "events" | "as" | "seeingAll" | "part" | "tell"> = {
    actor,
    role,
    at,
    events,
    as: (other, block) => through(other, other.role, block),
    seeingAll: (block) => through(SYSTEM, role, block),
    part: async (work) => {
      const own = { topics: new Set<Topic>(), events: [] as Recorded[] };
      const { set } = scope;
      try {
        const answer = await tx.transaction((inner) => work(toActTx(inner, { ...acting, ...own })));
        for (const topic of own.topics) acting.topics.add(topic);
        for (const event of own.events) events.push(event);
        return answer;
      } catch (error) {
        // What was set within is undone with it.
        scope.set = set;
        throw error;
      }
    },
    tell: (topics) => {
      for (const topic of [topics].flat() as Topic[]) acting.topics.add(topic);
    },
  };
  return Object.assign(Object.create(tx), own) as ActTx;
}
