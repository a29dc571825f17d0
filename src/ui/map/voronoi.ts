import { Delaunay } from "d3-delaunay";
import type { LatLng } from "./map-view.ts";

type Corner = readonly [lat: number, lng: number];

/** Degrees of longitude are shorter than those of latitude: at 25° N by this much. */
const SQUEEZE = Math.cos((25 * Math.PI) / 180);

const ROUND = Array.from(
  { length: 20 },
  (_, i) => [Math.sin((i * Math.PI) / 10), Math.cos((i * Math.PI) / 10)] as const,
);

/**
 * The ground nearest to each place: a cell starts as a circle of `reachDegrees` around it and is cut by the middle line
 * towards each of its neighbours. Places on one spot share a cell.
 */
export function voronoiCells(places: readonly LatLng[], reachDegrees = 0.032): Corner[][] {
  const points = places.map((p) => ({ y: p.lat, x: p.lng * SQUEEZE }));
  const delaunay = Delaunay.from(
    points,
    (p) => p.x,
    (p) => p.y,
  );
  return points.map((p, i) => {
    let cell = ROUND.map(([y, x]) => ({ y: p.y + y * reachDegrees, x: p.x + x * reachDegrees }));
    // Of places on one spot one alone has neighbours.
    for (const other of delaunay.neighbors(delaunay.find(p.x, p.y, i))) {
      const q = points[other];
      if (q && (q.x !== p.x || q.y !== p.y)) cell = cut(cell, p, q);
    }
    return cell.map((c): Corner => [c.y, c.x / SQUEEZE]);
  });
}

type Point = { readonly x: number; readonly y: number };

/** What of `cell` is nearer to `p` than to `q`. */
function cut(cell: Point[], p: Point, q: Point): Point[] {
  const side = (c: Point) => (c.x - (p.x + q.x) / 2) * (q.x - p.x) + (c.y - (p.y + q.y) / 2) * (q.y - p.y);
  return cell.flatMap((c, i) => {
    const before = cell[(i + cell.length - 1) % cell.length] ?? c;
    const [a, b] = [side(before), side(c)];
    if (a > 0 !== b > 0) {
      const share = a / (a - b);
      const edge = { x: before.x + share * (c.x - before.x), y: before.y + share * (c.y - before.y) };
      return b > 0 ? [edge] : [edge, c];
    }
    return b > 0 ? [] : [c];
  });
}
