import { drizzle } from "drizzle-orm/postgres-js";
import { expect } from "vitest";
import type { z } from "zod";
import { connectWith, type ScopedDatabase, type Sql } from "../../src/db/client.ts";
import { AppError } from "../../src/server/app-error.ts";
import { accountsOf } from "../../src/server/auth/accounts.ts";
import { ownSessionsOf } from "../../src/server/auth/own-sessions.ts";
import type { Ctx } from "../../src/server/ctx.ts";
import { watchDatabase } from "../../src/server/database-watch.ts";
import { OrderLanes } from "../../src/server/ordering/order-lanes.ts";
import { openDrafts } from "../../src/server/planning/drafts.ts";
import { estimateOnly } from "../../src/server/planning/roads-in-use.ts";
import type { Runtime } from "../../src/server/runtime.ts";
import { appRouter } from "../../src/server/trpc/router.ts";
import type { City } from "./city.ts";
import { hostileInputs } from "./hostile-inputs.ts";

/** Of so many inputs that the schema turns away one is sent; all that it lets in are. */
const SHUT_OUT_OF = 6;

class Died extends Error {}
/** Everything was done but the commit. */
const rehearsed = new AppError("conflict", { rehearsed: true });

/** A process that dies at its n-th statement: that one is not sent, and no other one after it until it is started again. */
class Process {
  #left = Number.POSITIVE_INFINITY;
  /** While it is set, every transaction is undone at its end instead of committed; how many were. */
  undone: number | undefined;
  start(statements: number): void {
    this.#left = statements;
  }
  get isDead(): boolean {
    return this.#left <= 0;
  }
  readonly step = (): void => {
    this.#left -= 1;
    if (this.isDead) throw new Died();
  };

  /** The same connection; each statement is a step, and so is each commit and each end of a savepoint. */
  through<T extends Sql>(sql: T, inside = false): T {
    const within = (work: (tx: T) => Promise<unknown>, outermost: boolean) => async (tx: T) => {
      const answer = await work(this.through(tx, true));
      this.step();
      if (outermost && this.undone !== undefined) {
        this.undone += 1;
        throw rehearsed;
      }
      return answer;
    };
    return new Proxy(sql, {
      apply: (target, self, args) => {
        // With a template it is a statement, otherwise a piece of one.
        if (!(args[0] as { raw?: unknown } | undefined)?.raw) return Reflect.apply(target, self, args);
        this.step();
        // A statement by itself, as the lanes send it, commits by itself.
        if (inside || this.undone === undefined) return Reflect.apply(target, self, args);
        return target.begin(within((tx) => Reflect.apply(tx, self, args) as Promise<unknown>, true) as never);
      },
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name !== "unsafe" && name !== "begin" && name !== "savepoint") return value;
        return (...args: unknown[]) => {
          this.step();
          const wrapped =
            name === "unsafe"
              ? args
              : args.map((a) => (typeof a === "function" ? within(a as never, name === "begin") : a));
          return Reflect.apply(value as (...all: unknown[]) => unknown, target, wrapped);
        };
      },
    });
  }
}

export type Dying = {
  /**
   * Calls a mutation of the router as somebody, over and over, killed at one statement after the other, until it is
   * through; after every death the world must be as it was.
   * @param inParts it is known to be more than one act: only that it succeeds afterwards is looked at
   */
  readonly press: (path: string, who: Ctx, input: unknown, inParts?: "in parts") => Promise<never>;
  /** Calls a procedure with each hostile input that can be made of a good one: whatever is answered, it is never a bug. */
  readonly attack: (path: string, who: Ctx, good: unknown) => Promise<void>;
  /** Calls a procedure as somebody, in a process that lives. */
  readonly call: (path: string, who: Ctx, input: unknown) => Promise<unknown>;
  /** What was pressed, with the number of times that it died. */
  readonly pressed: ReadonlyMap<string, number>;
  readonly close: () => Promise<void>;
};

export const DYING_SECRET = "the secret of processes that die in tests";

