import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../src/cli/build-if-needed.ts";
import { endParts, startPart } from "../../src/cli/parts.ts";
import { readPlaces } from "../../src/cli/seed/read-files.ts";
import { seedCity } from "../../src/cli/seed/seed-city.ts";
import type { Place } from "../../src/cli/seed/territory.ts";
import { migrate } from "../../src/db/migrate.ts";
import { openScratchDatabase } from "../../src/db/scratch-database.ts";
import { DEMO_PLACE } from "../../src/server/demo/sign-ins.ts";
import { PORT } from "./browser-address.ts";
import { forgetEarlierRun } from "./run-notes.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const METRICS_TOKEN = "metrics-of-browser-tests";
export const SECRET = "browser-tests-browser-tests-browser-tests";

/** For the browser stories every place has its grids and buildings, but only the demo's own has all of its homes. */
export default function setup(): Promise<() => Promise<void>> {
  forgetEarlierRun();
  const few = (homes: number) => Math.ceil(homes / 10);
  return openCity(readPlaces().map((p) => (p.code === DEMO_PLACE ? p : { ...p, households: few(p.households) })));
}

/**
 * The whole product: a seeded city on a real server, web and worker as in production.
 * @param fill what the city is filled with, in place of the demo's four days; on a port and in a database of its own,
 * with variables of its own
 * @returns what ends it
 */
export async function openCity(
  places: readonly Place[] = readPlaces(),
  own?: {
    name: string;
    port: number;
    fill: (url: string, secret: string) => Promise<void>;
    env?: Readonly<Record<string, string>>;
  },
): Promise<() => Promise<void>> {
  // The pages are built while the city is being filled: each of the two keeps one core busy.
  const built = buildIfNeeded(ROOT, () => {});
  built.catch(() => {});
  const directory = `${ROOT}/.data/${own?.name ?? "browser-tests"}`;
  await rm(directory, { recursive: true, force: true });
  const server = await openScratchDatabase(
    own?.name.replaceAll("-", "_") ?? "browser_tests",
    directory,
    { fsync: "off", max_connections: "100", max_wal_size: "2GB" },
    true,
  );
  const parts: ChildProcess[] = [];
  const stop = async () => {
    await endParts(parts);
    await server.stop();
    await rm(server.home, { recursive: true, force: true });
  };
  try {
    const { url } = server;
    await migrate(url);
    if (own) await own.fill(url, SECRET);
    else {
      await seedCity(url, SECRET, () => {}, 900, places);
      // For the stories that need the day moved on by people who are not on the screen.
      process.env.BROWSER_CITY_URL = url;
    }
    await built;
    const env = {
      DATABASE_URL: url,
      AUTH_SECRET: SECRET,
      // Whatever city was imported here, the stories are told without one.
      CITY_DIR: `${directory}/no-city`,
      HOST: "127.0.0.1",
      PORT: String(own?.port ?? PORT),
      DEMO: "1",
      METRICS_TOKEN,
      LOG_LEVEL: "error",
      ...own?.env,
    };
    for (const part of ["web", "worker"] as const) parts.push(await startPart(part, env));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
