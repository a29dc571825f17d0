import { describe, expect, test } from "vitest";
import { wayRules } from "../../../src/roads/profile.ts";

const [CAR, BUS, TRUCK, ALL] = [1, 2, 4, 7];

function rules(tags: Record<string, string>) {
  const found = wayRules(new Map(Object.entries({ highway: "residential", ...tags })));
  return found && { forward: found.forward, backward: found.backward };
}

describe("who may drive a way, and in which direction", () => {
  test.each([
    ["a street is open both ways", {}, { forward: ALL, backward: ALL }],
    ["one way", { oneway: "yes" }, { forward: ALL, backward: 0 }],
    ["one way against the drawing", { oneway: "-1" }, { forward: 0, backward: ALL }],
    ["a roundabout needs no tag", { junction: "roundabout" }, { forward: ALL, backward: 0 }],
    ["nor does a motorway", { highway: "motorway" }, { forward: ALL, backward: 0 }],
    ["buses may go against it", { oneway: "yes", "oneway:bus": "no" }, { forward: ALL, backward: BUS }],
    ["a bus lane", { access: "no", bus: "yes" }, { forward: BUS, backward: BUS }],
    ["a busway", { highway: "busway" }, { forward: BUS, backward: BUS }],
    ["psv speaks for buses", { motor_vehicle: "no", psv: "yes" }, { forward: BUS, backward: BUS }],
    ["no trucks", { hgv: "no" }, { forward: CAR + BUS, backward: CAR + BUS }],
    ["trucks to the door only", { hgv: "destination" }, { forward: ALL, backward: ALL }],
    ["the particular beats the general", { access: "private", hgv: "yes" }, { forward: TRUCK, backward: TRUCK }],
  ])("%s", (_, tags, expected) => {
    expect(rules(tags as Record<string, string>)).toEqual(expected);
  });

  test.each([
    ["a footway", { highway: "footway" }],
    ["a private road", { access: "private" }],
    ["a lane whose direction changes with the hour", { oneway: "reversible" }],
    ["a square", { highway: "service", area: "yes" }],
  ])("%s is not driven", (_, tags) => {
    expect(rules(tags as Record<string, string>)).toBeUndefined();
  });
});

test.each([
  ["3.5", 350],
  ["3,5 m", 350],
  ["11'6\"", 351],
  ["default", 0],
])("a height of %s is %i cm", (maxheight, cm) => {
  expect(
    wayRules(
      new Map([
        ["highway", "primary"],
        ["maxheight", maxheight],
      ]),
    )?.maxHeightCm,
  ).toBe(cm);
});

test("a signed speed slows a street down and never makes it faster", () => {
  const speed = (maxspeed: string) =>
    wayRules(
      new Map([
        ["highway", "primary"],
        ["maxspeed", maxspeed],
      ]),
    )?.speedKmh;
  expect([speed("30"), speed("90"), speed("signals")]).toEqual([30, 45, 45]);
});
