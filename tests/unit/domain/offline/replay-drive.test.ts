import fc from "fast-check";
import { expect, test } from "vitest";
import type { GridId, StopId, TripId } from "../../../../src/domain/kernel/ids.ts";
import { type Instant, instant } from "../../../../src/domain/kernel/time.ts";
import type { HandoverState } from "../../../../src/domain/movement/handover.ts";
import type { StopState } from "../../../../src/domain/movement/stop.ts";
import type { TripState } from "../../../../src/domain/movement/trip.ts";
import { claimedAt, noSoonerThan } from "../../../../src/domain/offline/claimed-at.ts";
import {
  EMPTY_OUTBOX,
  type Entry,
  type Fact,
  learn,
  notYetIn,
  type Outbox,
} from "../../../../src/domain/offline/outbox.ts";
import { replayDrive } from "../../../../src/domain/offline/replay-drive.ts";

type Pressed = Parameters<typeof replayDrive>[1][number];
const TRIP = "trip" as TripId;
const stopId = (n: number) => `stop ${n}` as StopId;
const gridId = (n: number) => `grid ${n}` as GridId;
const aStop = (n: number, piles: number, state: StopState = "planned") => ({
  stopId: stopId(n),
  state,
  arrivedMs: null as number | null,
  leftMs: null as number | null,
  lateMinutes: null as number | null,
  piles: Array.from({ length: piles }, (_, i) => ({
    gridId: gridId(i),
    state: "on_bus" as HandoverState | "on_bus",
    bags: 3,
  })),
});
const sealed = { tripId: TRIP, state: "sealed" as TripState, list: [aStop(0, 1), aStop(1, 2), aStop(2, 1)] };
type Trip = typeof sealed;

const everyPress = (at: number): Pressed[] => {
  const deviceAt = instant(at);
  const ofTrip = (["depart", "resume", "return"] as const).map((act) => ({ act, tripId: TRIP, deviceAt }));
  const ofStops = sealed.list.flatMap(({ stopId, piles }): Pressed[] => [
    ...(["arrive", "wait", "unload", "skip"] as const).map((act) => ({ act, stopId, deviceAt })),
    { act: "late", stopId, minutes: 20, deviceAt },
    ...piles.flatMap(({ gridId }) =>
      (["code", "paper", "set_down", "names"] as const).map((act) => ({ act, stopId, gridId, deviceAt })),
    ),
  ]);
  return [...ofTrip, ...ofStops];
};
/** What his screen let a driver press, one after the other: each leads somewhere. */
const anyDrive = fc.array(fc.nat(), { maxLength: 30 }).map((picks) => {
  let trip = sealed;
  return picks.flatMap((pick, at): Pressed[] => {
    const able = everyPress(at).filter((p) => replayDrive(trip, [p]) !== trip);
    const press = able[pick % Math.max(1, able.length)];
    if (!press) return [];
    trip = replayDrive(trip, [press]);
    return [press];
  });
});

test("what the server has taken in already does no harm: all played over a part of it is the same trip", () => {
  fc.assert(
    fc.property(anyDrive, fc.nat(), (pressed, n) => {
      const taken = replayDrive(sealed, pressed.slice(0, n % (pressed.length + 1)));
      expect(replayDrive(taken, pressed)).toEqual(replayDrive(sealed, pressed));
    }),
  );
});

test("learnt in any order and any number of times, what was pressed makes the same trip", () => {
  const entry = (load: Pressed, i: number): Entry<Pressed> => ({
    id: `press ${i}`,
    turn: i,
    about: "trip",
    madeAt: load.deviceAt,
    load,
  });
  const readAt = instant(1_000_000);
  const played = (facts: readonly Fact<Pressed>[]): Trip => {
    const box = facts.reduce<Outbox<Pressed>>(learn, EMPTY_OUTBOX);
    return replayDrive(
      sealed,
      notYetIn(box, readAt).map((e) => e.load),
    );
  };
  fc.assert(
    fc.property(anyDrive, fc.func(fc.nat()), fc.array(fc.nat(), { maxLength: 10 }), (pressed, order, again) => {
      const facts = pressed.map((p, i): Fact<Pressed> => ({ kind: "made", entry: entry(p, i) }));
      // Some are answered after the page was read; such an answer changes nothing on it.
      const answers = facts.flatMap((f, i): Fact<Pressed>[] =>
        f.kind === "made" && i % 3 === 0
          ? [{ kind: "answered", answer: { id: f.entry.id, at: readAt, trouble: null } }]
          : [],
      );
      const all = [...facts, ...answers];
      const doubled = [...all, ...again.flatMap((i) => all[i % Math.max(1, all.length)] ?? [])];
      const turned = doubled.map((f, i) => ({ f, key: order(i) })).sort((a, b) => a.key - b.key);
      expect(played(turned.map((x) => x.f))).toEqual(replayDrive(sealed, pressed));
    }),
  );
});

