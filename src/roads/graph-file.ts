import { type ArrayFile, readArrays, writeArrays } from "./array-file.ts";
import type { RoadGraph } from "./road-graph.ts";

export const GRAPH_FORMAT = 3;
const FILE: ArrayFile = { magic: "BGROADS\n", format: GRAPH_FORMAT, what: "stored road graph" };
/** Fields that are groups of arrays, stored as `bans.from` and so on. */
const GROUPS = ["bans", "copies"] as const;

/** @throws the file system's error, such as ENOSPC; a part of the file may then be there */
export function writeGraph(path: string, graph: RoadGraph): void {
  const flat = Object.entries(graph).flatMap(([name, value]) =>
    isGroup(name)
      ? Object.entries(value as object).map(([part, array]) => [`${name}.${part}`, array])
      : [[name, value]],
  );
  writeArrays(path, FILE, Object.fromEntries(flat));
}

/**
 * Reads a graph into memory that worker threads can share.
 * @throws RoadDataError `missing`, `not_a_road_file` for a foreign or older format, `damaged` when the checksum differs
 */
export function readGraph(path: string): RoadGraph {
  const graph: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(readArrays(path, FILE))) {
    const [group, part] = name.split(".") as [string, string];
    if (isGroup(group)) graph[group] = { ...(graph[group] as object), [part]: value };
    else graph[name] = value;
  }
  return graph as unknown as RoadGraph;
}

function isGroup(name: string): boolean {
  return GROUPS.some((group) => group === name);
}
