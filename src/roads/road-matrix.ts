import type { Matrix, Point } from "./estimate.ts";
import type { Hierarchy } from "./hierarchy/hierarchy.ts";
import { hierarchyRows } from "./hierarchy/hierarchy-rows.ts";
import type { Drivable, Network } from "./network.ts";
import { arrive, edgesOn, NEVER, type Search, searchFrom, searchRoom } from "./search.ts";
import { isUsable, type Snap, type SnapAnswer, snap } from "./snap.ts";

/** Stands in a matrix, for seconds and for metres, where no way leads: too dear for any plan, small enough to be added up. */
export const UNREACHABLE = 10_000_000;

/** `stops[i]` says how point `i` was put on the road, or why it was not: then its row and column are UNREACHABLE. */
export type RoadMatrix = Matrix & { readonly stops: readonly SnapAnswer[] };

/** Who searches: after `searchFrom`, times and ways to the beginnings of all wanted edges stand in `found`. */
export type RowSearch = {
  readonly found: Pick<Search, "ticks" | "decimetres">;
  readonly searchFrom: (source: Snap) => void;
};

/**
 * Times and ways between all pairs, row = from. One search per point to all others at once.
 * A vehicle may leave a stop in either direction: turning round while it is served costs nothing.
 */
export function roadMatrix(net: Network, points: readonly Point[], room?: Search): RoadMatrix {
  const stops = points.map((point) => snap(net, point));
  return filled(net, stops, plainRows(net, stops, room));
}

/** The same answer out of the network's own hierarchy. @internal for tests and the bench: a provider keeps its rows */
export function hierarchyMatrix(net: Network, hierarchy: Hierarchy, points: readonly Point[]): RoadMatrix {
  const stops = points.map((point) => snap(net, point));
  return filled(net, stops, hierarchyRows(hierarchy, net, wantedEdges(net, stops)));
}

function filled(net: Network, stops: readonly SnapAnswer[], rows: RowSearch): RoadMatrix {
  const n = stops.length;
  const cells = { seconds: new Int32Array(n * n), metres: new Int32Array(n * n) };
  for (let row = 0; row < n; row += 1) fillRow(net, rows, stops, row, cells);
  return { ...cells, stops };
}

/** Each row a search over the whole network, until the last wanted edge is found. */
export function plainRows(net: Drivable, stops: readonly SnapAnswer[], room: Search = searchRoom(net)): RowSearch {
  const wanted = wantedEdges(net, stops);
  return {
    found: room,
    searchFrom(source) {
      for (const edge of wanted) room.wanted[edge] = 1;
      searchFrom(net, room, source, wanted.length);
      for (const edge of wanted) room.wanted[edge] = 0;
    },
  };
}

/** The edges where stops lie, each once. */
export function wantedEdges(net: Drivable, stops: readonly SnapAnswer[]): number[] {
  const wanted = new Set<number>();
  for (const stop of stops)
    for (const edge of stop.ok ? edgesOn(net, stop.snap.segment) : []) if (isUsable(net, edge)) wanted.add(edge);
  return [...wanted];
}

/** Writes the row of one stop into both tables. */
export function fillRow(
  net: Drivable,
  rows: RowSearch,
  stops: readonly SnapAnswer[],
  row: number,
  { seconds, metres }: Matrix,
): void {
  const [n, from] = [stops.length, stops[row]!];
  seconds.fill(UNREACHABLE, row * n, (row + 1) * n);
  metres.fill(UNREACHABLE, row * n, (row + 1) * n);
  seconds[row * n + row] = metres[row * n + row] = 0;
  if (!from.ok) return;
  rows.searchFrom(from.snap);
  for (const [j, to] of stops.entries()) {
    if (row === j || !to.ok) continue;
    const end = arrive(net, rows.found, from.snap, to.snap);
    if (end.ticks === NEVER) continue;
    seconds[row * n + j] = Math.round(end.ticks / 10);
    metres[row * n + j] = Math.round(end.decimetres / 10);
  }
}
