import type { UnitPoint } from "./geometry.ts";

/** Where the nodes lie that some ways refer to. Nodes are numbered 0 … in order of their ids. */
export class NodePlaces {
  readonly #ids: Float64Array;
  readonly lat: Int32Array;
  readonly lng: Int32Array;
  /** 1 once the node was met in the file. */
  readonly known: Uint8Array;
  #next = 0;

  /** @param refs ids in any order, each as often as it comes; sorted in place */
  constructor(refs: Float64Array) {
    this.#ids = distinct(refs);
    this.lat = new Int32Array(this.#ids.length);
    this.lng = new Int32Array(this.#ids.length);
    this.known = new Uint8Array(this.#ids.length);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** The number of an id to be told of, or -1. Quick in files sorted by id, as nearly all are. */
  wanted(id: number): number {
    const ids = this.#ids;
    // In a sorted file the node wanted next is the one at hand, or none is.
    if (ids[this.#next] !== id) {
      if (this.#next < ids.length && this.#next > 0 && id > ids[this.#next - 1]! && id < ids[this.#next]!) return -1;
      this.#next = this.#search(id);
      if (ids[this.#next] !== id) return -1;
    }
    this.#next += 1;
    return this.#next - 1;
  }

  set(node: number, at: UnitPoint): void {
    this.lat[node] = at.lat;
    this.lng[node] = at.lng;
    this.known[node] = 1;
  }

  /** -1 for a node that the file does not hold. */
  numberOf(id: number): number {
    const at = this.#search(id);
    return this.#ids[at] === id && this.known[at] ? at : -1;
  }

  /** Where `id` is, or would be. */
  #search(id: number): number {
    const ids = this.#ids;
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ids[middle]! < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function distinct(refs: Float64Array): Float64Array {
  refs.sort();
  let kept = 0;
  for (let i = 0; i < refs.length; i += 1)
    if (i === 0 || refs[i] !== refs[i - 1]) {
      refs[kept] = refs[i]!;
      kept += 1;
    }
  return refs.slice(0, kept);
}
