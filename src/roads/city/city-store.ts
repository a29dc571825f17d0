import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { MapExtent } from "../basemap/pmtiles-writer.ts";
import { readGraph } from "../graph-file.ts";
import { findHierarchy } from "../hierarchy/hierarchy-file.ts";
import { RoadDataError } from "../road-data-error.ts";
import type { RoadGraph } from "../road-graph.ts";

/**
 * What is known of an imported city: `NAME.json` in the cities' folder. It names the folder with the files, so renaming
 * one small file makes a new import count, and an import that fails leaves the city as it was.
 */
export type City = {
  readonly name: string;
  /** Of the source's bytes, of what was asked of it, and of the program that built it. */
  readonly version: string;
  readonly folder: string;
  readonly importedAt: string;
  readonly source: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly datum: string;
  /** Degrees. */
  readonly extent: MapExtent;
  readonly junctions: number;
  readonly segments: number;
  readonly restrictionsSkipped: number;
  readonly conditionals: number;
  /** Tags of streets that could not be read, the most frequent first; absent in a city imported before they were told. */
  readonly unread?: { readonly tags: RoadGraph["unread"]; readonly distinct: number };
  readonly strays?: RoadGraph["strays"];
  readonly tiles: number;
  /** Keys of the hierarchies beside the graph: none in a small city, or in one imported before there were any. */
  readonly hierarchies?: readonly string[];
  /** Public transport, when a feed was imported too. */
  readonly transit?: Transit | undefined;
};
export type Transit = {
  readonly folder: string;
  readonly file: string;
  readonly importedAt: string;
  readonly stops: number;
  readonly routes: number;
  /** Rows of the feed that could not be used, the first by name; absent in one imported before they were counted. */
  readonly leftOut?: { readonly rows: number; readonly first: readonly string[] };
};

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
export const GRAPH_FILE = "roads.bin";
export const MAP_FILE = "map.pmtiles";
export const STOPS_FILE = "stops.geojson";
export const ROUTES_FILE = "routes.geojson";

/** @throws RoadDataError `bad_name` */
export function checkCityName(name: string): string {
  if (!NAME.test(name))
    throw new RoadDataError("bad_name", `"${name}" is no name for a city: use a to z, 0 to 9 and -, at most 40`);
  return name;
}

/** Imported cities, the one imported last first: that one is in use. */
export function listCities(dir: string): City[] {
  let files: string[];
  try {
    files = readdirSync(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return files
    .filter((file) => file.endsWith(".json") && NAME.test(file.slice(0, -5)))
    .map((file) => JSON.parse(readFileSync(join(dir, file), "utf8")) as City)
    .sort((a, b) => (a.importedAt < b.importedAt ? 1 : -1));
}

export function findCity(dir: string, name: string): City | undefined {
  return listCities(dir).find((city) => city.name === name);
}

/** The stored graph of a city. @throws RoadDataError */
export function cityGraph(dir: string, city: City): RoadGraph {
  const folder = join(dir, city.folder);
  return { ...readGraph(join(folder, GRAPH_FILE)), hierarchyOf: (key) => findHierarchy(folder, key) };
}

/**
 * Fills a new folder and makes it count, or leaves everything as it was.
 * @param fill writes its files into the folder that it is given, and returns what to remember
 * @param replaced the folder that nobody needs once the new one counts
 */
export function storeCity(
  dir: string,
  name: string,
  fill: (folder: string) => { city: Omit<City, "folder">; suffix: string },
): City {
  return swap(dir, name, (folder) => {
    const { city, suffix } = fill(folder);
    const old = findCity(dir, name);
    const kept = old?.transit ? { transit: old.transit } : {};
    return { suffix, replaced: old?.folder, city: (final) => ({ ...city, ...kept, folder: final }) };
  });
}

/** Like `storeCity`, for a feed beside the city's streets. */
export function storeTransit(
  dir: string,
  city: City,
  fill: (folder: string) => { transit: Omit<Transit, "folder">; suffix: string },
): City {
  return swap(dir, city.name, (folder) => {
    const { transit, suffix } = fill(folder);
    const replaced = city.transit?.folder;
    return { suffix, replaced, city: (final) => ({ ...city, transit: { ...transit, folder: final } }) };
  });
}

function swap(
  dir: string,
  name: string,
  work: (folder: string) => { suffix: string; replaced: string | undefined; city: (folder: string) => City },
): City {
  makeFolder(dir);
  sweep(dir);
  const draft = join(dir, `.draft-${process.pid}-${name}`);
  try {
    mkdirSync(draft);
    const { suffix, replaced, city } = work(draft);
    const folder = `${name}-${suffix}-${Date.now().toString(36)}`;
    const whole = city(folder);
    writeFileSync(join(draft, "city.json"), `${JSON.stringify(whole, null, 2)}\n`);
    renameSync(draft, join(dir, folder));
    renameSync(join(dir, folder, "city.json"), join(dir, `${name}.json`));
    if (replaced) rmSync(join(dir, replaced), { recursive: true, force: true });
    return whole;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** With its parents; `mkdir` itself never comes back from file systems that refuse folders with "no such file", as /proc. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  mkdirSync(dir);
}

/** Removes drafts whose import was ended before it could clear up. */
function sweep(dir: string): void {
  for (const entry of readdirSync(dir)) {
    const pid = Number(/^\.draft-(\d+)-/.exec(entry)?.[1] ?? 0);
    if (pid > 0 && !isRunning(pid)) rmSync(join(dir, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** @throws RoadDataError `missing` */
export function removeCity(dir: string, name: string): void {
  const city = findCity(dir, checkCityName(name));
  if (!city) throw new RoadDataError("missing", `no city is called ${name}: npm run city -- list`);
  rmSync(join(dir, `${name}.json`));
  for (const folder of [city.folder, city.transit?.folder])
    if (folder) rmSync(join(dir, folder), { recursive: true, force: true });
}
