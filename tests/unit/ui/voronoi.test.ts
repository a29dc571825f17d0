import fc from "fast-check";
import { expect, test } from "vitest";
import { voronoiCells } from "#ui/map/voronoi.ts";

const places = fc.uniqueArray(
  fc.record({
    lat: fc.integer({ min: 24_800, max: 25_000 }).map((n) => n / 1000),
    lng: fc.integer({ min: 118_500, max: 118_700 }).map((n) => n / 1000),
  }),
  { minLength: 1, maxLength: 40, selector: (p) => `${p.lat},${p.lng}` },
);
const squeeze = Math.cos((25 * Math.PI) / 180);
const apart = (a: readonly [number, number], p: { lat: number; lng: number }) =>
  Math.hypot(a[0] - p.lat, (a[1] - p.lng) * squeeze);

test("no corner of a place's cell is nearer to another place", () => {
  fc.assert(
    fc.property(places, (all) => {
      voronoiCells(all).forEach((cell, i) => {
        const own = all[i];
        if (!own) return;
        expect(cell.length).toBeGreaterThan(2);
        for (const corner of cell)
          for (const other of all) expect(apart(corner, own)).toBeLessThanOrEqual(apart(corner, other) + 1e-9);
      });
    }),
  );
});

test("places on one spot share a cell instead of losing it", () => {
  const [a, b] = voronoiCells([
    { lat: 24.9, lng: 118.6 },
    { lat: 24.9, lng: 118.6 },
  ]);
  expect(a).toEqual(b);
  expect(a?.length).toBeGreaterThan(2);
});
