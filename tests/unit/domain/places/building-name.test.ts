import { expect, test } from "vitest";
import { buildingName } from "../../../../src/domain/places/building-name.ts";

test.each([
  ["5栋", "5"],
  ["０５ 幢", "5"],
  ["3a号楼", "3A"],
  ["甲楼", "甲楼"],
  ["二组", "二组"],
  [" 林家 大院 ", "林家大院"],
])("a building that is written %s is kept as %s", (written, kept) => {
  expect(buildingName(written)).toBe(kept);
});

test("a name that was made plain once stays as it is", () => {
  for (const name of ["5", "3A", "甲楼", "沿街商铺", "二组"]) expect(buildingName(buildingName(name))).toBe(name);
});
