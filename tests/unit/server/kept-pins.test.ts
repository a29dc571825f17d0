import { expect, test } from "vitest";
import type { PlanPin } from "../../../src/contract/plan-edits.ts";
import type { BatchId, VehicleId } from "../../../src/domain/kernel/ids.ts";
import { brokenPins, type PinnedTrip, pinsAfter } from "../../../src/server/planning/kept-pins.ts";

const bus = (n: number) => `bus ${n}` as VehicleId;
const batches = (...ids: string[]) => ids as BatchId[];
const trip = (vehicle: number, index: number, ...ids: string[]): PinnedTrip => ({
  vehicleId: bus(vehicle),
  trip: index,
  batchIds: ids,
});
const everything = () => true;
const plan = [trip(1, 0, "a", "b"), trip(1, 1, "c"), trip(2, 0, "d", "e")];
const pin = (batchIds: BatchId[], from: { vehicleId: VehicleId; trip: number }, on = true) =>
  ({ kind: "pin", batchIds, from, on }) as const;
const lock = (at: { vehicleId: VehicleId; trip: number }, on = true) => ({ kind: "lock", trip: at, on }) as const;
const first = { vehicleId: bus(1), trip: 0 };

test("a pin that is set twice is one pin, and taken away it is gone; those of other stops stay", () => {
  const once = pinsAfter(plan, [], pin(batches("a"), first))!;
  expect(pinsAfter(plan, once, pin(batches("a"), first))).toEqual(once);
  const both = pinsAfter(plan, once, pin(batches("b"), first))!;
  expect(both).toHaveLength(2);
  expect(pinsAfter(plan, both, pin(batches("a"), first, false))).toEqual([
    { kind: "stop", vehicleId: bus(1), batchIds: ["b"] },
  ]);
  const locked = pinsAfter(plan, once, lock(first))!;
  expect(pinsAfter(plan, locked, lock(first))).toEqual(locked);
  expect(pinsAfter(plan, locked, lock(first, false))).toEqual(once);
});

test("what is not on the trip cannot be pinned to it, nor a trip locked that is not there", () => {
  expect(pinsAfter(plan, [], pin(batches("d"), first))).toBeUndefined();
  expect(pinsAfter(plan, [], lock({ vehicleId: bus(2), trip: 1 }))).toBeUndefined();
});

test.each<[string, PlanPin, PinnedTrip[], boolean]>([
  [
    "a pinned stop on another trip of its bus",
    { kind: "stop", vehicleId: bus(1), batchIds: ["a"] },
    [trip(1, 0, "b"), trip(1, 1, "c", "a")],
    false,
  ],
  [
    "a pinned stop on another bus",
    { kind: "stop", vehicleId: bus(1), batchIds: ["a"] },
    [trip(1, 0, "b"), trip(2, 0, "a")],
    true,
  ],
  [
    "a pinned stop that is shared with another bus",
    { kind: "stop", vehicleId: bus(1), batchIds: ["a"] },
    [trip(1, 0, "a"), trip(2, 0, "a")],
    true,
  ],
  ["a pinned stop that is left out", { kind: "stop", vehicleId: bus(1), batchIds: ["a"] }, [trip(1, 0, "b")], true],
  [
    "a locked trip as it was, now its bus's second",
    { kind: "trip", vehicleId: bus(1), batchIds: ["a", "b"] },
    [trip(1, 0, "c"), trip(1, 1, "a", "b")],
    false,
  ],
  [
    "a locked trip turned round",
    { kind: "trip", vehicleId: bus(1), batchIds: ["a", "b"] },
    [trip(1, 0, "b", "a")],
    true,
  ],
  [
    "a locked trip with one stop more",
    { kind: "trip", vehicleId: bus(1), batchIds: ["a", "b"] },
    [trip(1, 0, "a", "c", "b")],
    true,
  ],
])("%s: broken is told from kept", (_, fixed, trips, broken) => {
  expect(brokenPins(trips, [fixed], everything)).toEqual(broken ? [fixed] : []);
});

test("a batch that is no longer in the day binds nobody", () => {
  const gone = (id: string) => id !== "a";
  const pins: PlanPin[] = [
    { kind: "stop", vehicleId: bus(1), batchIds: ["a"] },
    { kind: "trip", vehicleId: bus(1), batchIds: ["a", "b"] },
  ];
  expect(brokenPins([trip(1, 0, "b")], pins, gone)).toEqual([]);
});
