import { sql } from "drizzle-orm";
import pLimit from "p-limit";
import { type Connection, connectWith, keyOf, type ScopedDatabase } from "#db/client.ts";
import type { DbRole } from "#db/logins.ts";
import { isMigrated } from "#db/migrate.ts";
import type { SessionProof } from "#db/schema/auth.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type Accounts, accountsOf } from "./auth/accounts.ts";
import { type Auth, createAuth } from "./auth/auth.ts";
import { type DemoAccounts, demoAccounts } from "./auth/demo-account.ts";
import { forgetSignIns } from "./auth/forget-sign-ins.ts";
import { KnownSessions } from "./auth/known-sessions.ts";
import { type OwnSessions, ownSessionsOf } from "./auth/own-sessions.ts";
import { encryptFactorsAnew } from "./auth/secrets.ts";
import { loadSession, type Session } from "./auth/session.ts";
import { isOver } from "./auth/staff-session.ts";
import { type DatabaseWatch, watchDatabase } from "./database-watch.ts";
import { DEMO_PASSWORD } from "./demo/sign-ins.ts";
import { OpenStreams } from "./door/open-streams.ts";
import { type Env, hasTexts, NO_TEXTS, secretsOf } from "./env.ts";
import { openQueue, type Queue } from "./jobs/queue.ts";
import { type Live, openLive } from "./live.ts";
import { log } from "./log.ts";
import { OrderLanes } from "./ordering/order-lanes.ts";
import { type SecurityLog, securityLog } from "./oversight/note-security.ts";
import { watchSignIns } from "./oversight/watch-sign-ins.ts";
import { openPapers, type Papers } from "./papers/papers.ts";
import { type Drafts, openDrafts } from "./planning/drafts.ts";
import { openRoads } from "./planning/roads-in-use.ts";
import { demoSender, webhookSender } from "./sms.ts";

