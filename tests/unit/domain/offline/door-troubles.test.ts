import { expect, test } from "vitest";
import { DOOR_TROUBLES, type DoorChoice, tapAgain } from "../../../../src/domain/offline/door-troubles.ts";

const tap = { id: "first", act: "delivered", bagIds: ["a"], photo: { base64: "x" }, cashFen: 500 };
const all: DoorChoice[] = ["again", "again_all_bags", "again_without_photo", "leave"];

test("every trouble can be left as it is, and what is done again is a tap of its own", () => {
  for (const choices of Object.values(DOOR_TROUBLES)) expect(choices).toContain("leave");
  for (const choice of all)
    expect(tapAgain(tap, choice, false, "next")?.id).toBe(choice === "leave" ? undefined : "next");
});

test("a choice changes what it names and nothing else", () => {
  expect(tapAgain(tap, "again", false, "n")).toEqual({ ...tap, id: "n" });
  const { bagIds: _b, ...allBags } = tap;
  expect(tapAgain(tap, "again_all_bags", false, "n")).toEqual({ ...allBags, id: "n" });
  const { photo: _p, ...bare } = tap;
  expect(tapAgain(tap, "again_without_photo", false, "n")).toEqual({ ...bare, id: "n" });
});

test("cash that is in the books already is not sent a second time", () => {
  const { cashFen: _c, ...free } = tap;
  expect(tapAgain(tap, "again", true, "n")).toEqual({ ...free, id: "n" });
});
