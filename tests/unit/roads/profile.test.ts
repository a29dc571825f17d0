import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wayRules } from "../../../src/roads/profile.ts";
import { rememberedRules } from "../../../src/roads/remembered-rules.ts";

const [CAR, BUS, TRUCK, ALL] = [1, 2, 4, 7];
const read = (tags: Record<string, string>) => wayRules(new Map(Object.entries({ highway: "residential", ...tags })));

/** Vehicle bits each way; those who drive to a door alone are told apart. */
function rules(tags: Record<string, string>) {
  const found = read(tags);
  return found && { forward: found.forward.access, backward: found.backward.access };
}

describe("who may drive a way, and in which direction", () => {
  test.each([
    ["a street is open both ways", {}, { forward: ALL, backward: ALL }],
    ["one way", { oneway: "yes" }, { forward: ALL, backward: 0 }],
    ["one way against the drawing", { oneway: "-1" }, { forward: 0, backward: ALL }],
    ["a roundabout needs no tag", { junction: "roundabout" }, { forward: ALL, backward: 0 }],
    ["nor does a motorway", { highway: "motorway" }, { forward: ALL, backward: 0 }],
    ["buses may go against it", { oneway: "yes", "oneway:bus": "no" }, { forward: ALL, backward: BUS }],
    ["a lane for buses against it", { oneway: "yes", busway: "opposite_lane" }, { forward: ALL, backward: BUS }],
    ["on the left", { oneway: "yes", "busway:left": "opposite_lane" }, { forward: ALL, backward: BUS }],
    ["counted", { oneway: "yes", "lanes:psv:backward": "1" }, { forward: ALL, backward: BUS }],
    ["lane by lane", { oneway: "yes", "bus:lanes:backward": "designated" }, { forward: ALL, backward: BUS }],
    ["or by its own word", { oneway: "-1", "psv:forward": "yes" }, { forward: BUS, backward: ALL }],
    ["lights let one side through at a time", { oneway: "alternating" }, { forward: ALL, backward: ALL }],
    ["one way for trucks", { "oneway:hgv": "yes" }, { forward: ALL, backward: CAR + BUS }],
    ["a one-way word that nobody knows is no way back", { oneway: "mostly" }, { forward: ALL, backward: 0 }],
    ["a bus lane", { access: "no", bus: "yes" }, { forward: BUS, backward: BUS }],
    ["a busway", { highway: "busway" }, { forward: BUS, backward: BUS }],
    ["a service street for buses", { highway: "service", service: "busway" }, { forward: BUS, backward: BUS }],
    ["psv speaks for buses", { motor_vehicle: "no", psv: "yes" }, { forward: BUS, backward: BUS }],
    ["and stands as a value", { motor_vehicle: "psv" }, { forward: BUS, backward: BUS }],
    ["with others", { access: "emergency;bus" }, { forward: BUS, backward: BUS }],
    ["no trucks", { hgv: "no" }, { forward: CAR + BUS, backward: CAR + BUS }],
    ["no trucks one way", { "hgv:forward": "no" }, { forward: CAR + BUS, backward: ALL }],
    ["coaches are no city buses", { tourist_bus: "no", coach: "no" }, { forward: ALL, backward: ALL }],
    ["all lanes but one", { "motor_vehicle:lanes": "no|no|yes" }, { forward: ALL, backward: ALL }],
    ["no lane", { "motor_vehicle:lanes": "no|no" }, undefined],
    ["a street where a bus may drive", { highway: "pedestrian", bus: "yes" }, { forward: BUS, backward: BUS }],
    ["a track that is open", { highway: "track", motor_vehicle: "yes" }, { forward: ALL, backward: ALL }],
    ["a guided busway for others", { highway: "bus_guideway", psv: "designated" }, { forward: BUS, backward: BUS }],
    ["a path for vehicles", { highway: "path", vehicle: "permissive" }, { forward: ALL, backward: ALL }],
    ["a ferry that takes vehicles", { route: "ferry", motor_vehicle: "yes" }, { forward: ALL, backward: ALL }],
    [
      "one that takes no trucks",
      { route: "ferry", vehicle: "yes", hgv: "no" },
      { forward: CAR + BUS, backward: CAR + BUS },
    ],
    ["one for people", { route: "ferry", foot: "yes" }, undefined],
    ["one of which nobody says whom it takes", { route: "ferry" }, undefined],
    ["one that is gone", { route: "ferry", motor_vehicle: "yes", abandoned: "yes" }, undefined],
    ["a train for cars", { route: "shuttle_train", motorcar: "yes" }, { forward: CAR, backward: CAR }],
    ["shut at all hours", { "motor_vehicle:conditional": "no @ (Mo-Su 00:00-24:00)" }, undefined],
    [
      "shut at some hours",
      { "motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00)" },
      { forward: ALL, backward: ALL },
    ],
  ])("%s", (_, tags, expected) => {
    expect(rules(tags as Record<string, string>)).toEqual(expected);
  });

  test.each([
    ["a footway", { highway: "footway" }],
    ["a footway open to all feet", { highway: "footway", access: "yes" }],
    ["a road for tractors", { motor_vehicle: "agricultural;forestry" }],
    ["a road for fire engines", { access: "emergency" }],
    ["a way in for them", { highway: "service", service: "emergency_access" }],
    ["a lane whose direction changes with the hour", { oneway: "reversible" }],
    ["a square", { highway: "service", area: "yes" }],
    ["steps, whatever is said of them", { highway: "steps", motor_vehicle: "yes" }],
    ["a street to come", { highway: "construction", construction: "residential", motor_vehicle: "yes" }],
    ["a street that is gone", { disused: "yes" }],
    ["a ford", { ford: "yes" }],
    ["a street that nobody gets over", { smoothness: "impassable" }],
    ["shut to engines, in capitals", { motor_vehicle: " No" }],
  ])("%s is not driven", (_, tags) => {
    expect(rules(tags as Record<string, string>)).toBeUndefined();
  });

  test.each([
    ["private", { access: "private" }, ALL],
    ["for residents", { access: "residents" }, ALL],
    ["with a permit", { vehicle: "permit" }, ALL],
    ["for customers or deliveries", { motor_vehicle: "customers;delivery" }, ALL],
    ["for trucks to the door", { hgv: "destination" }, TRUCK],
    ["private but for trucks", { access: "private", hgv: "yes" }, CAR + BUS],
    ["discouraged", { hgv: "discouraged" }, TRUCK],
    ["a drive to a door", { highway: "service", service: "driveway" }, ALL],
    ["a way between parked cars", { highway: "service", service: "parking_aisle" }, ALL],
    ["open to those alone who have business there", { hgv: "no", "hgv:conditional": "yes @ destination" }, TRUCK],
    ["said in a word that nobody knows", { access: "wibble" }, ALL],
    ["said in words that contradict", { motor_vehicle: "yes;no" }, ALL],
  ])("a street %s is no way through", (_, tags, guests) => {
    expect(read(tags as Record<string, string>)?.forward).toMatchObject({ access: ALL, guests });
  });

  test("words that nobody knows are named, and those that are known are not", () => {
    expect(read({ access: "wibble", maxheight: "low" })?.unread).toEqual(["access=wibble", "maxheight=low"]);
    expect(read({ access: "permissive", maxheight: "default", bus: "designated" })?.unread).toEqual([]);
  });
});

