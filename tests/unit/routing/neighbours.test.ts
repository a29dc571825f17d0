import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestInPlane } from "../../../src/routing/plane-neighbours.ts";
import { TravelTable } from "../../../src/routing/travel-table.ts";

const axis = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.constantFrom(0, 1, 1e6),
  fc.double({ min: 0, max: 9, noNaN: true }),
);

test("squares give the neighbours that looking at all pairs gives, of equals the lower number first", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(axis, axis), { minLength: 3, maxLength: 60 }),
      fc.nat(20),
      fc.constantFrom<"nearest" | "down">("nearest", "down"),
      fc.constantFrom(1, 0.3, 1000),
      (points, some, rounding, scale) => {
        const [x, y] = [points.map(([a]) => a), points.map(([, b]) => b)];
        const n = points.length;
        const width = 1 + (some % (n - 2));
        const places = Int32Array.from(points, (_, i) => i);
        const metres = new TravelTable({ kind: "plane", x, y, scale, rounding }, n, places);
        const found = nearestInPlane(metres, n, width);
        for (let i = 0; i < n; i++) {
          const others = [...places].filter((j) => j !== i);
          others.sort((a, b) => metres.get(i, a) - metres.get(i, b) || a - b);
          expect([...found.subarray(i * width, (i + 1) * width)]).toEqual(others.slice(0, width));
        }
      },
    ),
    { numRuns: 300 },
  );
});
