import { expect, test } from "vitest";
import { maskName, maskPhone } from "../../../../src/domain/places/masking.ts";

test.each([
  ["黄小明", "黄*"],
  ["丁", "丁*"],
  [" 林女士 ", "林*"],
  ["𠮷田", "𠮷*"],
  ["", ""],
])("the name %j is shown as %j", (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

test.each([
  ["13905956021", "139****6021"],
  ["139 0595 6021", "139****6021"],
  ["059522223333", "**********33"],
  ["110", "***"],
  ["", ""],
])("the number %j is shown as %j", (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});
