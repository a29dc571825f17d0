import { mkdir } from "node:fs/promises";
import { connect } from "./client.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

export type ScratchDatabase = {
  /** Connection URL for the owner. */
  readonly url: string;
  /** A folder that belongs to it, for what is kept beside it. */
  readonly home: string;
  readonly stop: () => Promise<void>;
};

/**
 * A database for a rehearsal or a test, never the product's own: `baogong_<name>` on DATABASE_URL's server where one is
 * given, else an embedded server in `directory`.
 * @param fresh empties what an earlier run left on DATABASE_URL's server; the embedded one's folder is the caller's
 */
export async function openScratchDatabase(
  name: string,
  directory: string,
  settings: Readonly<Record<string, string>>,
  fresh: boolean,
): Promise<ScratchDatabase> {
  const given = process.env.DATABASE_URL;
  if (!given) {
    const server = await startEmbeddedPostgres(directory, settings);
    return { url: server.url("postgres"), home: server.home, stop: server.stop };
  }
  await mkdir(directory, { recursive: true });
  const database = `baogong_${name}`;
  const owner = connect(given, { max: 1 });
  if (fresh) await owner.sql.unsafe(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  const [found] = await owner.sql`SELECT 1 FROM pg_database WHERE datname = ${database}`;
  if (!found) await owner.sql.unsafe(`CREATE DATABASE ${database}`);
  await owner.close();
  const url = new URL(given);
  url.pathname = `/${database}`;
  return { url: url.href, home: directory, stop: async () => {} };
}
