import { expect, test } from "vitest";
import { actsFor, decide, type Flow } from "../../../../src/domain/kernel/machine.ts";

const DOOR: Flow<"open" | "shut", "shut" | "knock", "latch" | "key"> = {
  open: { shut: { to: "shut", by: ["GW", "RES"], guards: ["latch", "key"] }, knock: { to: "open", by: ["DRV"] } },
  shut: {},
};

test("of several guards that do not hold, the first in the table is named; a fact nobody gave does not hold", () => {
  const refused = (guard: string) => ({ ok: false, error: { kind: "guard_failed", act: "shut", guard } });
  expect(decide(DOOR, "open", "shut", "GW")).toEqual(refused("latch"));
  expect(decide(DOOR, "open", "shut", "GW", { key: true })).toEqual(refused("latch"));
  expect(decide(DOOR, "open", "shut", "GW", { latch: true, key: false })).toEqual(refused("key"));
});

test("a screen offers each role its own acts", () => {
  expect(actsFor(DOOR, "open", "GW")).toEqual(["shut"]);
  expect(actsFor(DOOR, "open", "DRV")).toEqual(["knock"]);
  expect(actsFor(DOOR, "shut", "GW")).toEqual([]);
});
