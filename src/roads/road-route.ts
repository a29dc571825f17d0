import type { Point } from "./estimate.ts";
import { UNITS_PER_DEGREE } from "./geometry.ts";
import { waysOut } from "./home-streets.ts";
import type { Network } from "./network.ts";
import { originalOf } from "./road-graph.ts";
import { arrive, edgesOn, NEVER, type Search, searchFrom, searchRoom } from "./search.ts";
import { isUsable, type Snap, type SnapAnswer, snap } from "./snap.ts";

/** From one stop to the next. */
export type Leg = {
  readonly seconds: number;
  readonly metres: number;
  /** Edges in the order driven; the first and the last are driven in part. */
  readonly edges: readonly number[];
  /** Metres driven on each. */
  readonly edgeMetres: readonly number[];
  readonly line: readonly Point[];
};

/** Legs between stops in the order given; undefined where no way leads or a stop could not be put on the road. */
export type Route = { readonly stops: readonly SnapAnswer[]; readonly legs: readonly (Leg | undefined)[] };

export function roadRoute(net: Network, points: readonly Point[], room: Search = searchRoom(net)): Route {
  const stops = points.map((point) => snap(net, point));
  const legs = stops.slice(1).map((to, i) => {
    const from = stops[i]!;
    return from.ok && to.ok ? leg(net, room, from.snap, to.snap) : undefined;
  });
  return { stops, legs };
}

function leg(net: Network, room: Search, from: Snap, to: Snap): Leg | undefined {
  const ends = edgesOn(net, to.segment).filter((edge) => isUsable(net, edge));
  for (const edge of ends) room.wanted[edge] = 1;
  searchFrom(net, room, from, ends.length);
  for (const edge of ends) room.wanted[edge] = 0;
  const end = arrive(net, room, from, to);
  if (end.ticks === NEVER) return undefined;
  const found = [end.edge];
  if (!end.direct) {
    const outs = new Map(waysOut(net, from).map((out) => [out.edge, out]));
    let edge = end.edge;
    while (edge >= 0) {
      const out = outs.get(edge);
      // Whoever left the streets for guests by this edge drove through them as `waysOut` says, and not as others would.
      if (out?.ticks === room.ticks[edge] && out?.path[0] === room.before[edge]) found.push(...out!.path);
      else found.push(room.before[edge]!);
      edge = found[found.length - 1]!;
    }
    found[found.length - 1] = ~edge;
  }
  const edges = found.reverse().map((edge) => originalOf(net.graph, edge));
  return {
    seconds: Math.round(end.ticks / 10),
    metres: Math.round(end.decimetres / 10),
    edges,
    edgeMetres: drivenMetres(net, edges, from, to),
    line: drawLine(net, edges, from, to),
  };
}

function drivenMetres(net: Network, edges: readonly number[], from: Snap, to: Snap): number[] {
  return edges.map((edge, i) => {
    const first = i > 0 ? 0 : edge & 1 ? 1 - from.fraction : from.fraction;
    const last = i < edges.length - 1 ? 1 : edge & 1 ? 1 - to.fraction : to.fraction;
    return (net.graph.decimetres[edge >> 1]! / 10) * (last - first);
  });
}

/** The shape of the edges, cut off at the stops. */
function drawLine(net: Network, edges: readonly number[], from: Snap, to: Snap): Point[] {
  const line: Point[] = [from.at];
  for (const [i, edge] of edges.entries()) {
    const points = shapeOf(net, edge);
    const first = i === 0 ? from.fraction : edge & 1 ? 1 : 0;
    const last = i === edges.length - 1 ? to.fraction : edge & 1 ? 0 : 1;
    for (const { share, ...point } of points)
      if (edge & 1 ? share < first && share > last : share > first && share < last) line.push(point);
    if (i < edges.length - 1) {
      const { lat, lng } = points[points.length - 1]!;
      line.push({ lat, lng });
    }
  }
  line.push(to.at);
  return line;
}

/** Points of an edge in driving order, each with its share of the segment's length. */
function shapeOf(net: Network, edge: number): (Point & { share: number })[] {
  const { shapeStart, shapeLat, shapeLng } = net.graph;
  const points: (Point & { share: number })[] = [];
  let along = 0;
  for (let p = shapeStart[edge >> 1]!; p < shapeStart[(edge >> 1) + 1]!; p += 1) {
    const point = { lat: shapeLat[p]! / UNITS_PER_DEGREE, lng: shapeLng[p]! / UNITS_PER_DEGREE };
    const last = points[points.length - 1];
    if (last) along += Math.hypot(point.lat - last.lat, (point.lng - last.lng) * Math.cos((point.lat * Math.PI) / 180));
    points.push({ ...point, share: along });
  }
  for (const point of points) point.share = along === 0 ? 0 : point.share / along;
  return edge & 1 ? points.reverse() : points;
}
