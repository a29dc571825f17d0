import { expect, test } from "vitest";
import { maskName } from "../../../../src/domain/places/masking.ts";

test.each([
  ["黄小明", "黄*"],
  ["丁", "丁*"],
  [" 林女士 ", "林*"],
  ["𠮷田", "𠮷*"],
  ["", ""],
])("the name %j is shown as %j", (name, shown) => {
  expect(maskName(name)).toBe(shown);
});
