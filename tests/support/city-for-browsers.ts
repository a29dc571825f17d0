import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../../src/cli/build-if-needed.ts";
import { endParts, startPart } from "../../src/cli/parts.ts";
import { readPlaces } from "../../src/cli/seed/read-files.ts";
import { seedCity } from "../../src/cli/seed/seed-city.ts";
import type { Place } from "../../src/cli/seed/territory.ts";
import { connect } from "../../src/db/client.ts";
import { migrate } from "../../src/db/migrate.ts";
import { openScratchDatabase } from "../../src/db/scratch-database.ts";
import { DEMO_PLACE } from "../../src/server/demo/sign-ins.ts";
import { PORT, STORIES_PORT } from "./browser-address.ts";
import { forgetEarlierRun } from "./run-notes.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const METRICS_TOKEN = "metrics-of-browser-tests";
export const SECRET = "browser-tests-browser-tests-browser-tests";

/**
 * For the browser tests every place has its grids and buildings, but only the demo's own has all of its homes. The city
 * stands twice: the stories change one while the screens of the other are looked at.
 */
export default function setup(): Promise<() => Promise<void>> {
  forgetEarlierRun();
  const few = (homes: number) => Math.ceil(homes / 10);
  const places = readPlaces().map((p) => (p.code === DEMO_PLACE ? p : { ...p, households: few(p.households) }));
  return openCity({ places, twin: { database: "browser_stories", port: STORIES_PORT } });
}

/**
 * The whole product: a seeded city on a real server, web and worker as in production.
 * @param own what the city is filled with, in place of the demo's four days; on a port and in a database of its own,
 * with variables of its own
 * @param twin the same city once more, in a database of this name on the same server
 * @returns what ends it
 */
export async function openCity({
  places = readPlaces(),
  own,
  twin,
}: {
  places?: readonly Place[];
  own?: {
    name: string;
    port: number;
    fill: (url: string, secret: string) => Promise<void>;
    env?: Readonly<Record<string, string>>;
  };
  twin?: { database: string; port: number };
} = {}): Promise<() => Promise<void>> {
  // The pages are built while the city is being filled: each of the two keeps one core busy.
  const built = buildIfNeeded(ROOT, () => {});
  built.catch(() => {});
  const directory = `${ROOT}/.data/${own?.name ?? "browser-tests"}`;
  await rm(directory, { recursive: true, force: true });
  const server = await openScratchDatabase(
    own?.name.replaceAll("-", "_") ?? "browser_tests",
    directory,
    { fsync: "off", max_connections: "150", max_wal_size: "2GB" },
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
    else await seedCity(url, SECRET, () => {}, 900, places);
    const cities = [{ url, port: own?.port ?? PORT }];
    if (twin) {
      cities.push({ url: await copyDatabase(url, twin.database), port: twin.port });
      // For the stories that need the day moved on by people who are not on the screen.
      process.env.BROWSER_CITY_URL = cities[1]?.url;
    }
    await built;
    for (const city of cities) {
      const env = {
        DATABASE_URL: city.url,
        AUTH_SECRET: SECRET,
        // Whatever city was imported here, the stories are told without one.
        CITY_DIR: `${directory}/no-city`,
        HOST: "127.0.0.1",
        PORT: String(city.port),
        DEMO: "1",
        METRICS_TOKEN,
        LOG_LEVEL: "error",
        ...own?.env,
      };
      for (const part of ["web", "worker"] as const) parts.push(await startPart(part, env));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** @param url the owner's, to which nobody else is connected. @returns the copy's */
async function copyDatabase(url: string, name: string): Promise<string> {
  const original = new URL(url);
  const owner = connect(new URL("/template1", original).href, { max: 1 });
  await owner.sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await owner.sql.unsafe(`CREATE DATABASE ${name} TEMPLATE ${original.pathname.slice(1)}`);
  await owner.close();
  return new URL(`/${name}`, original).href;
}
