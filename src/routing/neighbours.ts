import { type Model, NEVER } from "./model.ts";
import { nearestInPlane } from "./plane-neighbours.ts";
import type { TravelTable } from "./travel-table.ts";

/** Per visit its nearest other visits, nearest first: row `i` is `list[i × width …]`, of `width` entries. */
export interface Neighbours {
  width: number;
  list: Int32Array;
}

/** Near by the mean of there and back, in the first vehicle class. Selection first, sorting only what is kept. */
export function nearestVisits(model: Model, most: number): Neighbours {
  const { n } = model;
  const metres = model.metres[0]!;
  const width = Math.max(0, Math.min(most, n - 1));
  if (metres?.points && metres.symmetric && width < n - 1) return { width, list: nearestInPlane(metres, n, width) };
  const list = new Int32Array(n * width);
  const far = new Float64Array(n);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      far[j] = metres.symmetric ? metres.get(i, j) : (metres.get(i, j) + metres.get(j, i)) / 2;
      order[j] = j;
    }
    far[i] = Number.POSITIVE_INFINITY;
    if (width < n - 1) select(order, far, width);
    const kept = order.subarray(0, width);
    kept.sort((a, b) => far[a]! - far[b]! || a - b);
    list.set(kept, i * width);
  }
  return { width, list };
}

/** Of the nearest visits those that can be driven next to this one at all, and in which order. */
export interface Partners extends Neighbours {
  /** Beside each entry: 1 when this visit can follow the other, 2 when it can come before it, 3 for both. */
  order: Uint8Array;
  /** The least metres from the other or a later one to this visit and on to another such. */
  detour: Int32Array;
}

/** The `most` nearest partners of each visit; a row that has fewer ends with −1. */
export function nearestPartners(model: Model, wide: Neighbours, most: number): Partners {
  const { n } = model;
  const width = Math.min(most, wide.width);
  const list = new Int32Array(n * width).fill(-1);
  const order = new Uint8Array(n * width);
  const detour = new Int32Array(n * width);
  const metres = model.metres;
  const symmetric = metres.length === 1 && metres[0]!.symmetric;
  const listed = new Int32Array(n).fill(-1);
  const together = sharedBuses(model);
  for (let i = 0; i < n; i++) {
    let count = 0;
    for (let k = i * wide.width; k < (i + 1) * wide.width && count < width; k++) {
      const other = wide.list[k]!;
      listed[other] = i;
      if (!together(i, other)) continue;
      const sides = (mayFollow(model, other, i) ? 1 : 0) + (mayFollow(model, i, other) ? 2 : 0);
      if (sides === 0) continue;
      order[i * width + count] = sides;
      list[i * width + count++] = other;
    }
    let rest = NEVER;
    if (!symmetric)
      for (let j = 0; j < n; j++) if (j !== i && listed[j] !== i) rest = Math.min(rest, nearer(metres, i, j));
    for (let at = i * width + count - 1; at >= i * width; at--) {
      rest = Math.min(rest, nearer(metres, i, list[at]!));
      detour[at] = 2 * rest;
    }
  }
  return { width, list, order, detour };
}

/** Whether there is a bus that may serve both visits. */
function sharedBuses({ pattern, allowed, buses, has }: Model): (a: number, b: number) => boolean {
  if (!has.patterns) return () => true;
  const patterns = allowed.length / buses;
  const shared = new Uint8Array(patterns * patterns);
  for (let p = 0; p < patterns; p++)
    for (let q = 0; q < patterns; q++)
      for (let bus = 0; bus < buses; bus++)
        if (allowed[p * buses + bus] && allowed[q * buses + bus]) shared[p * patterns + q] = 1;
  return (a, b) => shared[pattern[a]! * patterns + pattern[b]!] === 1;
}

/** Metres there or back, whichever is shorter, by the class of vehicles that has the shortest way. */
function nearer(metres: TravelTable[], a: number, b: number): number {
  let shortest = NEVER;
  for (const table of metres) shortest = Math.min(shortest, table.get(a, b), table.get(b, a));
  return shortest;
}

/** Whether any vehicle class could start at `first` as early as it opens and be at `second` before it closes. */
function mayFollow(model: Model, first: number, second: number): boolean {
  if (model.rank[first]! > model.rank[second]!) return false;
  if (!model.has.windows) return true;
  const ready = model.open[first]! + model.service[first]!;
  return model.seconds.some((travel) => ready + travel.get(first, second) <= model.close[second]!);
}

/** Hoare's selection: the `count` smallest keys come to the front of `order`. */
function select(order: Int32Array, key: Float64Array, count: number): void {
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    const pivot = key[order[(low + high) >> 1]!]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (key[order[i]!]! < pivot) i++;
      while (key[order[j]!]! > pivot) j--;
      if (i > j) break;
      const swap = order[i]!;
      order[i++] = order[j]!;
      order[j--] = swap;
    }
    if (count <= j) high = j;
    else if (count >= i) low = i;
    else return;
  }
}
