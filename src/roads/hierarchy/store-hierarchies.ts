import { openNetwork } from "../network.ts";
import type { RoadGraph } from "../road-graph.ts";
import { indexRoads } from "../road-index.ts";
import { VEHICLE_BIT, type VehicleKind } from "../vehicle.ts";
import { buildHierarchy } from "./build-hierarchy.ts";
import { networkKey } from "./hierarchy.ts";
import { writeHierarchy } from "./hierarchy-file.ts";

/**
 * Builds and stores a hierarchy for each kind of vehicle; kinds with the same streets and times share one. A city that
 * is too much for one kind is too much for all.
 * @returns the keys of what was stored
 * @throws the file system's error
 */
export function storeHierarchies(folder: string, graph: RoadGraph, told: (share: number) => void): string[] {
  const index = indexRoads(graph);
  const kinds = Object.keys(VEHICLE_BIT) as VehicleKind[];
  const stored: string[] = [];
  for (const [i, kind] of kinds.entries()) {
    const net = openNetwork(graph, index, { kind });
    const key = networkKey(net);
    if (stored.includes(key)) continue;
    told(i / kinds.length);
    const hierarchy = buildHierarchy(net, (share) => told((i + share) / kinds.length));
    if (!hierarchy) break;
    writeHierarchy(folder, hierarchy);
    stored.push(key);
  }
  return stored;
}
