import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDoor, parseDoor } from "../../../../src/domain/places/door.ts";

test.each([
  ["3-2-401", "3-2-401"],
  ["６－１－６０１", "6-1-601"],
  ["03-1-0401", "3-1-401"],
  [" a3-1-302 ", "A3-1-302"],
  ["二组:丁阿明", "二组:丁阿明"],
  ["二组：丁阿明", "二组:丁阿明"],
])("the door %j has the key %j", (text, key) => {
  const door = parseDoor(text);
  expect(door && formatDoor(door)).toBe(key);
});

test.each(["", "401", "3-401", "1-2-3-4", "3--401", "二组:", ":丁阿明", "3栋2单元401"])("%j is no key", (text) => {
  expect(parseDoor(text)).toBeUndefined();
});

test("a key reads back to the door that it was written for", () => {
  const part = fc.stringMatching(/^[A-Z]?[1-9][0-9]{0,3}$/);
  fc.assert(
    fc.property(part, part, part, (building, unit, room) => {
      const door = { kind: "room", building, unit, room } as const;
      expect(parseDoor(formatDoor(door))).toEqual(door);
    }),
  );
});
