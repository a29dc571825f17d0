import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alongLine,
  type BusOut,
  coarse,
  cutLine,
  TOLD_HOLDS_MS,
  whereIs,
} from "../../../../src/domain/movement/where-bus-is.ts";
import { metresBetween } from "../../../../src/domain/places/distance.ts";

const STORE = { lat: 24.9, lng: 118.6 };
const GATE = { lat: 24.9, lng: 118.7 };
const MINUTE = 60_000;
const bus = (more: Partial<BusOut> = {}): BusOut => ({
  stretch: [STORE, GATE],
  leftMs: 0,
  dueMs: 20 * MINUTE,
  isThere: false,
  brokeDownMs: null,
  told: null,
  ...more,
});

test("a bus that nobody has heard of is reckoned along its way by its hours, and never drawn in a gate that it has not reached", () => {
  expect(whereIs(bus(), 5 * MINUTE)).toMatchObject({ lat: 24.9, lng: expect.closeTo(118.625), how: "reckoned" });
  expect(whereIs(bus(), -MINUTE)).toMatchObject(STORE);
  expect(whereIs(bus(), 300 * MINUTE)?.lng).toBeCloseTo(118.695);
});

test("what the bus tells goes before what is reckoned, for as long as it holds", () => {
  const told = { lat: 24.95, lng: 118.61, atMs: 4 * MINUTE };
  expect(whereIs(bus({ told }), 5 * MINUTE)).toEqual({ lat: 24.95, lng: 118.61, how: "told", asOfMs: told.atMs });
  expect(whereIs(bus({ told }), told.atMs + TOLD_HOLDS_MS + 1)?.how).toBe("reckoned");
  // Told on the way to the gate before: it has been there since.
  expect(whereIs(bus({ told, leftMs: 6 * MINUTE }), 7 * MINUTE)?.how).toBe("reckoned");
});

test("at a gate it is at the gate, whatever a phone says that is some hundred metres out", () => {
  const told = { lat: 24.901, lng: 118.699, atMs: 5 * MINUTE };
  expect(whereIs(bus({ isThere: true, told }), 6 * MINUTE)).toMatchObject({ ...GATE, how: "there" });
});

test("a bus that broke down stays where it was then, however long it stands", () => {
  const told = { lat: 24.95, lng: 118.61, atMs: 4 * MINUTE };
  expect(whereIs(bus({ brokeDownMs: 5 * MINUTE, told }), 500 * MINUTE)).toMatchObject({ how: "told", lat: 24.95 });
  expect(whereIs(bus({ brokeDownMs: 5 * MINUTE }), 500 * MINUTE)).toMatchObject({
    how: "reckoned",
    lng: expect.closeTo(118.625),
    asOfMs: 5 * MINUTE,
  });
});

test("a bus that is bound nowhere is nowhere", () => {
  expect(whereIs(bus({ stretch: [] }), 0)).toBeNull();
});

const point = fc.record({
  lat: fc.double({ min: 24.8, max: 25, noNaN: true }),
  lng: fc.double({ min: 118.5, max: 118.8, noNaN: true }),
});
const lengthOf = (line: readonly { lat: number; lng: number }[]) =>
  line.slice(1).reduce((sum, to, i) => sum + metresBetween(line[i] ?? to, to), 0);

test("a line that is cut where a bus is on it keeps its length, and so does the part behind", () => {
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 2, maxLength: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (line, share) => {
        const at = alongLine(line, share);
        const [behind, ahead] = cutLine(line, at);
        // Where a line crosses itself there are two ways to cut it.
        expect(lengthOf(behind) + lengthOf(ahead)).toBeCloseTo(lengthOf(line), -1);
        expect(behind.at(-1)).toEqual(at);
        expect(ahead[0]).toEqual(at);
      },
    ),
  );
});

test("a place leaves the phone by some hundred metres only", () => {
  fc.assert(
    fc.property(point, (at) => {
      expect(metresBetween(at, coarse(at))).toBeLessThan(80);
      expect(String(coarse(at).lat).length).toBeLessThanOrEqual(6);
    }),
  );
});
