import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, instant, plusSeconds } from "../../../../src/domain/kernel/time.ts";
import { expectedTimes, type TimedStop, type TimedTrip } from "../../../../src/domain/movement/expected-times.ts";

const DEPARTS = instant(1_900_000_000_000);

type Leg = { readonly drive: number; readonly wait: number; readonly unload: number };
const legs = fc.array(
  fc.record({ drive: fc.nat(3600), wait: fc.oneof(fc.constant(0), fc.nat(1800)), unload: fc.nat(1200) }),
  { minLength: 1, maxLength: 6 },
);

/** A running trip as planned: each leg drives, waits for its gate and unloads; nothing has happened but the departure. */
function aTrip(of: readonly Leg[], homeSeconds = 900): TimedTrip {
  let at = DEPARTS;
  const stops = of.map(({ drive, wait, unload }): TimedStop => {
    const plannedArriveAt = plusSeconds(at, drive);
    const gateOpensAt = plusSeconds(plannedArriveAt, wait);
    at = plusSeconds(gateOpensAt, unload);
    return {
      state: "planned",
      plannedArriveAt,
      plannedLeaveAt: at,
      arrivedAt: null,
      leftAt: null,
      gateOpensAt,
      saidAt: null,
    };
  });
  return {
    state: "running",
    departAt: DEPARTS,
    departedAt: DEPARTS,
    backAt: plusSeconds(at, homeSeconds),
    returnedAt: null,
    stops,
  };
}

/** The trip at `now`, when everything has come `late` seconds after the plan and gates were open. */
function livedUntil(trip: TimedTrip, now: Instant, late = 0): TimedTrip {
  return {
    ...trip,
    departedAt: plusSeconds(trip.departAt, late),
    stops: trip.stops.map((s): TimedStop => {
      const [arrive, leave] = [plusSeconds(s.plannedArriveAt, late), plusSeconds(s.plannedLeaveAt, late)];
      if (arrive > now) return s;
      return leave > now
        ? { ...s, state: "unloading", arrivedAt: arrive }
        : { ...s, state: "handed_over", arrivedAt: arrive, leftAt: leave };
    }),
  };
}

test("expected times: on time they are the plan, at any moment of the trip", () => {
  fc.assert(
    fc.property(legs, fc.nat(1000), (of, share) => {
      const trip = aTrip(of);
      const now = instant(DEPARTS + Math.floor(((trip.backAt - DEPARTS) * share) / 1000));
      const expected = expectedTimes(livedUntil(trip, now), now);
      expect(expected.lateSeconds).toBe(0);
      expect(expected.backAt).toBe(trip.backAt);
      expect(expected.stops).toEqual(
        trip.stops.map((s) => ({
          arriveAt: s.plannedArriveAt,
          leaveAt: s.plannedLeaveAt,
          lateSeconds: 0,
          overdueSeconds: 0,
          stands: false,
        })),
      );
    }),
  );
});

test("expected times: a delay is passed on from stop to stop, less what was planned as waiting for a gate", () => {
  fc.assert(
    fc.property(legs, fc.nat(7200), (of, late) => {
      const trip = { ...aTrip(of), departedAt: plusSeconds(DEPARTS, late) };
      const expected = expectedTimes(trip, trip.departedAt);
      let left = late;
      for (const [i, stop] of expected.stops.entries()) {
        expect(stop.arriveAt - (trip.stops[i]?.plannedArriveAt ?? 0)).toBe(left * 1000);
        left = Math.max(0, left - (of[i]?.wait ?? 0));
        expect(stop.lateSeconds).toBe(left);
      }
      expect(expected.backAt).toBe(plusSeconds(trip.backAt, left));
    }),
  );
});

test("expected times: they never run backwards, only the next hour can have passed, and a later clock never makes one earlier", () => {
  fc.assert(
    fc.property(legs, fc.nat(7200), fc.nat(20_000), fc.nat(20_000), (of, late, seconds, more) => {
      const now = plusSeconds(DEPARTS, seconds);
      const trip = livedUntil(aTrip(of), now, late);
      const expected = expectedTimes(trip, now);
      const moments = expected.stops.flatMap((s) => [s.arriveAt, s.leaveAt]);
      expect([...moments, expected.backAt]).toEqual([...moments, expected.backAt].sort((a, b) => a - b));
      const ahead = expected.stops.filter((_, i) => trip.stops[i]?.state === "planned");
      for (const s of ahead.slice(1)) expect(s.arriveAt).toBeGreaterThanOrEqual(now);
      const after = expectedTimes(trip, plusSeconds(now, more));
      for (const [i, s] of after.stops.entries()) {
        expect(s.arriveAt).toBeGreaterThanOrEqual(expected.stops[i]?.arriveAt ?? Number.POSITIVE_INFINITY);
        expect(s.leaveAt).toBeGreaterThanOrEqual(expected.stops[i]?.leaveAt ?? Number.POSITIVE_INFINITY);
      }
    }),
  );
});

