import FlatQueue from "flatqueue";
import { float64s, int32s } from "../basemap/grow-list.ts";
import { type Level, sortArcs } from "./level.ts";

/** A search for a way round gives up here. A shortcut too many costs no answer, but with 50 the room soon doubles. */
const MOST_SETTLED = 500;
const NONE = 0;
const ARC = 1;
const SHORTCUT = 2;
const NEEDLESS = 3;

/**
 * The level above: the nodes that stay, with times and ways between them as they were. A shortcut leads round a node
 * that goes, unless a way over some other node that stays is as good. One search per node that stays judges all its
 * shortcuts together, instead of one per arc into each node that goes.
 * Source: Geisberger, Sanders, Schultes, Delling (2008), "Contraction hierarchies: faster and simpler hierarchical
 * routing in road networks"; judging from the nodes that stay is from Schultes, Sanders (2007), "Dynamic highway-node
 * routing". Exact because weights are positive: a way over another node falls into two shorter ones, and so on.
 * @param stays 1 for the nodes of the level above; no two others are neighbours
 */
export function bypass(level: Level, stays: Uint8Array): Level {
  const { start, head, weight } = level;
  const nodes = stays.length;
  const above = new Int32Array(nodes).fill(-1);
  let count = 0;
  for (let node = 0; node < nodes; node += 1) if (stays[node] === 1) above[node] = count++;

  const name = new Int32Array(count);
  const newStart = new Int32Array(count + 1);
  const [heads, weights] = [int32s(), float64s()];
  // Of the search at hand, cleared after it by the lists of what it touched.
  const kind = new Uint8Array(nodes);
  const best = new Float64Array(nodes);
  const found: number[] = [];
  const cost = new Float64Array(nodes).fill(Infinity);
  const covered = new Uint8Array(nodes);
  const reached: number[] = [];
  const heap = new FlatQueue<number>();
  const open: number[] = [];
  let [ownHead, ownWeight] = [new Int32Array(64), new Float64Array(64)];

  /** Lists what can be reached over at most one node that goes. */
  function listCandidates(source: number): void {
    for (let k = start[source]!; k < start[source + 1]!; k += 1) {
      const over = head[k]!;
      if (stays[over] === 1) offer(over, weight[k]!, ARC);
      else
        for (let i = start[over]!; i < start[over + 1]!; i += 1)
          if (head[i] !== source) offer(head[i]!, weight[k]! + weight[i]!, SHORTCUT);
    }
  }

  function offer(to: number, then: number, as: number): void {
    if (kind[to] !== NONE && then >= best[to]!) return;
    if (kind[to] === NONE) found.push(to);
    best[to] = then;
    kind[to] = as;
  }

  /** Dijkstra (1959) that minds whether a way as good leads over another node that stays. */
  function judge(source: number): void {
    for (const to of found) if (kind[to] === SHORTCUT) open.push(to);
    if (open.length === 0) return;
    open.sort((a, b) => best[b]! - best[a]!);
    // The heaviest shortcut that is not yet judged bounds the search.
    let heaviest = 0;
    heap.clear();
    heap.push(source, 0);
    reached.push(source);
    cost[source] = 0;
    covered[source] = 0;
    for (let settled = 0; heap.length > 0 && settled < MOST_SETTLED; ) {
      const now = heap.peekValue()!;
      while (heaviest < open.length && (kind[open[heaviest]!] === NEEDLESS || best[open[heaviest]!]! <= now))
        heaviest += 1;
      if (heaviest === open.length) break;
      const farthest = best[open[heaviest]!]!;
      const node = heap.pop()!;
      if (now > cost[node]!) continue;
      settled += 1;
      const isOver = covered[node] === 1 || (stays[node] === 1 && node !== source) ? 1 : 0;
      for (let k = start[node]!; k < start[node + 1]!; k += 1) {
        const then = now + weight[k]!;
        if (then > farthest) break;
        const to = head[k]!;
        const known = cost[to]!;
        if (then > known) continue;
        if (then < known) {
          if (known === Infinity) reached.push(to);
          cost[to] = then;
          covered[to] = isOver;
          heap.push(to, then);
        } else covered[to]! |= isOver;
        if (isOver === 1 && kind[to] === SHORTCUT && then <= best[to]!) kind[to] = NEEDLESS;
      }
    }
    for (const node of reached) cost[node] = Infinity;
    reached.length = 0;
    open.length = 0;
  }

  for (let node = 0; node < nodes; node += 1) {
    if (stays[node] === 0) continue;
    listCandidates(node);
    judge(node);
    if (found.length > ownHead.length) {
      ownHead = new Int32Array(found.length * 2);
      ownWeight = new Float64Array(found.length * 2);
    }
    let arcs = 0;
    for (const to of found) {
      const isNeedless = kind[to] === NEEDLESS;
      kind[to] = NONE;
      if (isNeedless) continue;
      ownHead[arcs] = above[to]!;
      ownWeight[arcs++] = best[to]!;
    }
    found.length = 0;
    sortArcs(ownHead, ownWeight, 0, arcs);
    for (let i = 0; i < arcs; i += 1) {
      heads.push(ownHead[i]!);
      weights.push(ownWeight[i]!);
    }
    name[above[node]!] = level.name[node]!;
    newStart[above[node]! + 1] = heads.length;
  }
  const [newHead, newWeight] = [new Int32Array(heads.length), new Float64Array(heads.length)];
  heads.copyTo(newHead);
  weights.copyTo(newWeight);
  return { name, start: newStart, head: newHead, weight: newWeight };
}