/** The API over the city's database, in a process that can be killed at any statement. */
export function dyingApi(city: City, pressed = new Map<string, number>(), attacked = new Set<string>()): Dying {
  const own = new Process();
  const app = connectWith(city.key, city.url, "baogong_app", { max: 2, name: "dying" });
  const auth = connectWith(city.key, city.url, "baogong_auth", { max: 1, name: "dying-auth" });
  const sql = own.through(app.sql);
  const db: ScopedDatabase = Object.assign(drizzle(sql, { casing: "snake_case" }), { seal: app.db.seal });
  const accounts = drizzle(own.through(auth.sql), { casing: "snake_case" });
  let inParts = false;
  const runtime = {
    db,
    now: async () => city.clock.now(),
    live: city.ctxFor("SYS").live,
    lanes: new OrderLanes({ sql, db }),
    // A lost job is a part of its own; what is told to the queue so as to be sooner than each minute is not.
    queue: { send: async () => void (inParts && own.step()) },
    database: watchDatabase(async () => {}),
    security: { note: async () => {} },
    forget: () => {},
    drafts: openDrafts(estimateOnly),
    accounts: accountsOf(accounts, { secret: DYING_SECRET }),
    ownSessions: ownSessionsOf(accounts),
    env: { AUTH_SECRET: DYING_SECRET },
  } as unknown as Runtime;

  const call = async (path: string, who: Ctx, input: unknown): Promise<unknown> => {
    const userId = who.actor.userId ?? city.places[0].clerk;
    const session = { userId, name: who.actor.name, hasSecondFactor: true, hasFirstPassword: false };
    const caller = appRouter.createCaller({
      runtime,
      session: async () => ({ ...session, actors: { [who.actor.role]: who.actor } }),
      requestId: "test",
      address: "10.0.0.1",
    }) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
    const [area = "", name = ""] = path.split(".");
    return caller[area]?.[name]?.(input);
  };

  const attack: Dying["attack"] = async (path, who, good) => {
    const schema = inputOf(path);
    if (!schema || attacked.has(path)) return;
    attacked.add(path);
    const bugs = new Set<string>();
    let shut = 0;
    for (const { at, input } of hostileInputs(schema, good)) {
      // What the schema turns away never comes to the code behind it: some of those show that it is answered in words.
      if (!schema.safeParse(input).success && shut++ % SHUT_OUT_OF !== 0) continue;
      own.undone = 0;
      const answer = await call(path, who, input).catch((error: { code?: string; cause?: Error }) =>
        error.code === "INTERNAL_SERVER_ERROR" ? void bugs.add(`${at}: ${error.cause?.cause ?? error.cause}`) : error,
      );
      // Door events swallow what goes wrong and ask to be sent again, for ever if it was theirs.
      if (own.undone === 0 && JSON.stringify(answer)?.includes('"status":"again"')) bugs.add(`${at}: again`);
      await (answer as AsyncGenerator | undefined)?.return?.(undefined);
    }
    own.undone = undefined;
    expect([...bugs], path).toEqual([]);
  };

  const press: Dying["press"] = async (path, who, input, parts) => {
    inParts = parts !== undefined;
    await city.clock.arrived();
    await attack(path, who, input);
    let before = await fingerprint(city);
    for (let died = 0; ; died += 1) {
      own.start(died + 1);
      const answer = await call(path, who, input).catch((error: unknown) => {
        if (!own.isDead) throw new Error(`${path}, killed ${died} times, then refused`, { cause: error });
        return error;
      });
      const dead = own.isDead;
      own.start(Number.POSITIVE_INFINITY);
      const after = await fingerprint(city);
      if (!dead) {
        pressed.set(path, Math.max(pressed.get(path) ?? 0, died));
        return answer as never;
      }
      if (inParts) before = after;
      expect(differences(before, after), `${path}, killed at statement ${died + 1}`).toEqual([]);
    }
  };
  return {
    press,
    attack,
    call,
    pressed,
    close: async () => void (await Promise.all([app.close(), auth.close(), runtime.drafts.close()])),
  };
}

/** The schema of a procedure's input; undefined when it takes none. */
export function inputOf(path: string): z.ZodType | undefined {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { inputs: z.ZodType[] } }>;
  return procedures[path]?._def.inputs[0];
}

type World = ReadonlyMap<string, string>;

/**
 * What every table was last written by, and how many rows it has: whatever is committed writes rows with a later
 * transaction's number, or takes some away.
 */
async function fingerprint(city: City): Promise<World> {
  const [all] = await city.owner.sql<{ query: string }[]>`
    SELECT string_agg(format('SELECT %L AS name, count(*) || '':'' || coalesce(max(xmin::text::bigint), 0) AS rows FROM %I', tablename, tablename), ' UNION ALL ') AS query
    FROM pg_tables WHERE schemaname = 'public'`;
  const rows = await city.owner.sql.unsafe<{ name: string; rows: string }[]>(all?.query ?? "");
  return new Map(rows.map((r) => [r.name, r.rows]));
}

const differences = (before: World, after: World): string[] =>
  [...after.keys()].filter((name) => before.get(name) !== after.get(name));
