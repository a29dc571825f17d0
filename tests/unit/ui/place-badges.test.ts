import { expect, test } from "vitest";
import { type Point, placeBadges } from "#ui/map/place-badges.ts";

const WIDTH = 30;
const HEIGHT = 22;
const cover = (a: Point | undefined, b: Point | undefined) =>
  !a || !b || (Math.abs(a.x - b.x) < WIDTH && Math.abs(a.y - b.y) < HEIGHT);
const across = (y: number): Point[] => [
  { x: 0, y },
  { x: 200, y },
];

test("a badge alone stands in the middle of its line", () => {
  expect(placeBadges([across(0)], [], WIDTH, HEIGHT)).toEqual([{ x: 100, y: 0 }]);
});

test("badges of lines that lie on each other, and what is taken, are not covered", () => {
  const depot = { x: 100, y: 0 };
  const placed = placeBadges([across(0), across(4), across(8), across(0)], [depot], WIDTH, HEIGHT);
  const all = [depot, ...placed];
  for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) expect(cover(a, b)).toBe(false);
});

test("a line of one point keeps it, however crowded; an empty line has none", () => {
  const here = { x: 5, y: 5 };
  expect(placeBadges([[here], []], [here], WIDTH, HEIGHT)).toEqual([here, undefined]);
});
