import { liesInside } from "./closure.ts";
import type { Point } from "./estimate.ts";
import { eastScale, METRES_PER_UNIT, metresBetween, UNITS_PER_DEGREE } from "./geometry.ts";
import type { Network } from "./network.ts";

/** Where a stop touches the road. */
export type Snap = {
  readonly segment: number;
  /** 0 at the segment's beginning, 1 at its end, by length. */
  readonly fraction: number;
  readonly at: Point;
  readonly metresAway: number;
};

export type SnapRefusal =
  | { readonly kind: "in_closed_zone"; readonly closureId: string }
  /** The nearest street leads nowhere, nothing leads to it, or this vehicle may not drive it; the next good one is `metresAway`, if any. */
  | { readonly kind: "on_island"; readonly metresAway?: number }
  | { readonly kind: "no_road_nearby" };

export type SnapAnswer =
  | { readonly ok: true; readonly snap: Snap }
  | { readonly ok: false; readonly refusal: SnapRefusal };

/** A stop farther than this from any street is a mistake in its coordinates. */
const FARTHEST_METRES = 1000;
/** A stop is said to lie on an island when the connected street is this much farther than the cut-off one. */
const ISLAND_METRES = 150;

/** Nearer to an expressway, a tunnel or a bridge than this, and so much farther from any other street, a stop lies on it. */
const ON_IT_METRES = 10;
const AWAY_METRES = 20;

/**
 * Puts a stop on the nearest open street of a large connected part. A street on the ground goes before an expressway,
 * a tunnel or a bridge: from those a bus cannot be unloaded at the house beside, above or below.
 */
export function snap(net: Network, point: Point): SnapAnswer {
  const y = point.lat * UNITS_PER_DEGREE;
  const x = point.lng * UNITS_PER_DEGREE;
  const zone = net.closed.find((area) => liesInside(area, x, y));
  if (zone) return { ok: false, refusal: { kind: "in_closed_zone", closureId: zone.id } };
  const { ground, other } = nearest(net, x, y);
  const liesOnOther = other.main <= ON_IT_METRES && ground.main > other.main + AWAY_METRES;
  const isGround = ground.piece >= 0 && !liesOnOther;
  const near = isGround ? ground : other;
  const any = isGround ? ground.any : Math.min(ground.any, other.any);
  if (any === Infinity) return { ok: false, refusal: { kind: "no_road_nearby" } };
  if (near.piece < 0) return { ok: false, refusal: { kind: "on_island" } };
  if (near.main > any + ISLAND_METRES)
    return { ok: false, refusal: { kind: "on_island", metresAway: Math.round(near.main) } };
  return { ok: true, snap: onPiece(net, near.piece, near.share, near.main) };
}

/**
 * Distance to any street at all, and the nearest piece in the main part with the share along it: of streets on the
 * ground, and of the others. Rings of squares, from the inside out.
 */
function nearest(net: Network, x: number, y: number) {
  const { graph, index } = net;
  const scale = eastScale(y);
  const col = Math.floor((x - index.west) / index.stepLng);
  const row = Math.floor((y - index.south) / index.stepLat);
  const ground = { any: Infinity, main: Infinity, piece: -1, share: 0 };
  const other = { ...ground };
  const look = (square: number) => {
    for (let i = index.start[square]!; i < index.start[square + 1]!; i += 1) {
      const p = index.pieces[i]!;
      const e = index.segmentOf[p]! * 2;
      const usable = isUsable(net, e) || isUsable(net, e + 1);
      // A compound's own streets behind its shut gate are no streets to the bus that waits before it.
      const isOwn =
        (graph.access[e]! & ~graph.guests[e]!) === 0 && (graph.access[e + 1]! & ~graph.guests[e + 1]!) === 0;
      if (isOwn && !usable) continue;
      const best = graph.stopless[e >> 1] === 1 ? other : ground;
      const ax = (graph.shapeLng[p]! - x) * scale;
      const ay = graph.shapeLat[p]! - y;
      const dx = (graph.shapeLng[p + 1]! - graph.shapeLng[p]!) * scale;
      const dy = graph.shapeLat[p + 1]! - graph.shapeLat[p]!;
      const square2 = dx * dx + dy * dy;
      const share = square2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square2));
      const metres = Math.hypot(ax + share * dx, ay + share * dy) * METRES_PER_UNIT;
      if (metres > FARTHEST_METRES) continue;
      best.any = Math.min(best.any, metres);
      if (metres >= best.main || !usable) continue;
      best.main = metres;
      best.piece = p;
      best.share = share;
    }
  };
  // Whatever lies in ring r is at least r - 1 squares away, less a little because squares narrow towards the poles.
  const rings = Math.ceil(FARTHEST_METRES / index.stepMetres) + 1;
  for (let r = 0; r <= rings && (r - 1) * index.stepMetres * 0.95 < ground.main; r += 1)
    for (let i = -r; i <= r; i += 1) {
      const step = Math.abs(i) === r ? 1 : 2 * r;
      for (let j = -r; j <= r; j += step) {
        const [a, b] = [row + i, col + j];
        if (a >= 0 && a < index.rows && b >= 0 && b < index.columns) look(a * index.columns + b);
      }
    }
  return { ground, other };
}

/** May a stop be served on this edge? Where the two directions of a street lie in two parts, in the larger one's alone. */
export function isUsable({ open, main }: Pick<Network, "open" | "main">, edge: number): boolean {
  const [part, back] = [main[edge]!, main[edge ^ 1]!];
  return open[edge] === 1 && part > 0 && (back === 0 || part <= back);
}

/** The part that a stop on this segment lies in; 0 for none. */
export function partOf(net: Pick<Network, "open" | "main">, segment: number): number {
  const edge = [segment * 2, segment * 2 + 1].find((side) => isUsable(net, side));
  return edge === undefined ? 0 : net.main[edge]!;
}

function onPiece(net: Network, piece: number, share: number, metresAway: number): Snap {
  const { shapeLat: lat, shapeLng: lng, shapeStart } = net.graph;
  const segment = net.index.segmentOf[piece]!;
  let [before, whole] = [0, 0];
  for (let p = shapeStart[segment]!; p + 1 < shapeStart[segment + 1]!; p += 1) {
    const metres = metresBetween(lat[p]!, lng[p]!, lat[p + 1]!, lng[p + 1]!);
    if (p === piece) before = whole + metres * share;
    whole += metres;
  }
  const at = {
    lat: (lat[piece]! + (lat[piece + 1]! - lat[piece]!) * share) / UNITS_PER_DEGREE,
    lng: (lng[piece]! + (lng[piece + 1]! - lng[piece]!) * share) / UNITS_PER_DEGREE,
  };
  return { segment, fraction: whole === 0 ? 0 : before / whole, at, metresAway };
}