/** What one process holds open: made once by its entry point, shared with the pages that Next bundles apart. */
export type Runtime = {
  readonly env: Env;
  readonly db: ScopedDatabase;
  readonly auth: Auth;
  /** The program's time, which is the database's. */
  readonly now: () => Promise<Instant>;
  readonly live: Live;
  readonly streams: OpenStreams;
  readonly lanes: OrderLanes;
  readonly queue: Queue;
  readonly database: DatabaseWatch;
  /** Plans that are changed by hand, on a thread of their own. */
  readonly drafts: Drafts;
  /** Draws what is printed, on a thread of its own. */
  readonly papers: Papers;
  /**
   * Who sent these headers, from the session cookie; null when nobody is signed in. In a rush calls of the API wait
   * their turn to be looked up, a few at a time, so that whoever opens a page (`ahead`) does not stand behind thousands.
   */
  readonly sessionOf: (headers: Headers, place?: "ahead") => Promise<Session | null>;
  /** Forgets what it knows of a person, after his roles or homes changed; other processes hear of it by the database. */
  readonly forget: (userId: UserId) => void;
  /** Makes accounts and gives them new passwords and factors; each is told once. */
  readonly accounts: Accounts;
  /** Where somebody is signed in. */
  readonly ownSessions: OwnSessions;
  /** Ways in for the people of a demo; not there outside of one. */
  readonly demo: DemoAccounts | undefined;
  /** Counts what concerns sign-in and scope. */
  readonly security: SecurityLog;
  /** Takes away what signing in has left behind. */
  readonly forgetSignIns: () => Promise<void>;
  /** Writes second factors anew that are not under AUTH_SECRET yet. */
  readonly encryptFactorsAnew: () => Promise<{ readonly anew: number; readonly lost: number }>;
  readonly isReady: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

const KEY = Symbol.for("baogong.runtime");
type Shared = { [KEY]?: Runtime };

/** The process's runtime. @throws Error when the entry point has not opened it: a bug. */
export function runtime(): Runtime {
  const open = (globalThis as Shared)[KEY];
  if (!open) throw new Error("the runtime is not open");
  return open;
}

/** On which the database says whose sessions, roles or homes have changed, whoever changed them. */
const PERSON_CHANGED = "baogong_person";
/** So many sessions are read at once for calls of the API: fewer than a process has connections. */
const LOOKUPS_AT_ONCE = 6;

export function publicUrlOf(env: Env): string {
  return env.PUBLIC_URL ?? `http://${env.HOST === "0.0.0.0" ? "localhost" : env.HOST}:${env.PORT}`;
}

/** @throws Error with a line for whoever starts it, when text messages have nowhere to go or the tables are missing or of an older version */
export async function openRuntime(env: Env, name: "web" | "worker"): Promise<Runtime> {
  if (!hasTexts(env)) throw new Error(`${NO_TEXTS}; see .env.example.`);
  if (!(await isMigrated(env.DATABASE_URL))) throw new Error("The tables are not up to date: run `npm run migrate`.");
  // From here on nobody signs in as the owner.
  const key = await keyOf(env.DATABASE_URL);
  const open = (role: DbRole, max: number, of = "") =>
    connectWith(key, env.DATABASE_URL, role, { max, name: `baogong-${name}${of}` });
  const app = open("baogong_app", env.DB_POOL);
  const auth = open("baogong_auth", 4, "-auth");
  const ordering = open("baogong_app", 2, "-orders");
  const connections: Connection[] = [app, auth, ordering];
  const database = watchDatabase(() => app.sql`SELECT 1`);
  const live = await openLive(app.sql);
  const queue = await openQueue(env.DATABASE_URL, key, name === "worker", (err) => {
    if (!database.heard(err)) log.error({ err }, "queue");
  });
  const drafts = openDrafts(openRoads(env));
  const papers = openPapers();
  const sendSms = env.SMS_WEBHOOK_URL ? webhookSender(env.SMS_WEBHOOK_URL) : demoSender(app.db);
  const publicUrl = publicUrlOf(env);
  const library = createAuth({
    db: auth.db,
    ...secretsOf(env),
    publicUrl,
    sendSms,
    heard: database.heard,
    codesAgain: env.DEMO,
  });

  const security = securityLog(auth.db);
  const inTurn = pLimit(LOOKUPS_AT_ONCE);
  const known = new KnownSessions();
  const streams = new OpenStreams();
  const forget = async (userId: UserId) => {
    await known.forget(userId);
    await streams.recheck(userId);
  };
  // What was told while this connection was lost nobody here has heard.
  const hearing = await app.sql.listen(
    PERSON_CHANGED,
    (userId) => void forget(userId as UserId),
    () => known.forgetAll(),
  );
  const load = async (headers: Headers) => {
    const found = await library.readSession(headers);
    if (!found) return null;
    const { id, proof } = found.session as typeof found.session & { proof: SessionProof };
    if (await isOver(auth.db, id, proof)) return null;
    return loadSession(app.db, found.user.id as UserId, proof);
  };
  const opened: Runtime = {
    env,
    db: app.db,
    auth: { ...library, handler: watchSignIns(library.handler, security) },
    security,
    now: async () => {
      const [row] = await app.db.execute<{ at: string }>(sql`SELECT app_now() AS at`);
      return Date.parse(row?.at ?? "") as Instant;
    },
    live,
    streams,
    lanes: new OrderLanes(ordering),
    queue,
    database,
    drafts,
    papers,
    sessionOf: (headers, place) => {
      const cookie = headers.get("cookie") ?? "";
      const token = /(?:^|;\s*)(?:__Secure-)?baogong\.session_token=([^;]+)/.exec(cookie)?.[1];
      if (!token) return Promise.resolve(null);
      return known.of(token, () => (place === "ahead" ? load(headers) : inTurn(() => load(headers))));
    },
    forget: (userId) => void forget(userId),
    forgetSignIns: async () => {
      await forgetSignIns(auth.db);
      await security.forget();
    },
    encryptFactorsAnew: () => encryptFactorsAnew(auth.db, secretsOf(env)),
    accounts: accountsOf(auth.db, secretsOf(env)),
    ownSessions: ownSessionsOf(auth.db),
    demo: env.DEMO ? demoAccounts(auth.db, DEMO_PASSWORD) : undefined,
    isReady: async () => {
      if (database.isLost()) return false;
      const [row] = await app.sql<{ ok: number }[]>`SELECT 1 AS ok`;
      return row?.ok === 1;
    },
    close: async () => {
      database.close();
      await hearing.unlisten();
      await drafts.close();
      await papers.close();
      await live.close();
      await queue.close();
      await Promise.all(connections.map((c) => c.close()));
    },
  };
  (globalThis as Shared)[KEY] = opened;
  return opened;
}
