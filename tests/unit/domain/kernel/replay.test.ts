import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClientEvent, replay } from "../../../../src/domain/kernel/replay.ts";
import { ROLES } from "../../../../src/domain/kernel/role.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import { BAG_ACTS, BAG_FLOW, BAG_STATES, type BagAct, type BagGuard } from "../../../../src/domain/supply/bag.ts";

const anEvent = fc.record<ClientEvent<BagAct, BagGuard>>({
  clientEventId: fc.uuid(),
  act: fc.constantFrom(...BAG_ACTS),
  role: fc.constantFrom(...ROLES),
  madeAt: fc.nat({ max: 5 }).map(instant),
  facts: fc.constant({ reason_given: true, lots_fit_for_use: true, handover_agreed: true }),
});

test("events that arrive in any order, any of them again, lead to one state, and none is lost", () => {
  const arrivals = fc.uniqueArray(anEvent, { maxLength: 12, selector: (e) => e.clientEventId }).chain((events) =>
    fc.record({
      events: fc.constant(events),
      arrived: fc
        .shuffledSubarray(events)
        .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length })),
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...BAG_STATES), arrivals, (start, { events, arrived }) => {
      const first = replay(BAG_FLOW, start, events);
      expect(replay(BAG_FLOW, start, arrived)).toEqual(first);
      const ids = [...first.applied, ...first.conflicts.map((c) => c.clientEventId)];
      expect(ids.sort()).toEqual(events.map((e) => e.clientEventId).sort());
    }),
  );
});

test("a second delivery of the same bag from another phone is a named conflict", () => {
  const deliver = (clientEventId: string, ms: number) =>
    ({ clientEventId, act: "deliver", role: "GW", madeAt: instant(ms) }) as const;
  expect(replay(BAG_FLOW, "with_grid", [deliver("b", 2), deliver("a", 1), deliver("a", 1)])).toEqual({
    state: "delivered",
    applied: ["a"],
    conflicts: [{ clientEventId: "b", refusal: { kind: "not_from_here", from: "delivered", act: "deliver" } }],
  });
});
