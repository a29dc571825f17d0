import fc from "fast-check";
import { expect, test } from "vitest";
import type { StopId, VehicleId } from "../../../../src/domain/kernel/ids.ts";
import { type Instant, instant } from "../../../../src/domain/kernel/time.ts";
import { publishFindings, type TripToPublish } from "../../../../src/domain/movement/publish-checks.ts";
import { type DriveMs, type FreeBus, publishFixes, withFix } from "../../../../src/domain/movement/publish-fixes.ts";

const minutes = (n: number): Instant => instant(n * 60_000);
const ZONES = [undefined, "prevention", "control", "lockdown"] as const;
const aVehicle = (maxBags: number): TripToPublish["vehicle"] => ({
  maxBags,
  maxGrams: maxBags * 8_000,
  maxMillilitres: maxBags * 20_000,
  fragilePlaces: Math.floor(maxBags * 0.6),
  cleared: true,
  taken: false,
});
/** Twenty minutes to anywhere; from the dock to the first gate half an hour. */
const drive: DriveMs = (from) => (from === "dock" ? 30 : 20) * 60_000;
const freeBuses: FreeBus[] = [60, 120, 300].map((n) => ({
  id: `bus ${n}` as VehicleId,
  vehicle: aVehicle(n),
  hasDriver: true,
}));

const anyTrip: fc.Arbitrary<TripToPublish> = fc
  .record({
    capacity: fc.integer({ min: 20, max: 300 }),
    cleared: fc.boolean(),
    taken: fc.boolean(),
    driverCleared: fc.boolean(),
    stops: fc.array(
      fc.record({
        bags: fc.integer({ min: 1, max: 60 }),
        fragile: fc.double({ min: 0, max: 1, noNaN: true }),
        zone: fc.constantFrom(...ZONES),
        opens: fc.integer({ min: 450, max: 540 }),
        open: fc.integer({ min: 60, max: 300 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ capacity, cleared, driverCleared, stops }) => ({
    vehicle: { ...aVehicle(capacity), cleared },
    driverCleared,
    leavesAt: minutes(480),
    stops: stops.map((s, i) => ({
      stopId: `s${i}` as StopId,
      bags: s.bags,
      grams: s.bags * 5_000,
      millilitres: s.bags * 15_000,
      fragileBags: Math.floor(s.bags * s.fragile),
      arriveAt: minutes(500 + i * 25),
      gateOpensAt: minutes(s.opens),
      unloadMs: 5 * 60_000,
      gateClosesAt: minutes(s.opens + s.open),
      zone: s.zone,
      disinfectedBefore: false,
    })),
  }));

test("a fix that is proposed takes its finding away, brings no other, and leaves every stop in the trip", () => {
  fc.assert(
    fc.property(anyTrip, (trip) => {
      const before = new Set(publishFindings(trip).map((f) => f.kind));
      for (const [kind, fix] of Object.entries(publishFixes(trip, freeBuses, drive))) {
        const after = withFix(trip, fix, freeBuses, drive);
        const kinds = publishFindings(after).map((f) => f.kind);
        expect(kinds).not.toContain(kind);
        expect(kinds.filter((k) => !before.has(k))).toEqual([]);
        expect(after.stops.map((s) => s.stopId).toSorted()).toEqual(trip.stops.map((s) => s.stopId).toSorted());
      }
    }),
  );
});

const stop = (id: string, over: Partial<TripToPublish["stops"][number]> = {}) => ({
  stopId: id as StopId,
  bags: 10,
  grams: 1,
  millilitres: 1,
  fragileBags: 0,
  arriveAt: minutes(510),
  gateOpensAt: minutes(450),
  unloadMs: 5 * 60_000,
  gateClosesAt: minutes(690),
  disinfectedBefore: false,
  ...over,
});
const trip = (over: Partial<TripToPublish>): TripToPublish => ({
  vehicle: aVehicle(60),
  driverCleared: true,
  leavesAt: minutes(480),
  stops: [stop("a")],
  ...over,
});

test.each([
  [
    "a locked gate before a clean one goes last",
    trip({ stops: [stop("a", { zone: "lockdown" }), stop("b"), stop("c", { zone: "control" })] }),
    { zone_order: { kind: "reorder", stopIds: ["b", "c", "a"] } },
  ],
  [
    "a gate that shuts four and a half minutes before the bus comes: the trip loads five minutes sooner",
    trip({ stops: [stop("a", { gateClosesAt: instant(505.5 * 60_000) })] }),
    { window_missed: { kind: "sooner", seconds: 300 } },
  ],
  [
    "too many bags: the first free bus that holds them",
    trip({ stops: [stop("a", { bags: 100 })] }),
    { over_bags: { kind: "other_bus", vehicleId: "bus 120" } },
  ],
  [
    "nobody drives it: another bus with its driver",
    trip({ driverCleared: false }),
    { driver_not_cleared: { kind: "other_bus", vehicleId: "bus 60" } },
  ],
  ["more than any bus holds: nothing is proposed", trip({ stops: [stop("a", { bags: 900 })] }), {}],
])("fixes: %s", (_, held, fixes) => {
  expect(publishFixes(held, freeBuses, drive)).toEqual(fixes);
});
