import { join } from "node:path";
import { type ArrayFile, readArrays, writeArrays } from "../array-file.ts";
import { RoadDataError } from "../road-data-error.ts";
import type { Hierarchy } from "./hierarchy.ts";

export const HIERARCHY_FORMAT = 1;
const FILE: ArrayFile = { magic: "BGHIERA\n", format: HIERARCHY_FORMAT, what: "stored hierarchy" };

/** Where the hierarchy of a network lies in a city's folder. @param key of the network */
export function hierarchyPath(folder: string, key: string): string {
  return join(folder, `hierarchy-${key}.bin`);
}

/** @throws the file system's error, such as ENOSPC; a part of the file may then be there */
export function writeHierarchy(folder: string, hierarchy: Hierarchy): void {
  writeArrays(hierarchyPath(folder, hierarchy.key), FILE, hierarchy);
}

/**
 * Reads a hierarchy into memory that worker threads can share.
 * @throws RoadDataError `missing`, `not_a_road_file` for a foreign or older format, `damaged` when the checksum differs
 */
export function readHierarchy(folder: string, key: string): Hierarchy {
  return readArrays(hierarchyPath(folder, key), FILE) as unknown as Hierarchy;
}

/** The stored hierarchy of a network, if a good one is there: without it answers are the same, only later. */
export function findHierarchy(folder: string, key: string): Hierarchy | undefined {
  try {
    return readHierarchy(folder, key);
  } catch (error) {
    if (error instanceof RoadDataError) return undefined;
    throw error;
  }
}