test.each([
  [{ highway: "motorway" }, true],
  [{ highway: "trunk", motorroad: "yes" }, true],
  [{ highway: "trunk" }, false],
  [{ tunnel: "yes" }, true],
  [{ tunnel: "building_passage" }, false],
  [{ bridge: "viaduct" }, true],
  [{ layer: "-1" }, true],
  [{ layer: "0" }, false],
])("%j is no place for a stop: %s", (tags, stopless) => {
  expect(read(tags as Record<string, string>)?.stopless).toBe(stopless);
});

test("a signed speed slows a street down and never makes it faster", () => {
  const speed = (maxspeed: string) => read({ highway: "primary", maxspeed })?.speedKmh;
  expect([speed("30"), speed("90"), speed("signals"), Math.round(speed("20 mph")!)]).toEqual([30, 45, 45, 32]);
});

test("rules that are remembered are those that are worked out, whatever the tags", () => {
  const keys = ["highway", "access", "bus", "oneway", "oneway:bus", "maxheight", "maxheight:lanes", "hgv:conditional"];
  const more = [
    "busway:left",
    "lanes:psv:backward",
    "tunnel",
    "layer",
    "ford",
    "service",
    "disused",
    "maxspeed",
    "name",
  ];
  const words = [
    "yes",
    "no",
    "-1",
    "2.1",
    "private",
    "psv",
    "primary",
    "track",
    "opposite_lane",
    "no @ (weight>3)",
    "x",
  ];
  const anyTags = fc.dictionary(fc.constantFrom(...keys, ...more), fc.constantFrom(...words));
  fc.assert(
    fc.property(fc.array(anyTags, { minLength: 2, maxLength: 8 }), (ways) => {
      const remembered = rememberedRules();
      for (const way of [...ways, ...ways]) {
        const tags = new Map(Object.entries({ highway: "residential", ...way }));
        expect(remembered(tags)).toEqual(wayRules(tags));
      }
    }),
  );
});
