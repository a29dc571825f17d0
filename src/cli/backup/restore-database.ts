import { sql } from "drizzle-orm";
import { connect } from "#db/client.ts";
import { makeGroups } from "#db/logins.ts";
import { migrate } from "#db/migrate.ts";
import { inOneSnapshot } from "./back-up.ts";
import { compareFigures, type Line } from "./compare.ts";
import { findTool } from "./find-tool.ts";
import { anchorOf, type Manifest, readFigures } from "./manifest.ts";
import { feed, libpqEnv } from "./run-tool.ts";

/** @throws Error when there is anything in the database: nothing is ever restored over something else */
async function readEmptyServer(url: string): Promise<number> {
  const owner = connect(url, { max: 1, name: "baogong-restore" });
  try {
    const [row] = await owner.sql<{ major: number; things: number; name: string }[]>`
      SELECT current_setting('server_version_num')::int / 10000 AS major, current_database() AS name,
        (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%') AS things`;
    if (!row || row.things > 0)
      throw new Error(
        `The database ${row?.name} is not empty (${row?.things} tables and indexes): make a new one with createdb.`,
      );
    await makeGroups(owner.sql);
    return row.major;
  } finally {
    await owner.close();
  }
}

/**
 * Restores a dump into an empty database, in one transaction, compares what is there with the manifest, and makes the
 * logins and the count of transactions that the program needs on this server.
 * @param url the owner's, of a database with nothing in it
 */
export async function restoreDatabase(
  url: string,
  manifest: Manifest,
  payload: AsyncIterable<Uint8Array>,
): Promise<Line[]> {
  const program = await findTool("pg_restore", await readEmptyServer(url));
  const how = ["--format=custom", "--no-owner", "--exit-on-error", "--single-transaction"];
  const env = libpqEnv(url);
  await feed(program, [...how, `--dbname=${env.PGDATABASE}`], payload, { env });
  const found = await inOneSnapshot(url, (tx) => readFigures(tx, anchorOf(manifest)));
  const lines = compareFigures(manifest, found, true);
  await migrate(url);
  // The planner knows nothing of restored tables until they are looked through.
  const owner = connect(url, { max: 1, name: "baogong-restore" });
  await owner.db.execute(sql`ANALYZE`).finally(() => owner.close());
  return lines;
}
