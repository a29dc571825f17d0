import { type ArrayFile, readArrays, writeArrays } from "./array-file.ts";
import type { RoadGraph } from "./road-graph.ts";

export const GRAPH_FORMAT = 1;
const FILE: ArrayFile = { magic: "BGROADS\n", format: GRAPH_FORMAT, what: "stored road graph" };
const BANS = "bans.";

/** @throws the file system's error, such as ENOSPC; a part of the file may then be there */
export function writeGraph(path: string, graph: RoadGraph): void {
  const { bans, ...fields } = graph;
  const named = Object.entries(bans).map(([name, value]) => [BANS + name, value]);
  writeArrays(path, FILE, { ...fields, ...Object.fromEntries(named) });
}

/**
 * Reads a graph into memory that worker threads can share.
 * @throws RoadDataError `missing`, `not_a_road_file` for a foreign or older format, `damaged` when the checksum differs
 */
export function readGraph(path: string): RoadGraph {
  const graph: Record<string, unknown> = {};
  const bans: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(readArrays(path, FILE)))
    if (name.startsWith(BANS)) bans[name.slice(BANS.length)] = value;
    else graph[name] = value;
  return { ...graph, bans } as unknown as RoadGraph;
}
