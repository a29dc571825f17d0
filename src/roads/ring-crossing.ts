import type { Point } from "./estimate.ts";

type Side = { readonly from: Point; readonly to: Point; readonly number: number };

/**
 * Where the border of an area crosses itself: which of its sides, counted from 1; undefined when it does not. Sides that
 * only touch do not cross. Sides are compared in order of longitude, so that a long border costs little more than its length.
 */
export function ringCrossing(ring: readonly Point[]): readonly [number, number] | undefined {
  const sides = ring
    .slice(1)
    .map((to, i): Side => ({ from: ring[i] ?? to, to, number: i + 1 }))
    .toSorted((a, b) => west(a) - west(b));
  for (const [i, a] of sides.entries())
    for (let j = i + 1; j < sides.length; j += 1) {
      const b = sides[j];
      if (!b || west(b) > Math.max(a.from.lng, a.to.lng)) break;
      if (cross(a, b)) return a.number < b.number ? [a.number, b.number] : [b.number, a.number];
    }
  return undefined;
}

const west = ({ from, to }: Side) => Math.min(from.lng, to.lng);

/** Each side has its ends on both sides of the other. */
function cross(a: Side, b: Side): boolean {
  return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0;
}

/** On which side of a line a point lies: 1, −1, or 0 on the line itself. */
function side({ from, to }: Side, at: Point): number {
  return Math.sign((to.lng - from.lng) * (at.lat - from.lat) - (to.lat - from.lat) * (at.lng - from.lng));
}
