/** A list of numbers that grows in flat memory: what an array of numbers would hold in two to four times the room. */
export class GrowList<T extends Float64Array | Int32Array | Uint8Array | Uint16Array> {
  #cells: T;
  readonly #make: (size: number) => T;
  length = 0;

  constructor(make: (size: number) => T) {
    this.#make = make;
    this.#cells = make(1024);
  }

  push(value: number): void {
    if (this.length === this.#cells.length) {
      const wider = this.#make(Math.ceil(this.length * 1.5));
      wider.set(this.#cells);
      this.#cells = wider;
    }
    this.#cells[this.length] = value;
    this.length += 1;
  }

  /** The numbers themselves; valid until the next push. */
  all(): T {
    return this.#cells.subarray(0, this.length) as T;
  }
}

export const float64s = () => new GrowList((size) => new Float64Array(size));
export const int32s = () => new GrowList((size) => new Int32Array(size));
export const uint8s = () => new GrowList((size) => new Uint8Array(size));
