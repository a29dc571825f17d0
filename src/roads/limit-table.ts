import { LIMITS_LENGTH, type Limits } from "./tags/limits.ts";

/** Distinct limits of streets and nodes, each in a row; row 0 is for those without any. */
export class LimitTable {
  readonly #rows = new Map<string, number>();
  readonly #flat: number[] = new Array<number>(LIMITS_LENGTH).fill(0);

  row(limits: Limits | undefined): number {
    if (!limits) return 0;
    const key = limits.join();
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = this.#flat.length / LIMITS_LENGTH;
      this.#rows.set(key, row);
      this.#flat.push(...limits);
    }
    return row;
  }

  flat(): Int32Array {
    return Int32Array.from(this.#flat);
  }
}
