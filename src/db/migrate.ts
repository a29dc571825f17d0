import { fileURLToPath } from "node:url";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect } from "./client.ts";

const FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Brings the schema up to date as the owner; one at a time, however many processes start together. */
export async function migrate(url: string): Promise<void> {
  const owner = connect(url, { max: 1, name: "baogong-migrate" });
  try {
    await owner.sql`SET lock_timeout = 0`;
    await owner.sql`SELECT pg_advisory_lock(7266001)`;
    await applyMigrations(owner.db, { migrationsFolder: FOLDER });
  } finally {
    await owner.close();
  }
}
