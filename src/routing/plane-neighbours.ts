import type { TravelTable } from "./travel-table.ts";

/** So many points to a square, on average: few squares to visit, and few points in vain. */
const PER_SQUARE = 4;

/**
 * The `width` nearest others of each of the first `n` places of a plane, nearest first and of equals the lower number
 * first: what looking at all pairs gives, out of squares looked through from the inside out. Row `i` of the answer is
 * `list[i × width …]`.
 * Source: Bentley, Weide, Yao (1980), "Optimal expected-time algorithms for closest point problems".
 */
export function nearestInPlane(metres: TravelTable, n: number, width: number): Int32Array {
  const { x, y } = metres.points!;
  const grid = squaresOf(x, y, n);
  const list = new Int32Array(n * width);
  // A distance and a number in one: sorting these sorts by both.
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const column = grid.columnOf(x[i]!);
    const row = grid.rowOf(y[i]!);
    let count = 0;
    for (let ring = 0; ; ring++) {
      for (let r = row - ring; r <= row + ring; r++) {
        if (r < 0 || r >= grid.rows) continue;
        const step = Math.abs(r - row) === ring ? 1 : 2 * ring;
        for (let c = column - ring; c <= column + ring; c += Math.max(1, step)) {
          if (c < 0 || c >= grid.columns) continue;
          const square = r * grid.columns + c;
          for (let k = grid.start[square]!; k < grid.start[square + 1]!; k++) {
            const j = grid.points[k]!;
            if (j !== i) keys[count++] = metres.get(i, j) * n + j;
          }
        }
      }
      if (count === n - 1) break;
      // Whatever lies beyond this ring is at least so far away; what is as near as that might tie with it.
      const safe = metres.lengthOf(ring * grid.side) * n;
      if (count < width) continue;
      let near = 0;
      for (let k = 0; k < count; k++) if (keys[k]! < safe) near++;
      if (near >= width) break;
    }
    if (count > 2 * width) select(keys, count, width);
    const kept = keys.subarray(0, Math.min(count, 2 * width)).sort();
    for (let k = 0; k < width; k++) list[i * width + k] = kept[k]! % n;
  }
  return list;
}

/**
 * Squares over where most points lie; those outside count to the nearest square of the border, so that a few far ones do
 * not make all squares large. They are farther away than their square is, so what is said of rings holds for them too.
 */
function squaresOf(x: Float64Array, y: Float64Array, n: number) {
  const [west, east] = middle(x.subarray(0, n));
  const [south, north] = middle(y.subarray(0, n));
  const squares = Math.max(1, n / PER_SQUARE);
  // A line of points has no area: then its length is cut.
  const area = (east - west) * (north - south);
  const side = Math.max(Math.sqrt(area / squares), (Math.max(east - west, north - south) * 1.0001) / squares, 1e-9);
  const columns = Math.floor((east - west) / side) + 1;
  const rows = Math.floor((north - south) / side) + 1;
  const columnOf = (at: number) => Math.min(columns - 1, Math.max(0, Math.floor((at - west) / side)));
  const rowOf = (at: number) => Math.min(rows - 1, Math.max(0, Math.floor((at - south) / side)));
  const squareOf = (i: number) => rowOf(y[i]!) * columns + columnOf(x[i]!);
  const start = new Int32Array(columns * rows + 1);
  for (let i = 0; i < n; i++) start[squareOf(i) + 1]! += 1;
  for (let s = 0; s < columns * rows; s++) start[s + 1]! += start[s]!;
  const fill = start.slice(0, columns * rows);
  const points = new Int32Array(n);
  for (let i = 0; i < n; i++) points[fill[squareOf(i)]!++] = i;
  return { side, columns, rows, columnOf, rowOf, start, points };
}

/** Where all but a hundredth at each end lie, or all of them when that is one place. */
function middle(values: Float64Array): [number, number] {
  const sorted = values.slice().sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  const [low, high] = [at(0.01), at(0.99)];
  return low < high ? [low, high] : [sorted[0]!, sorted[sorted.length - 1]!];
}

/** Hoare's selection: the `count` smallest of the first `length` keys come to the front. */
function select(keys: Float64Array, length: number, count: number): void {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const pivot = keys[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (keys[i]! < pivot) i++;
      while (keys[j]! > pivot) j--;
      if (i > j) break;
      const swap = keys[i]!;
      keys[i++] = keys[j]!;
      keys[j--] = swap;
    }
    if (count <= j) high = j;
    else if (count >= i) low = i;
    else return;
  }
}
