import type { Departure } from "./departure.ts";
import type { Point } from "./estimate.ts";
import { linesMeet, UNITS_PER_DEGREE } from "./geometry.ts";

/** Streets that nobody may drive for a while: those that an area touches, and those that are named. */
export type Closure = {
  readonly id: string;
  /** As in GeoJSON, the first is the border and the others are holes. */
  readonly rings?: readonly (readonly Point[])[];
  /** OpenStreetMap's ids of ways: they outlive an import of newer data. */
  readonly ways?: readonly number[];
  /** Numbers of segments of the graph at hand; another version numbers them otherwise. */
  readonly segments?: readonly number[];
  /** UTC milliseconds; absent for "already" and "until further notice". The end itself is open again. */
  readonly fromMs?: number;
  readonly untilMs?: number;
};

/** The closures that bind whoever departs then, if only at one moment of it; all of them when nobody says when. */
export function inForce(closures: readonly Closure[], departs: Departure | undefined): readonly Closure[] {
  if (departs === undefined) return closures;
  const [from, to] = typeof departs === "number" ? [departs, departs] : [departs.fromMs, departs.toMs];
  return closures.filter(({ fromMs = -Infinity, untilMs = Infinity }) => fromMs <= to && from < untilMs);
}

/** Rings flat as x, y, x, y … in 1e-7 degrees, each closed. */
export type ClosedArea = { readonly rings: readonly Float64Array[]; readonly box: Box };
export type Box = { readonly south: number; readonly west: number; readonly north: number; readonly east: number };

export function closedArea(closure: Closure): ClosedArea {
  let box: Box = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity };
  const rings = (closure.rings ?? []).map((ring) => {
    const flat: number[] = [];
    for (const { lat, lng } of ring.length > 0 ? [...ring, ring[0]!] : []) {
      const [y, x] = [lat * UNITS_PER_DEGREE, lng * UNITS_PER_DEGREE];
      flat.push(x, y);
      box = {
        south: Math.min(box.south, y),
        west: Math.min(box.west, x),
        north: Math.max(box.north, y),
        east: Math.max(box.east, x),
      };
    }
    return Float64Array.from(flat);
  });
  return { rings, box };
}

/** Even-odd rule, so that holes are open. */
export function liesInside(area: ClosedArea, x: number, y: number): boolean {
  if (x < area.box.west || x > area.box.east || y < area.box.south || y > area.box.north) return false;
  let inside = false;
  for (const ring of area.rings)
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

/** Does the straight piece a–b touch the area? A long piece may cross it with both ends outside. */
export function crosses(area: ClosedArea, ax: number, ay: number, bx: number, by: number): boolean {
  if (liesInside(area, ax, ay) || liesInside(area, bx, by)) return true;
  for (const ring of area.rings)
    for (let i = 0; i + 3 < ring.length; i += 2)
      if (linesMeet(ax, ay, bx, by, ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!)) return true;
  return false;
}

/** The closed zone that a place lies in. */
export function zoneAround(areas: readonly (ClosedArea & { readonly id: string })[], at: Point): string | undefined {
  return areas.find((area) => liesInside(area, at.lng * UNITS_PER_DEGREE, at.lat * UNITS_PER_DEGREE))?.id;
}
