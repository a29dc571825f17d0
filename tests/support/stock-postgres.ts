import { execFile } from "node:child_process";
import { chown, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findTool } from "../../src/cli/backup/find-tool.ts";
import { connect } from "../../src/db/client.ts";
import { freePort } from "../../src/db/free-port.ts";
import { migrate } from "../../src/db/migrate.ts";
import { findUser, runPostgres } from "../../src/db/run-postgres.ts";
import { TEMPLATE } from "./postgres-for-tests.ts";

const run = promisify(execFile);
/** From the oldest that is promised. */
const VERSIONS = [15, 16, 17, 18];

/** The programs of a PostgreSQL from the machine's own packages, server and clients alike; undefined where there is none. */
export async function findStock(): Promise<{ programs: string; major: number } | undefined> {
  for (const major of VERSIONS) {
    const server = await findTool("postgres", major).catch(() => undefined);
    const found = await run(join(dirname(server ?? ""), "pg_basebackup"), ["--version"]).catch(() => undefined);
    if (server && found) return { programs: dirname(server), major };
  }
  return undefined;
}

/** A server out of the machine's packages, with a cluster of its own, as a city would set it up. */
export async function startStock(programs: string, folder: string, settings: Readonly<Record<string, string>> = {}) {
  const user = await findUser();
  await mkdir(folder, { recursive: true });
  if (user) await chown(folder, user.uid, user.gid);
  const data = join(folder, "data");
  await run(
    join(programs, "initdb"),
    ["-D", data, "-U", "keeper", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    {
      ...user,
      cwd: folder,
    },
  );
  const port = await freePort();
  const start = () =>
    runPostgres(
      join(programs, "postgres"),
      data,
      port,
      { unix_socket_directories: "", fsync: "off", ...settings },
      user,
    );
  const { stop } = await start();
  const url = (database: string) => `postgres://baogong:secret@127.0.0.1:${port}/${database}`;
  const keeper = connect(`postgres://keeper@127.0.0.1:${port}/postgres`, { max: 1 });
  // As a city gives it; and what tests lay rows past the triggers with.
  await keeper.sql.unsafe("CREATE ROLE baogong LOGIN CREATEROLE CREATEDB REPLICATION PASSWORD 'secret'");
  await keeper.sql.unsafe("GRANT SET ON PARAMETER session_replication_role TO baogong");
  return { url, keeper, data, user, stop: () => keeper.close().then(stop) };
}

/** Lays the migrated template on a server, as an owner who is no superuser. */
export async function layTemplate(url: (database: string) => string): Promise<void> {
  const owner = connect(url("postgres"), { max: 1 });
  await owner.sql.unsafe(`CREATE DATABASE ${TEMPLATE}`).finally(() => owner.close());
  await migrate(url(TEMPLATE));
}
