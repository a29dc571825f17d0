import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Direction, KINDS } from "../../../src/roads/tags/access.ts";
import { fits, LIMITS_LENGTH, limitsOf } from "../../../src/roads/tags/limits.ts";
import { parseMetres, parseTonnes } from "../../../src/roads/tags/measure.ts";
import type { Vehicle } from "../../../src/roads/vehicle.ts";

describe("a height, in every notation", () => {
  test.each([
    ["3.5", 3.5],
    ["3,5 m", 3.5],
    ["3.5m", 3.5],
    ["350 cm", 3.5],
    ["350", 3.5],
    ["3 m 50", 3.5],
    ["３．５", 3.5],
    ["11'6\"", 3.5052],
    ["11’ 6”", 3.5052],
    ["11'-6''", 3.5052],
    ["11ft 6in", 3.5052],
    ["11 feet 6 inches", 3.5052],
    ["11.5 ft", 3.5052],
    ["10 ft", 3.048],
    ["138 in", 3.5052],
    ["4.0;3.5", 3.5],
    ["3.5-4.0", 3.5],
    ["<3.5", 3.5],
  ])("%s", (text, metres) => {
    expect(parseMetres(text)).toBeCloseTo(metres, 4);
  });

  test.each(["default", "none", "unsigned", "no_indications"])("%s is no limit", (text) => {
    expect(parseMetres(text)).toBe("none");
  });

  test.each(["below_default", "low", "", "0", "-3", "3.5 parsecs", "variable", "see sign"])(
    "%s cannot be read",
    (text) => {
      expect(parseMetres(text)).toBe("unread");
    },
  );
});

test.each([
  ["7.5", 7.5],
  ["7.5t", 7.5],
  ["7500 kg", 7.5],
  ["7500kg", 7.5],
  ["7500", 7.5],
  ["8 tons", 7.257],
  ["8 st", 7.257],
  ["16000 lbs", 7.257],
  ["7.5 tonnes", 7.5],
])("a weight of %s is %d t", (text, tonnes) => {
  expect(parseTonnes(text)).toBeCloseTo(tonnes, 3);
});

test("whatever is written, the answer is a number above zero, none, or unread", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("", "m", "'", " ft", "t", "kg", ";3"), (text, unit) => {
      for (const parse of [parseMetres, parseTonnes]) {
        const read = parse(text + unit);
        if (typeof read === "number") expect(read).toBeGreaterThan(0);
        else expect(["none", "unread"]).toContain(read);
      }
    }),
  );
});

/** May it pass what is tagged so? */
function passes(tags: Record<string, string>, vehicle: Vehicle, direction: Direction = "forward"): boolean {
  const limits = limitsOf(new Map(Object.entries(tags)), direction, () => {});
  return !limits || fits(Int32Array.from(limits), 0, vehicle);
}

describe("a bus 3.2 m high, of 16 t, 12 m long and 2.55 m wide", () => {
  const bus: Vehicle = { kind: "bus", heightMetres: 3.2, weightTonnes: 16 };
  test.each([
    [{ maxheight: "3.2" }, true],
    [{ maxheight: "3.19" }, false],
    [{ "maxheight:physical": "2.6" }, false],
    [{ maxheight: "4", "maxheight:physical": "2.6" }, false],
    [{ "maxheight:forward": "2.5" }, false],
    [{ "maxheight:backward": "2.5" }, true],
    [{ "maxheight:lanes": "2.5|4.2" }, true],
    [{ "maxheight:lanes": "2.5|2.8" }, false],
    [{ maxheight: "below_default" }, false],
    [{ maxheight: "default" }, true],
    [{ maxweight: "16" }, true],
    [{ maxweight: "8 tons" }, false],
    [{ maxweightrating: "7.5" }, false],
    [{ "maxweightrating:hgv": "7.5" }, true],
    [{ "maxweight:bus": "none", maxweight: "3.5" }, true],
    [{ maxgcweight: "12 t" }, false],
    [{ maxaxleload: "8" }, false],
    [{ maxaxleload: "11.5" }, true],
    [{ maxlength: "10" }, false],
    [{ maxlength: "12" }, true],
    [{ maxwidth: "2.2" }, false],
    [{ "maxwidth:physical": "2.3 m" }, false],
    [{ "motor_vehicle:conditional": "no @ (weight>7.5)" }, false],
    [{ "hgv:conditional": "no @ (weight>7.5)" }, true],
    [{ "maxweight:conditional": "7.5 @ (24/7)" }, false],
    [{ "maxweight:conditional": "7.5 @ (Mo-Fr 07:00-09:00)" }, true],
  ])("%j lets it pass: %s", (tags, expected) => {
    expect(passes(tags as Record<string, string>, bus)).toBe(expected);
  });

  test("what is known of it stands in place of what is usual", () => {
    expect(passes({ maxlength: "10" }, { ...bus, lengthMetres: 8.5 })).toBe(true);
    expect(passes({ maxwidth: "2.2" }, { ...bus, widthMetres: 2.1 })).toBe(true);
    expect(passes({ maxaxleload: "8" }, { ...bus, axleTonnes: 7 })).toBe(true);
  });
});

test("a row holds the limits of every kind of vehicle", () => {
  expect(limitsOf(new Map([["maxheight", "3"]]), "forward", () => {})).toHaveLength(LIMITS_LENGTH);
  expect(LIMITS_LENGTH).toBe(KINDS.length * 5);
});
