import type { Matrix, Point } from "./estimate.ts";
import type { Drivable, Network } from "./network.ts";
import { arrive, NEVER, type Search, searchFrom, searchRoom } from "./search.ts";
import { isUsable, type SnapAnswer, snap } from "./snap.ts";

/** Stands in a matrix, for seconds and for metres, where no way leads: too dear for any plan, small enough to be added up. */
export const UNREACHABLE = 10_000_000;

/** `stops[i]` says how point `i` was put on the road, or why it was not: then its row and column are UNREACHABLE. */
export type RoadMatrix = Matrix & { readonly stops: readonly SnapAnswer[] };

/**
 * Times and ways between all pairs, row = from. One search per point to all others at once.
 * A vehicle may leave a stop in either direction: turning round while it is served costs nothing.
 */
export function roadMatrix(net: Network, points: readonly Point[], room: Search = searchRoom(net)): RoadMatrix {
  const n = points.length;
  const stops = points.map((point) => snap(net, point));
  const cells = { seconds: new Int32Array(n * n), metres: new Int32Array(n * n) };
  const wanted = wish(net, room, stops);
  for (let row = 0; row < n; row += 1) fillRow(net, room, stops, row, wanted, cells);
  room.wanted.fill(0);
  return { ...cells, stops };
}

/** Marks the edges where stops lie, and counts them. */
export function wish(net: Drivable, room: Search, stops: readonly SnapAnswer[]): number {
  let wanted = 0;
  for (const stop of stops)
    for (const edge of stop.ok ? [stop.snap.segment * 2, stop.snap.segment * 2 + 1] : [])
      if (isUsable(net, edge) && room.wanted[edge] === 0) wanted += room.wanted[edge] = 1;
  return wanted;
}

/** Writes the row of one stop into both tables. */
export function fillRow(
  net: Drivable,
  room: Search,
  stops: readonly SnapAnswer[],
  row: number,
  wanted: number,
  { seconds, metres }: Matrix,
): void {
  const [n, from] = [stops.length, stops[row]!];
  seconds.fill(UNREACHABLE, row * n, (row + 1) * n);
  metres.fill(UNREACHABLE, row * n, (row + 1) * n);
  seconds[row * n + row] = metres[row * n + row] = 0;
  if (!from.ok) return;
  searchFrom(net, room, from.snap, wanted);
  for (const [j, to] of stops.entries()) {
    if (row === j || !to.ok) continue;
    const end = arrive(net, room, from.snap, to.snap);
    if (end.ticks === NEVER) continue;
    seconds[row * n + j] = Math.round(end.ticks / 10);
    metres[row * n + j] = Math.round(end.decimetres / 10);
  }
}
