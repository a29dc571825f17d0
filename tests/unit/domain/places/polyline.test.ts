import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeLine, encodeLine } from "../../../../src/domain/places/polyline.ts";

test("the format's own example is written as its authors write it", () => {
  const line = [
    { lat: 38.5, lng: -120.2 },
    { lat: 40.7, lng: -120.95 },
    { lat: 43.252, lng: -126.453 },
  ];
  expect(encodeLine(line)).toBe("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
});

test("any line comes back, exact to half of 1e-5 degrees", () => {
  const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.record({ lat: degrees(90), lng: degrees(180) }), { maxLength: 50 }), (line) => {
      const back = decodeLine(encodeLine(line));
      expect(back).toHaveLength(line.length);
      for (const [i, at] of line.entries()) {
        expect(Math.abs(back[i]!.lat - at.lat)).toBeLessThan(0.51e-5);
        expect(Math.abs(back[i]!.lng - at.lng)).toBeLessThan(0.51e-5);
      }
    }),
  );
});
