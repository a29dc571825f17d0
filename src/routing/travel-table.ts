import type { Travel } from "./problem.ts";

/** Above this many places (a quarter of a gigabyte) planar travel is computed at each read instead of stored. */
const LARGEST_TABLE = 8_000;

/**
 * Travel between the solver's places. `get(i, j)` is the one hot read: a table look-up, or a square root where the
 * table would not fit in memory.
 */
export class TravelTable {
  readonly size: number;
  readonly symmetric: boolean;
  /** Where the places lie, when travel is planar. */
  readonly points: { readonly x: Float64Array; readonly y: Float64Array } | null;
  private readonly values: Int32Array | null;
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly scale: number;
  private readonly half: number;

  /**
   * `locationOf[place]` says which location of the problem a place is; −1 is nowhere, at distance 0 from everything
   * (the end of a vehicle that may stay where it gets empty).
   */
  constructor(travel: Travel, locations: number, locationOf: Int32Array) {
    const size = locationOf.length;
    this.size = size;
    this.x = new Float64Array(size);
    this.y = new Float64Array(size);
    this.points = travel.kind === "plane" ? { x: this.x, y: this.y } : null;
    this.scale = travel.kind === "plane" ? travel.scale : 1;
    this.half = travel.kind === "plane" && travel.rounding === "nearest" ? 0.5 : 0;
    if (travel.kind === "plane") {
      for (let i = 0; i < size; i++) {
        this.x[i] = travel.x[Math.max(0, locationOf[i]!)]!;
        this.y[i] = travel.y[Math.max(0, locationOf[i]!)]!;
      }
    }
    if (travel.kind === "plane" && size > LARGEST_TABLE && !locationOf.includes(-1)) {
      this.values = null;
      this.symmetric = true;
      return;
    }
    const values = new Int32Array(size * size);
    let symmetric = true;
    for (let i = 0; i < size; i++) {
      const from = locationOf[i]!;
      for (let j = 0; j < size; j++) {
        const to = locationOf[j]!;
        if (from < 0 || to < 0) values[i * size + j] = 0;
        else if (travel.kind === "plane") values[i * size + j] = this.plane(i, j);
        else values[i * size + j] = travel.values[from * locations + to]!;
      }
    }
    for (let i = 0; symmetric && i < size; i++)
      for (let j = 0; j < i; j++) {
        if (values[i * size + j] === values[j * size + i]) continue;
        symmetric = false;
        break;
      }
    this.values = values;
    this.symmetric = symmetric;
  }

  get(i: number, j: number): number {
    return this.values !== null ? this.values[i * this.size + j]! : this.plane(i, j);
  }

  /** What a straight line of that length in the plane comes to. */
  lengthOf(line: number): number {
    return Math.floor(this.scale * line + this.half);
  }

  private plane(i: number, j: number): number {
    const dx = this.x[i]! - this.x[j]!;
    const dy = this.y[i]! - this.y[j]!;
    return Math.floor(this.scale * Math.sqrt(dx * dx + dy * dy) + this.half);
  }
}
