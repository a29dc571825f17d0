import { type Closure, inForce } from "./closure.ts";
import type { Departure } from "./departure.ts";
import { type Hierarchy, LARGE_JUNCTIONS, networkKey } from "./hierarchy/hierarchy.ts";
import { manoeuvres } from "./manoeuvre.ts";
import { closeRoads, type Network, openNetwork } from "./network.ts";
import { parallelMatrix } from "./parallel-matrix.ts";
import type { RoadsProvider } from "./provider.ts";
import type { RoadGraph } from "./road-graph.ts";
import { indexRoads } from "./road-index.ts";
import { roadMatrix, UNREACHABLE } from "./road-matrix.ts";
import { roadRoute } from "./road-route.ts";
import { type Search, searchRoom } from "./search.ts";
import { snap } from "./snap.ts";
import { rulesAt } from "./timed-rules.ts";
import type { Vehicle } from "./vehicle.ts";

/** Networks kept at a time: a few kinds of vehicle, with and without the closures of the day. */
const NETWORKS_KEPT = 6;

/** From here on rows of a matrix of a large city are worth threads of their own: starting them costs some 50 ms. */
const LARGE_POINTS = 20;

/**
 * Answers from a road graph in this process. A matrix of a small city takes a second of CPU: call it in a worker.
 * @param workers threads for the matrices of a large city
 */
export function embeddedProvider(graph: RoadGraph, workers = 2): RoadsProvider {
  const index = indexRoads(graph);
  const kept = new Map<string, { net: Network; room: Search }>();
  const hierarchies = new WeakMap<Network, { readonly hierarchy: Hierarchy | undefined }>();

  function network(vehicle: Vehicle, all: readonly Closure[], departs: Departure | undefined) {
    const closures = inForce(all, departs);
    const { kind, heightMetres, weightTonnes, lengthMetres, widthMetres, axleTonnes } = vehicle;
    const size = [heightMetres, weightTonnes, lengthMetres, widthMetres, axleTonnes];
    const key = JSON.stringify([kind, size, closures, rulesAt(graph, departs)]);
    let found = kept.get(key);
    if (!found) {
      const base: Network =
        closures.length === 0 ? openNetwork(graph, index, vehicle, departs) : network(vehicle, [], departs).net;
      const net = closeRoads(base, closures, vehicle);
      found = { net, room: searchRoom(net) };
    }
    kept.delete(key);
    kept.set(key, found);
    if (kept.size > NETWORKS_KEPT) kept.delete(kept.keys().next().value!);
    return found;
  }

  /** Looked for by what the network is, so that one with a closure finds none unless the closure touches no street. */
  function hierarchyFor(net: Network): Hierarchy | undefined {
    const known = hierarchies.get(net) ?? { hierarchy: graph.hierarchyOf?.(networkKey(net)) };
    hierarchies.set(net, known);
    return known.hierarchy;
  }

  return {
    kind: "embedded",
    version: graph.version,
    mindsClosures: true,
    rulesAt: (departs) => JSON.stringify(rulesAt(graph, departs)),
    async snap(points, vehicle, closures, departs) {
      const { net } = network(vehicle, closures, departs);
      return points.map((point) => snap(net, point));
    },
    async matrix(points, vehicle, closures, departs) {
      const { net, room } = network(vehicle, closures, departs);
      const large = graph.junctions > LARGE_JUNCTIONS && points.length > LARGE_POINTS;
      return large ? parallelMatrix(net, points, workers, hierarchyFor(net)) : roadMatrix(net, points, room);
    },
    async route(points, vehicle, closures, departs) {
      const { net, room } = network(vehicle, closures, departs);
      const { stops, legs } = roadRoute(net, points, room);
      const told = legs.map(
        (leg) =>
          leg && {
            seconds: leg.seconds,
            metres: leg.metres,
            line: leg.line,
            manoeuvres: manoeuvres(graph, leg.edges, leg.edgeMetres),
          },
      );
      return { stops, legs: told };
    },
    async reachable(from, points, vehicle, closures, departs) {
      const { net, room } = network(vehicle, closures, departs);
      return points.map((point) => {
        const { seconds, stops } = roadMatrix(net, [from, point], room);
        return { stop: stops[1]!, there: seconds[1]! < UNREACHABLE, back: seconds[2]! < UNREACHABLE };
      });
    },
  };
}
