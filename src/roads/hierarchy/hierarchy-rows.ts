import FlatQueue from "flatqueue";
import { float64s, int32s } from "../basemap/grow-list.ts";
import { waysOut } from "../home-streets.ts";
import type { Drivable } from "../network.ts";
import type { RowSearch } from "../road-matrix.ts";
import { NEVER } from "../search.ts";
import { isUsable, type Snap } from "../snap.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { decimetresOf, ticksOf, weigh } from "./weight.ts";

/**
 * The rows of a matrix out of a hierarchy: once a search from each wanted edge backwards and up as far as the core,
 * whose nodes keep the edge and the weight in their bucket; then per row a search forwards, up and through the core,
 * that looks into the bucket of each node it settles.
 * Source: Knopp, Sanders, Schultes, Schulz, Wagner (2007), "Computing many-to-many shortest paths using highway hierarchies".
 * @param wanted edges of the large parts where stops lie, each once
 */
export function hierarchyRows(hierarchy: Hierarchy, net: Drivable, wanted: readonly number[]): RowSearch {
  const { core, nodeOf, upStart, upHead, upWeight, downStart, downFrom, downWeight } = hierarchy;
  const nodes = upStart.length - 1;
  const cost = new Float64Array(nodes).fill(Infinity);
  const reached: number[] = [];
  const heap = new FlatQueue<number>();
  const buckets = fillBuckets();
  const best = new Float64Array(wanted.length);
  const ticks = new Int32Array(net.open.length).fill(NEVER);
  const decimetres = new Int32Array(net.open.length);

  function offer(node: number, then: number): void {
    if (then >= cost[node]!) return;
    if (cost[node] === Infinity) reached.push(node);
    cost[node] = then;
    heap.push(node, then);
  }

  function clear(): void {
    for (const node of reached) cost[node] = Infinity;
    reached.length = 0;
  }

  /**
   * Is a node reached sooner over one of its other arcs' ends? Then no shortest way leads over it from here, and it need
   * not be searched on: "stall-on-demand" of Geisberger et al. (2008).
   */
  function isDetour(node: number, now: number, start: Int32Array, ends: Int32Array, weight: Float64Array): boolean {
    for (let k = start[node]!; k < start[node + 1]!; k += 1) if (cost[ends[k]!]! + weight[k]! < now) return true;
    return false;
  }

  function fillBuckets() {
    const [at, to, weight] = [int32s(), int32s(), float64s()];
    const start = new Int32Array(nodes + 1);
    for (const [i, edge] of wanted.entries()) {
      offer(nodeOf[edge]!, 0);
      while (heap.length > 0) {
        const now = heap.peekValue()!;
        const node = heap.pop()!;
        // Inside the core the search forwards finds the rest, so an entry that another one improves is no use.
        if (now > cost[node]! || isDetour(node, now, upStart, upHead, upWeight)) continue;
        at.push(node);
        to.push(i);
        weight.push(now);
        start[node + 1]! += 1;
        if (node < core)
          for (let k = downStart[node]!; k < downStart[node + 1]!; k += 1) offer(downFrom[k]!, now + downWeight[k]!);
      }
      clear();
    }
    for (let node = 0; node < nodes; node += 1) start[node + 1]! += start[node]!;
    const fill = start.slice(0, nodes);
    const buckets = { start, to: new Int32Array(at.length), weight: new Float64Array(at.length) };
    for (let i = 0; i < at.length; i += 1) {
      const place = fill[at.at(i)]!++;
      buckets.to[place] = to.at(i);
      buckets.weight[place] = weight.at(i);
    }
    return buckets;
  }

  /** The turns out of a stop's own street, what lies behind the stop not counted: as in `searchFrom`. */
  function leave(source: Snap): void {
    const length = net.graph.decimetres[source.segment]!;
    for (const edge of [source.segment * 2, source.segment * 2 + 1]) {
      if (!isUsable(net, edge)) continue;
      const driven = edge & 1 ? 1 - source.fraction : source.fraction;
      const saved = Math.round(net.ticks[edge]! * driven);
      const way = length - Math.round(length * driven);
      for (let k = net.turnStart[edge]!; k < net.turnStart[edge + 1]!; k += 1) {
        const node = nodeOf[net.turnTo[k]!]!;
        if (node >= 0) offer(node, weigh(net.turnTicks[k]! - saved, way));
      }
    }
    for (const out of waysOut(net, source)) {
      const node = nodeOf[out.edge]!;
      if (node >= 0) offer(node, weigh(out.ticks, out.decimetres));
    }
  }

  function searchFrom(source: Snap): void {
    best.fill(Infinity);
    leave(source);
    while (heap.length > 0) {
      const now = heap.peekValue()!;
      const node = heap.pop()!;
      if (now > cost[node]! || isDetour(node, now, downStart, downFrom, downWeight)) continue;
      for (let i = buckets.start[node]!; i < buckets.start[node + 1]!; i += 1) {
        const whole = now + buckets.weight[i]!;
        if (whole < best[buckets.to[i]!]!) best[buckets.to[i]!] = whole;
      }
      for (let k = upStart[node]!; k < upStart[node + 1]!; k += 1) offer(upHead[k]!, now + upWeight[k]!);
    }
    clear();
    for (const [i, edge] of wanted.entries()) {
      ticks[edge] = best[i] === Infinity ? NEVER : ticksOf(best[i]!);
      decimetres[edge] = best[i] === Infinity ? 0 : decimetresOf(best[i]!);
    }
  }

  return { found: { ticks, decimetres }, searchFrom };
}
