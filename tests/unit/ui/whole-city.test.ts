import fc from "fast-check";
import { expect, test } from "vitest";
import { coreOf, extentOf, onPaper, outside } from "../../../src/ui/map/whole-city.ts";

const someStops = fc.array(
  fc.record({
    lat: fc.double({ min: 24, max: 26, noNaN: true }),
    lng: fc.double({ min: 117, max: 120, noNaN: true }),
  }),
  { minLength: 1, maxLength: 80 },
);

test("the whole city lies on the inset's paper, and a point of it is the place that was drawn there", () => {
  fc.assert(
    fc.property(someStops, (stops) => {
      const paper = onPaper(stops, 124);
      for (const stop of stops) {
        const { x, y } = paper.at(stop);
        expect(x >= 0 && x <= 124 && y >= 0 && y <= paper.height).toBe(true);
        const again = paper.place({ x, y });
        expect(again.lat).toBeCloseTo(stop.lat, 6);
        expect(again.lng).toBeCloseTo(stop.lng, 6);
      }
    }),
  );
});

test("a map that shows everything has nothing outside; one that begins at the core leaves out a tenth to each side at most", () => {
  fc.assert(
    fc.property(someStops, (stops) => {
      expect(outside(stops, extentOf(stops))).toEqual([]);
      expect(outside(stops, coreOf(stops)).length).toBeLessThanOrEqual(0.4 * stops.length);
    }),
  );
});
