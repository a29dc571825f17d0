/** A part of half the largest one's size is another town, or the other bank, and no yard behind a gate. */
const ANOTHER_TOWN = 1 / 2;
const MOST_PARTS = 255;

/**
 * Numbers the large sets of edges from each of which every other can be driven to, with `turns` as the only steps: 1 for
 * the largest, 2 and so on for those that come near it in size, 0 for an edge in none of them.
 * Strong components after Tarjan (1972), "Depth-first search and linear graph algorithms", without recursion.
 * @param open 1 for an edge that may be driven
 */
export function strongParts(turnStart: Int32Array, turnTo: Int32Array, open: Uint8Array): Uint8Array {
  const n = open.length;
  const order = new Int32Array(n);
  const low = new Int32Array(n);
  const next = turnStart.slice(0, n);
  const part = new Int32Array(n).fill(-1);
  const waiting = new Int32Array(n);
  const path = new Int32Array(n);
  const sizes: number[] = [];
  let [waits, clock] = [0, 0];
  for (let root = 0; root < n; root += 1) {
    if (open[root] === 0 || order[root] !== 0) continue;
    let depth = 0;
    path[depth++] = root;
    order[root] = low[root] = ++clock;
    waiting[waits++] = root;
    while (depth > 0) {
      const edge = path[depth - 1]!;
      if (next[edge]! < turnStart[edge + 1]!) {
        const to = turnTo[next[edge]!++]!;
        if (order[to] === 0) {
          order[to] = low[to] = ++clock;
          waiting[waits++] = to;
          path[depth++] = to;
        } else if (part[to]! < 0) low[edge] = Math.min(low[edge]!, order[to]!);
        continue;
      }
      depth -= 1;
      if (depth > 0) low[path[depth - 1]!] = Math.min(low[path[depth - 1]!]!, low[edge]!);
      if (low[edge] !== order[edge]) continue;
      let size = 0;
      let member: number;
      do {
        member = waiting[--waits]!;
        part[member] = sizes.length;
        size += 1;
      } while (member !== edge);
      sizes.push(size);
    }
  }
  const number = rank(sizes);
  return Uint8Array.from(part, (p) => (p < 0 ? 0 : number[p]!));
}

/** An edge alone is no part: nothing leads from its end to its beginning. */
function rank(sizes: readonly number[]): Uint8Array {
  const number = new Uint8Array(sizes.length);
  const bySize = sizes.flatMap((size, p) => (size > 1 ? [p] : [])).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const least = sizes[bySize[0] ?? 0]! * ANOTHER_TOWN;
  for (const [i, p] of bySize.slice(0, MOST_PARTS).entries()) if (sizes[p]! >= least) number[p] = i + 1;
  return number;
}
