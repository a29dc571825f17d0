type Cells = Float64Array | Int32Array | Uint8Array;
/** Numbers of one piece: pieces are never moved, so that a long list needs no second copy while it grows. */
const PIECE_BITS = 18;
const PIECE = 2 ** PIECE_BITS;

/** A list of numbers that grows in flat memory: what an array of numbers would hold in two to four times the room. */
export class GrowList {
  readonly #pieces: Cells[] = [];
  readonly #Kind: new (
    size: number,
  ) => Cells;
  length = 0;

  constructor(Kind: new (size: number) => Cells) {
    this.#Kind = Kind;
  }

  push(value: number): void {
    const cell = this.length & (PIECE - 1);
    if (cell === 0) this.#pieces.push(new this.#Kind(PIECE));
    this.#pieces[this.length >> PIECE_BITS]![cell] = value;
    this.length += 1;
  }

  /** @param i below `length` */
  at(i: number): number {
    return this.#pieces[i >> PIECE_BITS]![i & (PIECE - 1)]!;
  }

  /** Writes all numbers to the beginning of an array. */
  copyTo(target: Cells): void {
    for (const [i, piece] of this.#pieces.entries())
      target.set(piece.subarray(0, Math.min(PIECE, this.length - i * PIECE)), i * PIECE);
  }
}

export const float64s = () => new GrowList(Float64Array);
export const int32s = () => new GrowList(Int32Array);
export const uint8s = () => new GrowList(Uint8Array);
