import { sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import type { Seal } from "#db/logins.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { AppError } from "./app-error.ts";
import { type Actor, type Ctx, SYSTEM } from "./ctx.ts";
import type { Topic } from "./live.ts";

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
  /** Open screens that show what stands behind these topics, one or a list, read again once the act is committed. */
  readonly tell: (topics: Topic | readonly Topic[]) => void;
};

const list = (ids: readonly string[]) => `{${ids.join(",")}}`;

/** Sets the scope of the transaction, sealed, and answers with the database's time. */
async function enter(tx: Pick<Tx, "execute">, seal: Seal, eyes: Actor, how?: "reading"): Promise<Instant> {
  const scope = [eyes.homes, eyes.grids, eyes.communities, eyes.supermarkets].map(list);
  const claim = [eyes.role, eyes.userId ?? "", ...scope].join("|");
  const [row] = await tx.execute<{
    at: string;
  }>(sql`SELECT app_now() AS at, set_config('app.claim', ${claim}, true), set_config('app.seal', ${seal(claim)}, true)
    ${how ? sql`, set_config('transaction_read_only', 'on', true)` : sql``}`);
  return Date.parse(row?.at ?? "") as Instant;
}

/**
 * Looks: one transaction that sees just what the actor may see and cannot write. Row-level security reads the scope that
 * is set here, so a filter forgotten in a query returns nothing instead of a neighbour.
 */
export function look<T>(ctx: Pick<Ctx, "db" | "actor">, work: (tx: View) => Promise<T>): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    const at = await enter(tx, ctx.db.seal, ctx.actor, "reading");
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
    const at = await enter(tx, db.seal, actor);
    return work(toActTx(tx, { actor, role: actor.role, eyes: actor, at, topics, seal: db.seal }));
  });
  const homes = [...topics].filter((topic) => topic.startsWith("home:"));
  if (homes.length > MOST_HOMES_TOLD) for (const home of homes) topics.delete(home);
  if (topics.size > 0) await ctx.live.announce(...topics);
  return done;
}

type Acting = Pick<ActTx, "actor" | "role" | "at"> & {
  readonly eyes: Actor;
  readonly topics: Set<Topic>;
  readonly seal: Seal;
};

function toActTx(tx: Tx & Pick<Database, "transaction">, acting: Acting): ActTx {
  const through = async <T>(inside: Acting, block: (tx: ActTx) => Promise<T>): Promise<T> => {
    if (inside.eyes === acting.eyes) return block(toActTx(tx, inside));
    await enter(tx, acting.seal, inside.eyes);
    try {
      const answer = await block(toActTx(tx, inside));
      await enter(tx, acting.seal, acting.eyes);
      return answer;
    } catch (error) {
      // A refusal leaves the transaction alive, perhaps for whoever began a part of it; anything else ends it.
      if (error instanceof AppError) await enter(tx, acting.seal, acting.eyes);
      throw error;
    }
  };
  const { actor, role, at } = acting;
  const own: Pick<ActTx, "actor" | "role" | "at" | "as" | "seeingAll" | "part" | "tell"> = {
    actor,
    role,
    at,
    as: (other, block) => through({ ...acting, eyes: other, role: other.role }, block),
    seeingAll: (block) => through({ ...acting, eyes: SYSTEM }, block),
    part: async (work) => {
      const topics = new Set<Topic>();
      const answer = await tx.transaction((inner) => work(toActTx(inner, { ...acting, topics })));
      for (const topic of topics) acting.topics.add(topic);
      return answer;
    },
    tell: (topics) => {
      for (const topic of [topics].flat() as Topic[]) acting.topics.add(topic);
    },
  };
  return Object.assign(Object.create(tx), own) as ActTx;
}
