import { expect, test } from "vitest";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import { grid } from "./grid.ts";

// A reading whose time grew with the square of the text would run into the limit of the runner.
const LENGTH = 100_000;
const JUNK = [
  "1",
  "-",
  "1-1-",
  "(",
  "\n",
  "1\n",
  "份",
  "一",
  "A ",
  "<b",
  "「\n",
  "#接龙\n1. a\n",
  "1. a\n2. b\n",
  "截单\n",
  "1. 3-1-101 1份\n",
  "楼号\t房号\tA\n",
  "e\u0301",
  "1. 3-1-101\n林\n",
];

test.each(JUNK.map((j) => [JSON.stringify(j), j]))(
  "a long text of nothing but %s comes to an end, and no order stands without doubt",
  (_, junk) => {
    const { orders, counts } = parseGroupList(junk.repeat(LENGTH / junk.length), grid);
    expect(orders.filter((o) => !o.held)).toEqual([]);
    expect(counts.applied + counts.flagged + counts.ignored).toBe(counts.all);
  },
);

test.each(["1", "1-1-", "一", "A1", "3-1-101 1份 ", "帮601 ", "改1", "+1", "1.1.", "林", "🍅"])(
  "an entry with ten thousand signs of %s is held for a person",
  (junk) => {
    const { orders } = parseGroupList(`1. 3-1-101 ${junk.repeat(9_900 / junk.length)}`, grid);
    expect(orders.length).toBeGreaterThan(0);
    expect(orders.some((o) => o.held)).toBe(true);
  },
);

test("a line that is too long to be an entry is shown to a person", () => {
  const { orders } = parseGroupList(`1. 3-1-101 1份\n${"3-1-102 2份 ".repeat(2_000)}`, grid);
  expect(orders.map((o) => [o.household, o.held])).toEqual([
    ["3-1-101", false],
    [null, true],
  ]);
});
