import { expect, expectTypeOf, test } from "vitest";
import {
  actsFor,
  decide,
  defineMachine,
  type FactsFor,
  statesBefore,
  statesFrom,
} from "../../../../src/domain/kernel/machine.ts";

const DOOR = defineMachine(
  "door",
  ["open", "shut", "bricked_up"],
  { latch: (f: { latch: "whole" | "broken" }) => f.latch === "whole", key: (f: { keys: number }) => f.keys > 0 },
  {
    open: { shut: { to: "shut", by: ["GW", "RES"], guards: ["latch", "key"] }, knock: { to: "open", by: ["DRV"] } },
    shut: { brick: { to: "bricked_up", by: ["SUP"] } },
    bricked_up: {},
  },
);

test("of several guards that do not hold, the first in the table is named", () => {
  const refused = (guard: string) => ({ ok: false, error: { kind: "guard_failed", act: "shut", guard } });
  expect(decide(DOOR, "open", "shut", "GW", { latch: "broken", keys: 0 })).toEqual(refused("latch"));
  expect(decide(DOOR, "open", "shut", "GW", { latch: "whole", keys: 0 })).toEqual(refused("key"));
  expect(decide(DOOR, "open", "shut", "GW", { latch: "whole", keys: 1 })).toEqual({ ok: true, value: "shut" });
});

test("an act asks for the sum of what its guards read, and a fact that is left out does not compile", () => {
  expectTypeOf<FactsFor<typeof DOOR, "shut">>().toEqualTypeOf<{ latch: "whole" | "broken" } & { keys: number }>();
  expectTypeOf<FactsFor<typeof DOOR, "knock">>().toEqualTypeOf<Readonly<Record<never, never>>>();
  // @ts-expect-error: the keys are missing
  expect(decide(DOOR, "open", "shut", "GW", { latch: "whole" }).ok).toBe(false);
  // @ts-expect-error: a "yes" is no fact
  expect(decide(DOOR, "open", "shut", "GW", { latch: true, keys: 1 }).ok).toBe(false);
});

test("a screen offers each role its own acts, and a store's manager those of its clerk", () => {
  expect(actsFor(DOOR, "open", "GW")).toEqual(["shut"]);
  expect(actsFor(DOOR, "open", "DRV")).toEqual(["knock"]);
  expect(actsFor(DOOR, "shut", "GW")).toEqual([]);
  expect(actsFor(DOOR, "shut", "SUPM")).toEqual(["brick"]);
  expect(actsFor(DOOR, "open", "SUP")).toEqual([]);
});

test("states are found by what leads on from them and by what they lead on to", () => {
  expect(statesBefore(DOOR, "brick")).toEqual(["shut"]);
  expect(statesFrom(DOOR, "shut")).toEqual(["shut", "bricked_up"]);
  expect(statesFrom(DOOR, "open")).toEqual(["open", "shut", "bricked_up"]);
});
