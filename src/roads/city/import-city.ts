import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { readFeatures } from "../basemap/read-features.ts";
import { writeBasemap } from "../basemap/write-basemap.ts";
import { buildGraph } from "../build-graph.ts";
import type { Box } from "../closure.ts";
import { type Datum, toWgs84From } from "../datum.ts";
import { UNITS_PER_DEGREE } from "../geometry.ts";
import { GRAPH_FORMAT, writeGraph } from "../graph-file.ts";
import { LARGE_JUNCTIONS } from "../hierarchy/hierarchy.ts";
import { HIERARCHY_FORMAT, readHierarchy } from "../hierarchy/hierarchy-file.ts";
import { storeHierarchies } from "../hierarchy/store-hierarchies.ts";
import { RoadDataError } from "../road-data-error.ts";
import type { RoadGraph } from "../road-graph.ts";
import { type City, checkCityName, cityGraph, findCity, GRAPH_FILE, MAP_FILE, storeCity } from "./city-store.ts";

/** Rises when the same source would give other files. */
const BUILDER = 3;
/** The map of a box shows this much around its streets, in 1e-7 degrees, some 20 km: the rest of a larger box is empty. */
const AROUND = 2_000_000;
/** So many distinct tags that could not be read are kept to be told. */
const UNREAD_KEPT = 200;

export type ImportStage = "read" | "graph" | "hierarchy" | "features" | "tiles";
export type ImportAsk = {
  readonly dir: string;
  readonly file: string;
  readonly name: string;
  /** Degrees: west, south, east, north. */
  readonly bbox?: readonly [number, number, number, number] | undefined;
  readonly datum: Datum;
  /** Junctions above which hierarchies are built. */
  readonly largeJunctions?: number;
};

/**
 * Builds the road graph and the map of an extract and stores them as a city. What was stored under the name before
 * stays until the new one is whole.
 * @param now an ISO time
 * @param told a stage and the share of it that is done
 * @returns the city, and whether it was there already just so
 * @throws RoadDataError, or the file system's error
 */
export function importCity(
  ask: ImportAsk,
  now: string,
  told: (stage: ImportStage, share: number) => void,
): { city: City; fresh: boolean } {
  checkCityName(ask.name);
  const source = { file: basename(ask.file), ...fingerprint(ask.file, (share) => told("read", share)) };
  const version = createHash("sha256")
    .update(JSON.stringify([source.sha256, ask.bbox ?? null, ask.datum, BUILDER, GRAPH_FORMAT, HIERARCHY_FORMAT]))
    .digest("hex")
    .slice(0, 12);
  const old = findCity(ask.dir, ask.name);
  if (old?.version === version && isWhole(ask.dir, old)) return { city: old, fresh: false };

  const toWgs84 = toWgs84From(ask.datum);
  const box = ask.bbox && boxOf(ask.bbox);
  const city = storeCity(ask.dir, ask.name, (folder) => {
    told("graph", 0);
    const { extent, ...counts } = storeStreets(folder, buildGraph(ask.file, { box, toWgs84 }), ask, told);
    told("features", 0);
    const shown = box ? within(box, extent) : extent;
    const features = readFeatures(ask.file, shown, toWgs84);
    const tiles = writeBasemap(join(folder, MAP_FILE), features, shown, (share) => told("tiles", share));
    const [west, south, east, north] = [shown.west, shown.south, shown.east, shown.north].map(
      (n) => n / UNITS_PER_DEGREE,
    );
    const degrees = { west: west!, south: south!, east: east!, north: north! };
    const { name, datum } = ask;
    return {
      suffix: version,
      city: { name, version, importedAt: now, source, datum, extent: degrees, ...counts, tiles },
    };
  });
  return { city, fresh: true };
}

/** A function of its own, so that the graph's memory is free before the map is drawn. */
function storeStreets(
  folder: string,
  graph: RoadGraph,
  { largeJunctions = LARGE_JUNCTIONS }: ImportAsk,
  told: (stage: ImportStage, share: number) => void,
) {
  writeGraph(join(folder, GRAPH_FILE), graph);
  const { junctions, segments, restrictionsSkipped, conditionals, strays } = graph;
  const unread = { tags: graph.unread.slice(0, UNREAD_KEPT), distinct: graph.unread.length };
  const isLarge = junctions > largeJunctions;
  const hierarchies = isLarge ? storeHierarchies(folder, graph, (share) => told("hierarchy", share)) : [];
  const extent = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity };
  for (let i = 0; i < graph.shapeLat.length; i += 1) {
    extent.south = Math.min(extent.south, graph.shapeLat[i]!);
    extent.north = Math.max(extent.north, graph.shapeLat[i]!);
    extent.west = Math.min(extent.west, graph.shapeLng[i]!);
    extent.east = Math.max(extent.east, graph.shapeLng[i]!);
  }
  return { junctions, segments, restrictionsSkipped, conditionals, unread, strays, hierarchies, extent };
}

/** What of a box lies around the streets: a box of the whole world would be millions of empty tiles. */
function within(box: Box, streets: Box): Box {
  return {
    west: Math.max(box.west, streets.west - AROUND),
    east: Math.min(box.east, streets.east + AROUND),
    south: Math.max(box.south, streets.south - AROUND),
    north: Math.min(box.north, streets.north + AROUND),
  };
}

function isWhole(dir: string, city: City): boolean {
  try {
    cityGraph(dir, city);
    for (const key of city.hierarchies ?? []) readHierarchy(join(dir, city.folder), key);
    return statSync(join(dir, city.folder, MAP_FILE)).size > 0;
  } catch {
    // Whatever is wrong with the stored files, building them again puts it right.
    return false;
  }
}

function boxOf([west, south, east, north]: readonly [number, number, number, number]): Box {
  if (!(west < east && south < north && west >= -180 && east <= 180 && south >= -85 && north <= 85))
    throw new RoadDataError(
      "bad_bbox",
      `a box is west,south,east,north in degrees: ${[west, south, east, north]} is none`,
    );
  const [w, s, e, n] = [west, south, east, north].map((degrees) => Math.round(degrees * UNITS_PER_DEGREE));
  return { west: w!, south: s!, east: e!, north: n! };
}

/** @throws RoadDataError `missing` */
export function fingerprint(path: string, told: (share: number) => void): { bytes: number; sha256: string } {
  let file: number;
  try {
    if (!statSync(path).isFile()) throw new Error("it is no file");
    file = openSync(path, "r");
  } catch (cause) {
    throw new RoadDataError("missing", `cannot open ${path}: ${(cause as Error).message}`);
  }
  try {
    const bytes = statSync(path).size;
    const hash = createHash("sha256");
    const part = Buffer.alloc(1 << 20);
    for (let done = 0; ; ) {
      const got = readSync(file, part, 0, part.length, null);
      if (got === 0) return { bytes, sha256: hash.digest("hex") };
      hash.update(part.subarray(0, got));
      done += got;
      told(done / bytes);
    }
  } finally {
    closeSync(file);
  }
}
