import { expect, test } from "vitest";
import type { BusOnRoad, PlanPlace, PlanSite, PublishRow } from "../../../src/contract/dispatch.ts";
import type { TripId } from "../../../src/domain/kernel/ids.ts";
import { toMapBuses, tripsOnRoad } from "../../../src/ui/dispatch/buses-on-map.ts";
import { liveGroups } from "../../../src/ui/dispatch/live-groups.ts";

const MINUTE = 60_000;
const site = (id: string, lng: number) => ({ id, lat: 24.9, lng }) as PlanSite;
const place = (id: string, lng: number) => ({ id, lat: 24.9, lng }) as PlanPlace;
const ground = {
  sites: new Map([site("depot", 118.5), site("store", 118.6)].map((x) => [x.id, x])),
  places: new Map([place("first", 118.7), place("second", 118.8)].map((x) => [x.id, x])),
};
const row = (id: string, more: Partial<PublishRow> = {}) =>
  ({
    id,
    number: 7,
    state: "running",
    depotId: "depot",
    storeId: "store",
    lateMs: 0,
    stops: [{ placeId: "first" }, { placeId: "second" }],
    ...more,
  }) as PublishRow;
const bus = (id: string, more: Partial<BusOnRoad> = {}): BusOnRoad => ({
  tripId: id as TripId,
  leg: 2,
  leftMs: 0,
  dueMs: 10 * MINUTE,
  isThere: false,
  brokeDownMs: null,
  ...more,
});
const onRoad = (rows: PublishRow[], buses: BusOnRoad[], nowMs = 5 * MINUTE) =>
  tripsOnRoad({ rows, buses, lines: {} }, ground, new Map(), nowMs);

test("behind a bus lies what it has driven, ahead of it what is left, and both meet where it is", () => {
  const [trip] = onRoad([row("a")], [bus("a")]);
  expect(trip?.where).toMatchObject({ lng: expect.closeTo(118.75), how: "reckoned" });
  expect(trip?.way.behind?.map((at) => at.lng)).toEqual([118.6, 118.7, 118.7, expect.closeTo(118.75)]);
  expect(trip?.way.line.map((at) => at.lng)).toEqual([expect.closeTo(118.75), 118.8]);
});

test("at a gate the way to it is driven whole; on the way home nothing is left but the way home", () => {
  const [there] = onRoad([row("a")], [bus("a", { leg: 1, isThere: true })]);
  expect(there?.where).toMatchObject({ lng: 118.7, how: "there" });
  expect(there?.way.line.map((at) => at.lng)).toEqual([118.7, 118.8]);
  const [home] = onRoad([row("a")], [bus("a", { leg: 3 })]);
  expect(home?.way.line.map((at) => at.lng)).toEqual([expect.closeTo(118.65), 118.5]);
});

test("broken buses come first, then the late ones by how late, then the others by their next hour; each bears its minutes", () => {
  const rows = [
    row("soon"),
    row("late", { lateMs: 6 * MINUTE }),
    row("later", { lateMs: 19 * MINUTE }),
    row("stands", { state: "broken_down" }),
    row("first", { lateMs: 4 * MINUTE }),
  ];
  const trips = onRoad(rows, [
    bus("soon"),
    bus("late"),
    bus("later"),
    bus("stands", { brokeDownMs: 2 * MINUTE }),
    bus("first", { dueMs: 6 * MINUTE }),
  ]);
  expect(liveGroups(trips)).toEqual([
    { kind: "broken", ids: ["stands"] },
    { kind: "late", ids: ["later", "late"] },
    { kind: "on_time", ids: ["first", "soon"] },
  ]);
  expect(toMapBuses(trips).map((b) => [b.id, b.lateMinutes, b.brokenDown])).toEqual([
    ["soon", undefined, false],
    ["late", 6, false],
    ["later", 19, false],
    ["stands", undefined, true],
    ["first", undefined, false],
  ]);
});
