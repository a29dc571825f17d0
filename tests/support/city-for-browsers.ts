import { type ChildProcess, fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../src/cli/build-if-needed.ts";
import { seedCity } from "../../src/cli/seed/seed-city.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.ts";
import { migrate } from "../../src/db/migrate.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PORT = 3987;
const SECRET = "browser-tests-browser-tests-browser-tests";

/** The whole product for the browser stories: a seeded city on a real server, web and worker as in production. */
export default async function setup(): Promise<() => Promise<void>> {
  await buildIfNeeded(ROOT, () => {});
  const directory = `${ROOT}/.data/browser-tests`;
  await rm(directory, { recursive: true, force: true });
  const server = await startEmbeddedPostgres(directory, { fsync: "off", max_connections: "100", max_wal_size: "2GB" });
  const parts: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(parts.map((p) => p.exitCode ?? new Promise((done) => p.once("exit", done).kill("SIGTERM"))));
    await server.stop();
    await rm(server.home, { recursive: true, force: true });
  };
  try {
    const url = server.url("postgres");
    await migrate(url);
    await seedCity(url, SECRET, () => {}, 900);
    const env = {
      ...process.env,
      DATABASE_URL: url,
      AUTH_SECRET: SECRET,
      HOST: "127.0.0.1",
      PORT: String(PORT),
      DEMO: "1",
      NODE_ENV: "production" as const,
      LOG_LEVEL: "error",
    };
    for (const entry of ["web.ts", "worker.ts"]) {
      const part = fork(`${ROOT}/src/server/${entry}`, {
        cwd: ROOT,
        env,
        execArgv: ["--disable-warning=ExperimentalWarning"],
      });
      await new Promise((done, refuse) => {
        part.once("message", done);
        part.once("exit", (code) => refuse(new Error(`${entry} ended with ${code}`)));
      });
      parts.push(part);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
