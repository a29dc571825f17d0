import type { Amounts, Model } from "./model.ts";
import type { Neighbours } from "./neighbours.ts";

/**
 * Chains of visits worth driving one after another, each within the largest bus: the first plan where there are no
 * windows. Only pairs of near neighbours are weighed, so that it stays quick on thousands of visits.
 * Source: Clarke and Wright (1964), "Scheduling of vehicles from a central depot to a number of delivery points".
 */
export function savingsChains(model: Model, near: Neighbours, waiting: Int32Array): number[][] {
  const { n, dims } = model;
  const metres = model.metres[0]!;
  const room = Float64Array.from({ length: dims }, (_, d) => {
    let most = 0;
    for (let b = 0; b < model.buses; b++) most = Math.max(most, model.capacity[b * dims + d]!);
    return most;
  });
  // With several depots a visit belongs to its nearest one, and chains do not cross.
  const depotOf = new Int32Array(n);
  for (let i = 0; i < n; i++)
    for (let s = 1; s < model.suppliers; s++)
      if (metres.get(model.supplierPlace[s]!, i) < metres.get(model.supplierPlace[depotOf[i]!]!, i)) depotOf[i] = s;
  const out = (i: number) => metres.get(model.supplierPlace[depotOf[i]!]!, i);
  const back = (i: number) => metres.get(i, model.supplierPlace[depotOf[i]!]!);

  // Saving and number of a pair in one, so that sorting plain numbers sorts by both: the most saved first, then the
  // pair that comes first.
  const most = waiting.length * near.width;
  const [from, to] = [new Int32Array(most), new Int32Array(most)];
  const keys = new Float64Array(most);
  let pairs = 0;
  for (const i of waiting.slice().sort()) {
    const row = near.list.slice(i * near.width, (i + 1) * near.width).sort();
    for (const j of row) {
      if (j < 0 || depotOf[i] !== depotOf[j]) continue;
      from[pairs] = i;
      to[pairs] = j;
      keys[pairs] = (metres.get(i, j) - back(i) - out(j)) * most + pairs;
      pairs++;
    }
  }
  const sorted = keys.subarray(0, pairs).sort();

  const chainOf = Int32Array.from({ length: n }, () => -1);
  const chains: number[][] = [];
  const loads: Amounts[] = [];
  for (const i of waiting) {
    chainOf[i] = chains.length;
    chains.push([i]);
    loads.push(model.demand.slice(i * dims, (i + 1) * dims));
  }
  for (const key of sorted) {
    const pair = ((key % most) + most) % most;
    const a = chainOf[from[pair]!]!;
    const b = chainOf[to[pair]!]!;
    if (a < 0 || b < 0 || a === b) continue;
    const first = chains[a]!;
    const second = chains[b]!;
    if (!joins(first, from[pair]!, second, to[pair]!, metres.symmetric)) continue;
    if (loads[a]!.some((q, d) => q + loads[b]![d]! > room[d]!)) continue;
    for (const v of second) {
      first.push(v);
      chainOf[v] = a;
    }
    chains[b] = [];
    for (let d = 0; d < dims; d++) loads[a]![d]! += loads[b]![d]!;
  }
  return chains.filter((c) => c.length > 0);
}

/** Turns the chains, where length does not depend on the direction, so that `from` ends one and `to` begins the other. */
function joins(first: number[], from: number, second: number[], to: number, symmetric: boolean): boolean {
  const endsFirst = first.at(-1) === from;
  const beginsSecond = second[0] === to;
  if (endsFirst && beginsSecond) return true;
  if (!symmetric || (!endsFirst && first[0] !== from) || (!beginsSecond && second.at(-1) !== to)) return false;
  if (!endsFirst) first.reverse();
  if (!beginsSecond) second.reverse();
  return true;
}
