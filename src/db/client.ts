import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { type DbRole, loginUrl, readKey, type Seal, sealWith } from "./logins.ts";
import { endTransactionsWithConnection } from "./lost-transactions.ts";

export type Sql = postgres.Sql;
export type Database = PostgresJsDatabase;
/** A transaction, or the database itself: what a query runs on. */
export type Tx = Pick<Database, "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "with">;

export type Connection = { readonly sql: Sql; readonly db: Database; readonly close: () => Promise<void> };
/** A database in which somebody is at work in a scope, and what seals it. */
export type ScopedDatabase = Database & { readonly seal: Seal };
export type ScopedConnection = Connection & { readonly db: ScopedDatabase };

type Options = { readonly max?: number; readonly name?: string; readonly relaxed?: boolean };

/** Between two tries to connect: the driver's own pause grows to 20 s, which would be felt after the database is back. */
const pauseSeconds = (tries: number) => Math.min(2 ** tries / 50, 1) * (0.5 + Math.random() / 2);

/**
 * Opens a pool of whoever `url` names: for the owner, in migrations, seed and verification.
 * @param relaxed does not wait for the disk at each commit: for the seed alone, which starts over when it was cut off
 */
export function connect(url: string, options: Options = {}): Connection {
  const sql = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 10,
    idle_timeout: 0,
    backoff: pauseSeconds,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? "baogong",
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 30_000,
      ...(options.relaxed ? { synchronous_commit: "off" } : {}),
    },
  });
  endTransactionsWithConnection(sql);
  return { sql, db: drizzle(sql, { casing: "snake_case" }), close: () => sql.end({ timeout: 5 }) };
}

/**
 * Opens a pool that signs in as one of the program's own logins. The owner is asked once, for the key.
 * @param url the owner's. @throws when the server cannot be reached, or the tables are missing
 */
export async function connectAs(url: string, role: DbRole, options: Options = {}): Promise<ScopedConnection> {
  return connectWith(await keyOf(url), url, role, options);
}

/** As `connectAs`, with the key at hand. */
export function connectWith(key: string, url: string, role: DbRole, options: Options): ScopedConnection {
  const { sql, db, close } = connect(loginUrl(url, key, role), options);
  return { sql, db: Object.assign(db, { seal: sealWith(key) }), close };
}

/** @param url the owner's. @returns the key of the database, which logins and seals are made with */
export async function keyOf(url: string): Promise<string> {
  const owner = connect(url, { max: 1, name: "baogong-key" });
  try {
    return await readKey(owner.sql);
  } finally {
    await owner.close();
  }
}
