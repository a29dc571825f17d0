import { UNITS_PER_DEGREE } from "./geometry.ts";
import type { RawRoads } from "./read-roads.ts";

/** Side of the squares that streets are gathered in, in 1e-7 degrees: some 25 km. Squares that touch belong together. */
const SQUARE = 2_500_000;
/** More than there are squares round the earth, so that row and column fit in one number. */
const ROW = 10_000;
/** No street has two nodes so far from each other: one of them is misplaced. In 1e-7 degrees, some 50 km. */
export const LONGEST_STEP = 5_000_000;

type Piece = { readonly way: number; readonly start: number; readonly end: number };

/**
 * Parts the streets into those that lie together and the strays: a node at 0, 0 or an island beyond 25 km of sea, which
 * would make of a city's map one of the world, and to which no wheels lead. Most nodes decide, then not being at 0, 0.
 */
export function partStrays<P extends Piece>(roads: RawRoads, pieces: readonly P[]): { near: P[]; strays: P[] } {
  const numberOf = (row: number, column: number) => row * ROW + column;
  const squareOf = (ref: number) => {
    const node = roads.refs[ref]!;
    return numberOf(Math.floor(roads.lat[node]! / SQUARE), Math.floor(roads.lng[node]! / SQUARE));
  };
  const nodesIn = new Map<number, number>();
  for (const piece of pieces)
    for (let r = piece.start; r <= piece.end; r += 1) {
      const key = squareOf(r);
      nodesIn.set(key, (nodesIn.get(key) ?? 0) + 1);
    }
  const groupOf = new Map<number, number>();
  const sizes: number[] = [];
  for (const first of nodesIn.keys()) {
    if (groupOf.has(first)) continue;
    const group = sizes.push(0) - 1;
    const waiting = [first];
    groupOf.set(first, group);
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      sizes[group]! += nodesIn.get(key)!;
      const row = Math.round(key / ROW);
      const column = key - row * ROW;
      // 0, 0 is where slips lie: of two groups of one size it is the other that is meant.
      if (Math.abs(row + 0.5) < 1 && Math.abs(column + 0.5) < 1) sizes[group]! -= 0.5;
      for (let i = -1; i <= 1; i += 1)
        for (let j = -1; j <= 1; j += 1) {
          const other = numberOf(row + i, column + j);
          if (!nodesIn.has(other) || groupOf.has(other)) continue;
          groupOf.set(other, group);
          waiting.push(other);
        }
    }
  }
  if (sizes.length < 2) return { near: [...pieces], strays: [] };
  const main = sizes.indexOf(Math.max(...sizes));
  const isNear = (piece: P) => groupOf.get(squareOf(piece.start)) === main;
  return { near: pieces.filter(isNear), strays: pieces.filter((piece) => !isNear(piece)) };
}

/** What is told of streets that were left out. */
export function strayNote(roads: RawRoads, strays: readonly Piece[]) {
  const node = strays[0] && roads.refs[strays[0].start]!;
  if (node === undefined) return null;
  return { pieces: strays.length, lat: roads.lat[node]! / UNITS_PER_DEGREE, lng: roads.lng[node]! / UNITS_PER_DEGREE };
}
