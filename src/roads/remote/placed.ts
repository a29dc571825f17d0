import { type Closure, closedArea, zoneAround } from "../closure.ts";
import type { Point } from "../estimate.ts";
import { metresBetween, UNITS_PER_DEGREE } from "../geometry.ts";
import type { SnapAnswer } from "../snap.ts";

/** Farther than this from any street, a server's nearest one is a mistake in the coordinates. */
const FARTHEST_METRES = 1000;

/** The answer for a stop in a closed zone, which no server knows of. */
export function refusedByZone(points: readonly Point[], closures: readonly Closure[]): (SnapAnswer | undefined)[] {
  const areas = closures.map((closure) => ({ ...closedArea(closure), id: closure.id }));
  return points.map((at) => {
    const zone = zoneAround(areas, at);
    return zone === undefined ? undefined : { ok: false, refusal: { kind: "in_closed_zone", closureId: zone } };
  });
}

/** Where a server put a stop. */
export function placed(asked: Point, at: Point | undefined): SnapAnswer {
  const [a, b] = [asked, at ?? asked].map(({ lat, lng }) => [lat * UNITS_PER_DEGREE, lng * UNITS_PER_DEGREE] as const);
  const metresAway = metresBetween(a![0], a![1], b![0], b![1]);
  if (!at || metresAway > FARTHEST_METRES) return { ok: false, refusal: { kind: "no_road_nearby" } };
  return { ok: true, snap: { segment: -1, fraction: 0, at, metresAway } };
}
