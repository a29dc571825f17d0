/**
 * Marks the largest set of edges from each of which every other can be driven to, with `turns` as the only steps.
 * Strong components after Tarjan (1972), "Depth-first search and linear graph algorithms", without recursion.
 * @param open 1 for an edge that may be driven
 */
export function largestStrongPart(turnStart: Int32Array, turnTo: Int32Array, open: Uint8Array): Uint8Array {
  const n = open.length;
  const order = new Int32Array(n);
  const low = new Int32Array(n);
  const next = turnStart.slice(0, n);
  const part = new Int32Array(n).fill(-1);
  const waiting = new Int32Array(n);
  const path = new Int32Array(n);
  // An edge alone is no part: nothing leads from its end to its beginning.
  let [waits, clock, parts, best, bestSize] = [0, 0, 0, -1, 1];
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
        part[member] = parts;
        size += 1;
      } while (member !== edge);
      if (size > bestSize) [best, bestSize] = [parts, size];
      parts += 1;
    }
  }
  return Uint8Array.from(part, (p) => (p >= 0 && p === best ? 1 : 0));
}
