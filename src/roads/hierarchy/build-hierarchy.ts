import { float64s, type GrowList, int32s } from "../basemap/grow-list.ts";
import type { Drivable } from "../network.ts";
import { bypass } from "./bypass.ts";
import { chooseStaying } from "./choose.ts";
import { type Hierarchy, networkKey } from "./hierarchy.ts";
import { importance } from "./importance.ts";
import { firstLevel, type Level } from "./level.ts";

/** So few nodes are searched without a hierarchy in a millisecond. */
const CORE_NODES = 1000;
/** Arcs looked through on all levels together: some three minutes. A dense pattern of half a million junctions needs more. */
const MOST_WORK = 200_000_000;

/**
 * Contracts the edges of a network, level by level, until a core is left.
 * @param told the share that is done
 * @param coreNodes how many may be left
 * @returns undefined for a network that is too large and too dense to be worth it
 */
export function buildHierarchy(
  net: Drivable,
  told: (share: number) => void,
  coreNodes = CORE_NODES,
): Hierarchy | undefined {
  const { level: first, edgeOf } = firstLevel(net);
  const nodes = edgeOf.length;
  const passed = importance(net);
  const weightOf = Float64Array.from(edgeOf, (edge) => passed[edge]!);
  const [up, down] = [new ArcLists(nodes), new ArcLists(nodes)];
  const rank = new Int32Array(nodes);
  let ranked = 0;
  let [level, work] = [first, 0];
  while (level.name.length > Math.max(1, coreNodes)) {
    work += level.head.length;
    if (work > MOST_WORK) return undefined;
    const stays = chooseStaying(level, weightOf);
    ranked = rankGoing(level, stays, rank, ranked, up, down);
    level = bypass(level, stays);
    told(Math.min(1, Math.log(nodes / level.name.length) / Math.log(nodes / Math.max(1, coreNodes))));
  }
  const core = ranked;
  rankGoing(level, new Uint8Array(level.name.length), rank, ranked, up, down);
  const nodeOf = new Int32Array(net.main.length).fill(-1);
  for (const [name, edge] of edgeOf.entries()) nodeOf[edge] = rank[name]!;
  const [upward, downward] = [up.laidOut(rank), down.laidOut(rank)];
  return {
    key: networkKey(net),
    core,
    nodeOf,
    upStart: upward.start,
    upHead: upward.ends,
    upWeight: upward.weight,
    downStart: downward.start,
    downFrom: downward.ends,
    downWeight: downward.weight,
  };
}

/** Numbers the nodes that go and keeps their arcs: whatever they lead to is left, or was left when the others went. */
function rankGoing(level: Level, stays: Uint8Array, rank: Int32Array, ranked: number, up: ArcLists, down: ArcLists) {
  const { name, start, head, weight } = level;
  const into = new Int32Array(name.length + 1);
  for (let from = 0; from < name.length; from += 1)
    if (stays[from] === 1) for (let k = start[from]!; k < start[from + 1]!; k += 1) into[head[k]! + 1]! += 1;
  for (let node = 0; node < name.length; node += 1) into[node + 1]! += into[node]!;
  const fill = into.slice(0, name.length);
  const arc = new Int32Array(into[name.length]!);
  const tail = new Int32Array(arc.length);
  for (let from = 0; from < name.length; from += 1)
    if (stays[from] === 1)
      for (let k = start[from]!; k < start[from + 1]!; k += 1) {
        const at = fill[head[k]!]!++;
        arc[at] = k;
        tail[at] = from;
      }
  let next = ranked;
  for (let node = 0; node < name.length; node += 1) {
    if (stays[node] === 1) continue;
    rank[name[node]!] = next++;
    for (let k = start[node]!; k < start[node + 1]!; k += 1) up.add(name[head[k]!]!, weight[k]!);
    for (let at = into[node]!; at < into[node + 1]!; at += 1) down.add(name[tail[at]!]!, weight[arc[at]!]!);
    up.close();
    down.close();
  }
  return next;
}

/** Arcs of one node after the other, in lists that grow. */
class ArcLists {
  readonly #start: Int32Array;
  readonly #ends: GrowList = int32s();
  readonly #weight: GrowList = float64s();
  #nodes = 0;

  constructor(nodes: number) {
    this.#start = new Int32Array(nodes + 1);
  }

  /** @param end the node's name: its rank is not known yet */
  add(end: number, weight: number): void {
    this.#ends.push(end);
    this.#weight.push(weight);
  }

  close(): void {
    this.#start[++this.#nodes] = this.#ends.length;
  }

  laidOut(rank: Int32Array) {
    const ends = new Int32Array(this.#ends.length);
    const weight = new Float64Array(this.#weight.length);
    this.#ends.copyTo(ends);
    this.#weight.copyTo(weight);
    for (let i = 0; i < ends.length; i += 1) ends[i] = rank[ends[i]!]!;
    return { start: this.#start, ends, weight };
  }
}