test("a whole trip without a network: each stop is left by what was pressed there, and the bus comes home", () => {
  const at = (n: number) => ({ deviceAt: instant(n) });
  const trip = replayDrive(sealed, [
    { act: "depart", tripId: TRIP, ...at(1) },
    { act: "late", stopId: stopId(0), minutes: 30, ...at(2) },
    { act: "arrive", stopId: stopId(0), ...at(3) },
    { act: "paper", stopId: stopId(0), gridId: gridId(0), ...at(4) },
    { act: "names", stopId: stopId(0), gridId: gridId(0), ...at(5) },
    { act: "arrive", stopId: stopId(1), ...at(6) },
    { act: "unload", stopId: stopId(1), ...at(7) },
    { act: "code", stopId: stopId(1), gridId: gridId(1), ...at(8) },
    { act: "set_down", stopId: stopId(1), gridId: gridId(0), ...at(9) },
    { act: "arrive", stopId: stopId(2), ...at(10) },
    { act: "wait", stopId: stopId(2), ...at(11) },
    { act: "skip", stopId: stopId(2), ...at(12) },
    { act: "return", tripId: TRIP, ...at(13) },
  ]);
  expect([trip.state, ...trip.list.map((s) => s.state)]).toEqual(["returned", "handed_over", "handed_over", "skipped"]);
  expect(trip.list.map((s) => [s.arrivedMs, s.leftMs, s.lateMinutes])).toEqual([
    [3, 4, 30],
    [6, 9, null],
    [10, 12, null],
  ]);
  expect(trip.list.map((s) => s.piles.map((p) => p.state))).toEqual([["agreed"], ["set_down", "agreed"], ["on_bus"]]);
});

test("a stop that dispatch has taken off, or another trip's, is left as it is", () => {
  const out = {
    ...sealed,
    state: "running" as TripState,
    list: [aStop(0, 1, "re_planned"), aStop(1, 1, "approaching")],
  };
  const deviceAt = instant(1);
  const gone: Pressed[] = [
    { act: "arrive", stopId: stopId(0), deviceAt },
    { act: "paper", stopId: stopId(0), gridId: gridId(0), deviceAt },
    { act: "arrive", stopId: stopId(7), deviceAt },
    { act: "paper", stopId: stopId(1), gridId: gridId(0), deviceAt },
    { act: "return", tripId: TRIP, deviceAt },
    { act: "return", tripId: "another" as TripId, deviceAt },
  ];
  expect(replayDrive(out, gone)).toEqual(out);
});

test("how long ago it was is known also of a clock that is hours off, and never leads into the future", () => {
  const anyMs = fc.integer({ min: 0, max: 10 ** 12 });
  fc.assert(
    fc.property(anyMs, anyMs, anyMs, anyMs, fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), (p, s, n, b, off) => {
      const [pressed, sent, now, before] = [p, s, n, b].map((ms) => ms as Instant) as [
        Instant,
        Instant,
        Instant,
        Instant,
      ];
      const shifted = claimedAt((pressed + off) as Instant, (sent + off) as Instant, now);
      expect(shifted).toBe(claimedAt(pressed, sent, now));
      expect(shifted).toBeLessThanOrEqual(now);
      const kept = noSoonerThan(shifted, now, before, null);
      expect(kept).toBeLessThanOrEqual(now);
      expect(kept).toBeGreaterThanOrEqual(Math.min(before, now));
    }),
  );
});
