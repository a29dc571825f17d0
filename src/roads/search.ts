import { waysOut } from "./home-streets.ts";
import type { Drivable } from "./network.ts";
import { isUsable, partOf, type Snap } from "./snap.ts";

export const NEVER = 0x7fffffff;

/**
 * Room for one search at a time over a network. After `searchFrom`, `ticks[e]` is the time in tenths of a second until
 * the vehicle stands at the beginning of edge `e`, `decimetres[e]` the way it drove, `before[e]` the edge it came from.
 * Of ways that take equally long the shortest counts, so that an answer does not depend on the order of the search.
 */
export type Search = {
  readonly ticks: Int32Array;
  readonly decimetres: Int32Array;
  readonly before: Int32Array;
  readonly wanted: Uint8Array;
  /** The queue: a ring of buckets one tick wide, each a list of entries. */
  readonly bucket: Int32Array;
  readonly next: Int32Array;
  readonly entry: Int32Array;
};

export function searchRoom(net: Drivable): Search {
  const edges = net.open.length;
  let longest = 1;
  for (const ticks of net.turnTicks) longest = Math.max(longest, ticks);
  // One per turn, and one more per street that is also reached out of the streets for guests.
  const entries = net.turnTo.length + edges + 64;
  return {
    ticks: new Int32Array(edges),
    decimetres: new Int32Array(edges),
    before: new Int32Array(edges),
    wanted: new Uint8Array(edges),
    bucket: new Int32Array(2 ** Math.ceil(Math.log2(longest + 1))).fill(-1),
    next: new Int32Array(entries),
    entry: new Int32Array(entries),
  };
}

/**
 * Shortest times from a stop to every edge, or until the beginnings of all `wanted` edges are settled.
 * Dijkstra (1959) on edges instead of junctions, so that turns can be forbidden and paid for; the queue is the ring of
 * buckets of Dial (1969), "Algorithm 360: shortest-path forest with topological ordering": whole ticks need no heap.
 */
export function searchFrom(net: Drivable, room: Search, source: Snap, wanted: number): void {
  const { ticks, decimetres, before, bucket, next, entry } = room;
  const { turnStart, turnTo, turnTicks } = net;
  const length = net.graph.decimetres;
  const mask = bucket.length - 1;
  ticks.fill(NEVER);
  let [used, queued, left] = [0, 0, wanted];
  for (const edge of [source.segment * 2, source.segment * 2 + 1]) {
    if (!isUsable(net, edge)) continue;
    // What lies behind the stop has not been driven.
    const driven = edge & 1 ? 1 - source.fraction : source.fraction;
    const saved = Math.round(net.ticks[edge]! * driven);
    const way = length[source.segment]! - Math.round(length[source.segment]! * driven);
    for (let k = turnStart[edge]!; k < turnStart[edge + 1]!; k += 1) {
      const to = turnTo[k]!;
      const at = turnTicks[k]! - saved;
      if (at > ticks[to]!) continue;
      const isQueued = at === ticks[to];
      if (isQueued && way >= decimetres[to]!) continue;
      ticks[to] = at;
      decimetres[to] = way;
      before[to] = ~edge;
      if (isQueued) continue;
      entry[used] = to;
      next[used] = bucket[at & mask]!;
      bucket[at & mask] = used++;
      queued += 1;
    }
  }
  const outs = waysOut(net, source);
  let nextOut = 0;
  for (let now = 0; queued > 0 || nextOut < outs.length; now += 1) {
    for (; nextOut < outs.length && outs[nextOut]!.ticks === now; nextOut += 1) {
      const { edge, path, ticks: at, decimetres: way } = outs[nextOut]!;
      if (at > ticks[edge]! || (at === ticks[edge] && way >= decimetres[edge]!)) continue;
      const isQueued = at === ticks[edge];
      ticks[edge] = at;
      decimetres[edge] = way;
      before[edge] = path[0]!;
      if (isQueued) continue;
      entry[used] = edge;
      next[used] = bucket[now & mask]!;
      bucket[now & mask] = used++;
      queued += 1;
    }
    const slot = now & mask;
    const first = bucket[slot]!;
    bucket[slot] = -1;
    for (let at = first; at >= 0; at = next[at]!) {
      queued -= 1;
      const edge = entry[at]!;
      // Found again on a quicker way since it was put here.
      if (ticks[edge] !== now) continue;
      if (room.wanted[edge] === 1 && --left === 0) {
        bucket.fill(-1);
        return;
      }
      const way = decimetres[edge]! + length[edge >> 1]!;
      for (let k = turnStart[edge]!; k < turnStart[edge + 1]!; k += 1) {
        const to = turnTo[k]!;
        const then = now + turnTicks[k]!;
        if (then > ticks[to]!) continue;
        const isQueued = then === ticks[to];
        if (isQueued && way >= decimetres[to]!) continue;
        ticks[to] = then;
        decimetres[to] = way;
        before[to] = edge;
        if (isQueued) continue;
        entry[used] = to;
        next[used] = bucket[then & mask]!;
        bucket[then & mask] = used++;
        queued += 1;
      }
    }
  }
}

/** The edges that lead along a segment: one each way, and those that stand for them, see `Network.copies`. */
export function edgesOn(net: Pick<Drivable, "copies">, segment: number): readonly number[] {
  const copies = net.copies.get(segment);
  return copies ? [segment * 2, segment * 2 + 1, ...copies] : [segment * 2, segment * 2 + 1];
}

/** The best way to end a search at a stop: over which edge, when, and how far; `edge` is -1 when there is none. */
export function arrive(net: Drivable, found: Pick<Search, "ticks" | "decimetres">, source: Snap, target: Snap) {
  let best = { edge: -1, ticks: NEVER, decimetres: 0, direct: false };
  const length = net.graph.decimetres[target.segment]!;
  const offer = (edge: number, ticks: number, decimetres: number, direct: boolean) => {
    if (ticks < best.ticks || (ticks === best.ticks && decimetres < best.decimetres))
      best = { edge, ticks, decimetres, direct };
  };
  // Between two parts no way leads there and back: a bus that took the one there would not come home.
  const part = partOf(net, source.segment);
  for (const edge of edgesOn(net, target.segment)) {
    if (!isUsable(net, edge) || net.main[edge] !== part) continue;
    const share = edge & 1 ? 1 - target.fraction : target.fraction;
    if (source.segment === target.segment && edge >> 1 === source.segment) {
      const ahead = share - (edge & 1 ? 1 - source.fraction : source.fraction);
      if (ahead >= 0) offer(edge, Math.round(net.ticks[edge]! * ahead), Math.round(length * ahead), true);
    }
    if (found.ticks[edge] === NEVER) continue;
    const ticks = found.ticks[edge]! + Math.round(net.ticks[edge]! * share);
    offer(edge, ticks, found.decimetres[edge]! + Math.round(length * share), false);
  }
  return best;
}
