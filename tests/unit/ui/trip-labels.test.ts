import fc from "fast-check";
import { expect, test } from "vitest";
import { lastLeaveMs, tripLabels } from "../../../src/ui/dispatch/trip-labels.ts";

/** Trips of one bus, one after the other: minutes at the dock and on the way, and the pause before the next. */
const aDay = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 200 })), { minLength: 1, maxLength: 6 })
  .map((legs) => {
    let at = 0;
    return legs.map(([minutes, pause]) => {
      const trip = { dockMs: at, departMs: at, stops: [{ leaveMs: at + minutes } as never] };
      at += minutes + pause;
      return trip;
    });
  });

test("every trip of a bus is named once, and no name has less room than it needs before the next trip or name", () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: 0, max: 250 }), (trips, room) => {
      const labels = tripLabels(trips, room);
      expect(new Set(labels.flatMap((l) => l.trips))).toEqual(new Set(trips));
      expect(labels.flatMap((l) => l.trips)).toHaveLength(trips.length);
      for (const [i, label] of labels.entries()) {
        const next = trips.find((t) => t.dockMs >= label.atMs && !label.trips.includes(t));
        if (next) expect(next.dockMs - label.atMs).toBeGreaterThanOrEqual(room);
        const after = labels[i + 1];
        if (after) expect(after.atMs - label.atMs).toBeGreaterThanOrEqual(room);
      }
      expect(labels.at(-1)?.atMs).toBe(lastLeaveMs(trips.at(-1)!));
    }),
  );
});

test("a bus without trips has no names", () => {
  expect(tripLabels([], 1)).toEqual([]);
});
