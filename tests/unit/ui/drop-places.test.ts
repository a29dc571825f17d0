import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlanTrip } from "../../../src/contract/dispatch.ts";
import { dropPlaces, type HeldStop, holdAt, placeAtHour, placeOfHeld } from "../../../src/ui/dispatch/drop-places.ts";

/** Proposed trips of two stores, each stop of one batch, one after the other by the hour. */
const someTrips = fc
  .array(fc.record({ store: fc.constantFrom("a", "b"), stops: fc.integer({ min: 1, max: 5 }), locked: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((trips) =>
    trips.map(({ store, stops, locked }, t) => {
      const stopsOf = Array.from({ length: stops }, (_, i) => ({
        placeId: `place ${t} ${i}`,
        batchIds: [`batch ${t} ${i}`],
        arriveMs: 100 * i,
        leaveMs: 100 * i + 50,
      }));
      return { id: `trip ${t}`, state: null, storeId: store, locked, stops: stopsOf } as unknown as PlanTrip;
    }),
  );
const heldIn = (trips: readonly PlanTrip[]) => holdAt(trips, [], "place 0 0") as HeldStop;

test("a stop can be put before every other stop and last on every trip of its store that is not locked, and nowhere twice", () => {
  fc.assert(
    fc.property(someTrips, (trips) => {
      const held = heldIn(trips);
      const open = trips.filter((t) => t.storeId === held.storeId && !t.locked);
      const places = dropPlaces(trips, held);
      const own = open.some((t) => t.id === held.tripId) ? 1 : 0;
      expect(places).toHaveLength(open.reduce((n, t) => n + t.stops.length + 1, 0) - own);
      expect(new Set(places.map((p) => JSON.stringify(p))).size).toBe(places.length);
      if (own) expect(places).toContainEqual(placeOfHeld(trips, held));
    }),
  );
});

test("at an hour a stop is put before the first other stop that is half unloaded later", () => {
  fc.assert(
    fc.property(someTrips, fc.integer({ min: -50, max: 600 }), (trips, ms) => {
      const held = heldIn(trips);
      for (const trip of trips) {
        const { before } = placeAtHour(trip, held, ms);
        const others = trip.stops.filter((x) => !x.batchIds.includes("batch 0 0"));
        const at = before === null ? others.length : others.findIndex((x) => x.batchIds[0] === before);
        for (const x of others.slice(0, at)) expect((x.arriveMs + x.leaveMs) / 2).toBeLessThanOrEqual(ms);
        for (const x of others.slice(at, at + 1)) expect((x.arriveMs + x.leaveMs) / 2).toBeGreaterThan(ms);
      }
    }),
  );
});

test("what is left out is taken up where it is left, and has no place of its own", () => {
  const left = { placeId: "p", batchId: "b", storeId: "a", bags: 3, reason: "by_hand", missing: 0 };
  const held = holdAt([], [left], "p") as HeldStop;
  expect(held).toEqual({ placeId: "p", batchIds: ["b"], storeId: "a", tripId: null });
  expect(placeOfHeld([], held)).toBeUndefined();
  expect(holdAt([], [left], "elsewhere")).toBeUndefined();
});
