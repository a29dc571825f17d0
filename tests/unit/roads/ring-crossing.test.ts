import fc from "fast-check";
import { expect, test } from "vitest";
import { ringCrossing } from "../../../src/roads/ring-crossing.ts";

const ring = (...at: readonly (readonly [number, number])[]) => at.map(([lng, lat]) => ({ lng, lat }));

test("a bow tie crosses itself, and its sides are named; a square does not, nor one whose border touches itself", () => {
  expect(ringCrossing(ring([0, 0], [2, 2], [2, 0], [0, 2], [0, 0]))).toEqual([1, 3]);
  expect(ringCrossing(ring([0, 0], [2, 0], [2, 2], [0, 2], [0, 0]))).toBeUndefined();
  expect(ringCrossing(ring([0, 0], [4, 0], [2, 2], [4, 4], [0, 4], [2, 2], [0, 0]))).toBeUndefined();
});

const corner = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }));

test("sides in order of longitude find just what comparing each with each finds", () => {
  const each = (points: readonly { lng: number; lat: number }[]) => {
    for (let i = 1; i < points.length; i += 1)
      for (let j = i + 1; j < points.length; j += 1) {
        const two = [points[i - 1], points[i], points[j - 1], points[j]].map((p) => p!);
        if (crossing(two)) return true;
      }
    return false;
  };
  const crossing = ([a, b, c, d]: readonly { lng: number; lat: number }[]) => {
    const at = (p: typeof a, q: typeof a, r: typeof a) =>
      Math.sign((q!.lng - p!.lng) * (r!.lat - p!.lat) - (q!.lat - p!.lat) * (r!.lng - p!.lng));
    return at(a, b, c) * at(a, b, d) < 0 && at(c, d, a) * at(c, d, b) < 0;
  };
  fc.assert(
    fc.property(fc.array(corner, { minLength: 3, maxLength: 12 }), (corners) => {
      const closed = ring(...corners, corners[0]!);
      expect(ringCrossing(closed) !== undefined).toBe(each(closed));
    }),
  );
});
