import fc from "fast-check";
import { expect, test } from "vitest";
import { pageOf, rowsOf } from "#domain/kernel/page.ts";

test("the pages of a list hold every row once and in order, whatever its length and the size of a page", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 60 }), (total, size) => {
      const all = Array.from({ length: total }, (_, i) => i);
      const { pages } = pageOf(total, 1, size);
      const seen = Array.from({ length: pages }, (_, i) => rowsOf(pageOf(total, i + 1, size), all));
      expect(seen.flat()).toEqual(all);
      expect(seen.every((rows) => rows.length <= size)).toBe(true);
    }),
  );
});

test.each([
  [0, 1, { page: 1, pages: 1, first: 0, last: 0 }],
  [216, 1, { page: 1, pages: 5, first: 1, last: 50 }],
  [216, 5, { page: 5, pages: 5, first: 201, last: 216 }],
  [216, 9, { page: 5, pages: 5, first: 201, last: 216 }],
  [216, -3, { page: 1, first: 1 }],
  [216, Number.NaN, { page: 1, first: 1 }],
])("of %i rows page %d is the nearest that there is", (total, wanted, expected) => {
  expect(pageOf(total, wanted)).toMatchObject(expected);
});
