import { type ChildProcess, execFile, spawn } from "node:child_process";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export type ServerUser = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root: then it runs as the first of these who exists, and must reach its files. */
const UNPRIVILEGED = ["postgres", "nobody"];

/** Whom a server that this process starts runs as; undefined: as whoever this process runs as. */
export async function findUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of UNPRIVILEGED) {
    const ids = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]).catch(() => undefined);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new Error(
    `PostgreSQL cannot run as root and none of the users ${UNPRIVILEGED.join(", ")} exists. Run as another user, or set DATABASE_URL.`,
  );
}

/** A server that has only to start is up within this; one that reads a log again takes as long as the log is. */
const START_SECONDS = 60;
const LOOK_MS = 50;

/**
 * Starts a PostgreSQL server on the data of a folder, on 127.0.0.1 alone, and waits until it may be written to.
 * @param settings of the server by name, over those of its own file
 * @param seconds to wait before it is given up
 * @throws Error with the server's last words, when it does not come up
 */
export async function runPostgres(
  program: string,
  data: string,
  port: number,
  settings: Readonly<Record<string, string>>,
  user: ServerUser | undefined,
  seconds: number = START_SECONDS,
): Promise<{ readonly stop: () => Promise<void> }> {
  const flags = Object.entries({ listen_addresses: "127.0.0.1", ...settings });
  let words = "";
  // In a process group of its own, so that Ctrl-C reaches the program first and the database last.
  const server: ChildProcess = spawn(
    program,
    ["-D", data, "-p", String(port), ...flags.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...user, cwd: dirname(data), detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  let ended = false;
  server.once("error", (error) => {
    words += error.message;
    ended = true;
  });
  server.once("exit", () => {
    ended = true;
  });
  server.stderr?.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-4000);
  });
  const stop = async () => {
    if (ended) return;
    server.ref();
    const gone = new Promise((done) => server.once("exit", done));
    server.kill("SIGINT");
    await gone;
  };
  for (let tries = 0; !words.includes("ready to accept connections"); tries += 1) {
    if (ended) throw new Error(words.trim());
    if (tries * LOOK_MS > seconds * 1000) {
      await stop();
      throw new Error(`It was not ready after ${seconds} s:\n${words.trim()}`);
    }
    await wait(LOOK_MS);
  }
  server.unref();
  (server.stderr as unknown as { unref?: () => void } | null)?.unref?.();
  return { stop };
}
