import { expect, test } from "vitest";
import { formatDoor, formatUnit } from "../../../src/ui/format/door.ts";

test.each([
  [{ building: "5", unit: 2, room: "1203" }, "5栋2单元 1203", "5-2-1203"],
  [{ building: "3A", unit: 1, room: "B1" }, "3A栋1单元 B1", "3A-1-B1"],
  [{ building: "二组", unit: 0, room: "丁阿明" }, "二组 丁阿明", "二组 丁阿明"],
  [{ building: "甲楼", unit: 1, room: "302" }, "甲楼1单元 302", "甲楼-1-302"],
])("a door is written as people say it: %o", (door, chinese, english) => {
  expect([formatDoor(door, "zh-CN"), formatDoor(door, "en")]).toEqual([chinese, english]);
});

test("a building without entrances is written without a unit", () => {
  expect(formatUnit({ building: "7", unit: 0 }, "zh-CN")).toBe("7栋");
});
