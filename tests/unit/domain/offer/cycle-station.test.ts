import { expect, test } from "vitest";
import { type BagsWhere, CYCLE_STATES, type CycleState, cycleStage } from "../../../../src/domain/offer/cycle.ts";
import { CYCLE_STATIONS, cycleStation } from "../../../../src/domain/offer/cycle-station.ts";

test.each<[CycleState, BagsWhere, boolean, string | undefined]>([
  ["open", "under_way", false, "open"],
  ["closing", "under_way", false, "cut_off"],
  ["closed", "under_way", false, "to_stores"],
  ["allocated", "under_way", false, "routes"],
  ["allocated", "under_way", true, "pick"],
  ["fulfilling", "in_store", false, "routes"],
  ["fulfilling", "in_store", true, "pick"],
  ["fulfilling", "at_dock", true, "load"],
  ["fulfilling", "under_way", true, "gates"],
  ["fulfilling", "arrived", true, "back"],
  ["reconciling", "under_way", true, "close"],
  ["settled", "under_way", true, undefined],
  ["cancelled", "under_way", false, undefined],
])("a cycle that is %s, its bags %s, trips published: %s, stands at %s", (state, where, published, station) => {
  expect(cycleStation(state, where, published)).toBe(station);
});

test("no cycle goes back a station while it goes on", () => {
  const way = (state: CycleState, where: BagsWhere) =>
    CYCLE_STATIONS.indexOf(cycleStation(state, where, true) ?? "close");
  const alive = CYCLE_STATES.slice(0, CYCLE_STATES.indexOf("settled"));
  const row = alive.flatMap((state) =>
    state === "fulfilling"
      ? (["in_store", "at_dock", "under_way", "arrived"] as const).map((where) => way(state, where))
      : [way(state, "under_way")],
  );
  expect(row).toEqual(row.toSorted((a, b) => a - b));
});

test("a cycle whose bags are loaded and have not left is still being made ready", () => {
  expect(cycleStage("fulfilling", "at_dock")).toBe("packing");
  expect(cycleStage("fulfilling", "under_way")).toBe("fulfilling");
});
