import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { endTransactionsWithConnection } from "./lost-transactions.ts";

export type Sql = postgres.Sql;
export type Database = PostgresJsDatabase;
/** A transaction, or the database itself: what a query runs on. */
export type Tx = Pick<Database, "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "with">;

export type Connection = { readonly sql: Sql; readonly db: Database; readonly close: () => Promise<void> };

/** Between two tries to connect: the driver's own pause grows to 20 s, which would be felt after the database is back. */
const pauseSeconds = (tries: number) => Math.min(2 ** tries / 50, 1) * (0.5 + Math.random() / 2);

/**
 * Opens a pool.
 * @param role the database role to work as: `baogong_app` is bound by row-level security, `baogong_auth` sees the
 *   sign-in tables alone, undefined is the owner (migrations, seed, verification)
 * @param relaxed does not wait for the disk at each commit: for the seed alone, which starts over when it was cut off
 */
export function connect(
  url: string,
  options: { role?: "baogong_app" | "baogong_auth"; max?: number; name?: string; relaxed?: boolean } = {},
): Connection {
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
      options: [options.role ? `-c role=${options.role}` : "", options.relaxed ? "-c synchronous_commit=off" : ""]
        .join(" ")
        .trim(),
    },
  });
  endTransactionsWithConnection(sql);
  return { sql, db: drizzle(sql, { casing: "snake_case" }), close: () => sql.end({ timeout: 5 }) };
}
