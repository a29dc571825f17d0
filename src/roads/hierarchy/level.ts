import type { Drivable } from "../network.ts";
import { weigh } from "./weight.ts";

/**
 * What is left of a network after some of its nodes were contracted. A node is an edge that is driven, numbered anew on
 * each level; an arc is a turn, or a shortcut for several. `name` is the node's number on the first level.
 */
export type Level = {
  readonly name: Int32Array;
  /** The arcs of node `v` are `start[v]` up to `start[v + 1]`, the lightest first. */
  readonly start: Int32Array;
  readonly head: Int32Array;
  readonly weight: Float64Array;
};

/** The turns inside each large part: stops lie nowhere else, and a way that leaves one never comes back. */
export function firstLevel(net: Drivable): { level: Level; edgeOf: Int32Array } {
  const { main, turnStart, turnTo, turnTicks, graph } = net;
  const nodeOf = new Int32Array(main.length).fill(-1);
  let nodes = 0;
  for (let edge = 0; edge < main.length; edge += 1) if (main[edge]! > 0) nodeOf[edge] = nodes++;
  const edgeOf = new Int32Array(nodes);
  const start = new Int32Array(nodes + 1);
  const head = new Int32Array(turnTo.length);
  const weight = new Float64Array(turnTo.length);
  let arcs = 0;
  for (let edge = 0; edge < main.length; edge += 1) {
    const node = nodeOf[edge]!;
    if (node < 0) continue;
    edgeOf[node] = edge;
    for (let k = turnStart[edge]!; k < turnStart[edge + 1]!; k += 1) {
      const to = nodeOf[turnTo[k]!]!;
      if (to < 0 || to === node || main[turnTo[k]!] !== main[edge]) continue;
      head[arcs] = to;
      weight[arcs++] = weigh(turnTicks[k]!, graph.decimetres[edge >> 1]!);
    }
    start[node + 1] = arcs;
    sortArcs(head, weight, start[node]!, arcs);
  }
  const level = {
    name: edgeOf.map((_, node) => node),
    start,
    head: head.slice(0, arcs),
    weight: weight.slice(0, arcs),
  };
  return { level, edgeOf };
}

/** By insertion: a node has few arcs. */
export function sortArcs(head: Int32Array, weight: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i += 1) {
    const [h, w] = [head[i]!, weight[i]!];
    let at = i;
    for (; at > from && weight[at - 1]! > w; at -= 1) {
      head[at] = head[at - 1]!;
      weight[at] = weight[at - 1]!;
    }
    head[at] = h;
    weight[at] = w;
  }
}
