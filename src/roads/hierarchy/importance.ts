import type { Drivable } from "../network.ts";
import { NEVER, searchFrom, searchRoom } from "../search.ts";

/** More trees make the order hardly better, and each costs a search over the whole city. */
const TREES = 50;

/**
 * How many quickest ways lead over each edge, counted in trees from some edges of the largest part: what many drive over
 * stays long in a hierarchy. Only its logarithm is used, so a sample is enough.
 * Source: Geisberger, Sanders, Schultes (2008), "Better approximation of betweenness centrality".
 */
export function importance(net: Drivable): Float64Array {
  const edges = net.open.length;
  const room = searchRoom(net);
  const passed = new Float64Array(edges);
  const below = new Float64Array(edges);
  const children = new Int32Array(edges);
  for (let tree = 0; tree < TREES; tree += 1) {
    const root = nextMain(net, Math.floor(((tree + 0.5) / TREES) * edges));
    if (root < 0) return passed;
    searchFrom(net, room, { segment: root >> 1, fraction: 0.5, at: { lat: 0, lng: 0 }, metresAway: 0 }, 0);
    const { before, ticks } = room;
    children.fill(0);
    below.fill(1);
    for (let edge = 0; edge < edges; edge += 1)
      if (ticks[edge] !== NEVER && before[edge]! >= 0) children[before[edge]!]! += 1;
    // From each leaf towards the root, as far as all children are counted.
    for (let leaf = 0; leaf < edges; leaf += 1) {
      if (ticks[leaf] === NEVER || children[leaf] !== 0) continue;
      for (let edge = leaf; ; ) {
        children[edge] = -1;
        passed[edge]! += below[edge]!;
        const up = before[edge]!;
        if (up < 0) break;
        below[up]! += below[edge]!;
        children[up]! -= 1;
        if (children[up] !== 0) break;
        edge = up;
      }
    }
  }
  return passed;
}

/** The next edge of the largest part, beginning anew at the end; -1 when there is none. */
function nextMain(net: Drivable, from: number): number {
  const found = net.main.indexOf(1, from);
  return found >= 0 ? found : net.main.indexOf(1);
}