test("expected times: an overdue bus keeps the hour that its last gate and the drive from there make, however late it gets", () => {
  fc.assert(
    fc.property(legs, fc.nat(7200), fc.nat(20_000), (of, late, seconds) => {
      const now = plusSeconds(DEPARTS, seconds);
      const trip = livedUntil(aTrip(of), now, late);
      const next = trip.stops.findIndex((s) => s.arrivedAt === null);
      const before = trip.stops[next - 1];
      fc.pre(next >= 0 && trip.departedAt !== null && (next === 0 || before?.leftAt != null));
      const expected = expectedTimes(trip, now).stops[next];
      const after = expectedTimes(trip, plusSeconds(now, 3600)).stops[next];
      expect(after?.arriveAt).toBe(expected?.arriveAt);
      const passed = Math.floor((plusSeconds(now, 3600) - (expected?.arriveAt ?? 0)) / 1000);
      expect(after?.overdueSeconds).toBe(Math.max(0, passed));
    }),
  );
});

test("expected times: of a bus that stands in the road no stop that it has not come to has an hour", () => {
  const trip = livedUntil(
    aTrip([10, 20, 30].map((drive) => ({ drive, wait: 0, unload: 5 }))),
    plusSeconds(DEPARTS, 12),
  );
  const stands = (state: "running" | "broken_down") =>
    expectedTimes({ ...trip, state }, plusSeconds(DEPARTS, 12)).stops.map((s) => s.stands);
  expect(stands("running")).toEqual([false, false, false]);
  expect(stands("broken_down")).toEqual([false, true, true]);
});

test("expected times: a bus that has not left keeps its hour, its gates are worked out from now, and nobody waits for a trip that is not published", () => {
  const now = plusSeconds(DEPARTS, 1200);
  const waits = { ...aTrip([{ drive: 600, wait: 0, unload: 300 }]), departedAt: null };
  expect(expectedTimes({ ...waits, state: "sealed" }, now)).toMatchObject({
    departAt: DEPARTS,
    lateSeconds: 1200,
    stops: [{ arriveAt: plusSeconds(now, 600), overdueSeconds: 0 }],
  });
  expect(expectedTimes({ ...waits, state: "planned" }, now)).toMatchObject({ departAt: DEPARTS, lateSeconds: 0 });
});

test("expected times: what the driver says counts where it is later; a bus that stands at a gate leaves it now at the soonest", () => {
  const [first, second] = [
    { drive: 600, wait: 0, unload: 300 },
    { drive: 600, wait: 0, unload: 300 },
  ];
  const trip = aTrip([first, second]);
  const said = (i: number, saidAt: Instant) => ({
    ...trip,
    stops: trip.stops.map((s, j) => (i === j ? { ...s, saidAt } : s)),
  });
  expect(expectedTimes(said(0, plusSeconds(DEPARTS, 1800)), DEPARTS)).toMatchObject({
    lateSeconds: 1200,
    stops: [{ lateSeconds: 1200 }, { lateSeconds: 1200 }],
  });
  expect(expectedTimes(said(0, DEPARTS), DEPARTS).lateSeconds).toBe(0);
  const now = plusSeconds(DEPARTS, 3600);
  const stands = livedUntil(trip, plusSeconds(DEPARTS, 700));
  expect(expectedTimes(stands, now).stops).toMatchObject([
    { leaveAt: now, lateSeconds: 2700 },
    { arriveAt: plusSeconds(now, 600) },
  ]);
});

test("expected times: a dropped stop is driven past, one that was skipped at its gate is left from there", () => {
  const trip = aTrip([
    { drive: 600, wait: 0, unload: 300 },
    { drive: 600, wait: 0, unload: 300 },
  ]);
  const skipped = (of: Partial<TimedStop>) => ({
    ...trip,
    stops: trip.stops.map((s, i): TimedStop => (i === 0 ? { ...s, ...of, state: "skipped" } : s)),
  });
  expect(expectedTimes(skipped({ leftAt: DEPARTS }), DEPARTS).stops[1]?.arriveAt).toBe(plusSeconds(DEPARTS, 1200));
  const [arrivedAt, leftAt] = [plusSeconds(DEPARTS, 600), plusSeconds(DEPARTS, 1500)];
  expect(expectedTimes(skipped({ arrivedAt, leftAt }), leftAt).stops[1]?.arriveAt).toBe(plusSeconds(leftAt, 600));
});

test("expected times: on the way home the return is what is late, and nothing is once the bus is back", () => {
  const trip = aTrip([{ drive: 600, wait: 0, unload: 300 }]);
  const late = livedUntil(trip, plusSeconds(DEPARTS, 5000), 900);
  const now = plusSeconds(DEPARTS, 2000);
  expect(expectedTimes(late, now)).toMatchObject({ backAt: plusSeconds(trip.backAt, 900), lateSeconds: 900 });
  const back = { ...late, state: "returned" as const, returnedAt: plusSeconds(now, 700) };
  expect(expectedTimes(back, plusSeconds(now, 9000))).toMatchObject({ backAt: back.returnedAt, lateSeconds: 0 });
});
