import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect } from "./client.ts";
import { writeLegalMoves } from "./legal-moves.ts";
import { writeLineColumn } from "./line-column.ts";
import { writeLogins } from "./logins.ts";
import { raiseTransactionBase } from "./transaction-base.ts";

/** Not by `new URL`: the pages' bundler would look for a module there. */
const FOLDER = resolve(fileURLToPath(import.meta.url), "../../../drizzle");

/** Brings the schema up to date as the owner; one at a time, however many processes start together. */
export async function migrate(url: string): Promise<void> {
  const owner = connect(url, { max: 1, name: "baogong-migrate" });
  try {
    await owner.sql`SET lock_timeout = 0`;
    await owner.sql`SELECT pg_advisory_lock(7266001)`;
    await applyMigrations(owner.db, { migrationsFolder: FOLDER });
    await writeLegalMoves(owner.sql);
    await writeLineColumn(owner.sql);
    await writeLogins(owner.sql);
    await raiseTransactionBase(owner.sql);
  } finally {
    await owner.close();
  }
}

/** When the newest migration that this program knows was made. */
export const newestKnownMigration = () =>
  Math.max(...readMigrationFiles({ migrationsFolder: FOLDER }).map((m) => m.folderMillis));

/** Whether the tables are those that this program was written for, or newer. */
export async function isMigrated(url: string): Promise<boolean> {
  const owner = connect(url, { max: 1, name: "baogong-migrate" });
  try {
    const [there] = await owner.sql<
      { log: string | null }[]
    >`SELECT to_regclass('drizzle.__drizzle_migrations') AS log`;
    if (!there?.log) return false;
    const [last] = await owner.sql<
      { at: string | null }[]
    >`SELECT max(created_at) AS at FROM drizzle.__drizzle_migrations`;
    return Number(last?.at ?? 0) >= newestKnownMigration();
  } finally {
    await owner.close();
  }
}
