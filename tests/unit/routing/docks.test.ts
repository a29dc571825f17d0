import fc from "fast-check";
import { expect, test } from "vitest";
import { Docks } from "../../../src/routing/docks.ts";
import { compile } from "../../../src/routing/model.ts";
import { richProblem } from "./rich-problem.ts";

const LENGTH = 10;

/** A supplier with that many docks, slots of ten seconds, and loads booked wherever they fit. */
function aDay(docks: number, wishes: number[]) {
  const problem = richProblem(1, { vehicles: 9, suppliers: 1, pins: false });
  Object.assign(problem.suppliers[0]!, { docks, loadSeconds: LENGTH });
  const book = new Docks(compile(problem));
  const booked: number[] = [];
  for (const wish of wishes) {
    const start = book.earliest(0, wish);
    book.book(0, start);
    booked.push(start);
  }
  const free = (start: number) => {
    for (let at = start; at < start + LENGTH; at++)
      if (booked.filter((b) => b <= at && at < b + LENGTH).length >= docks) return false;
    return true;
  };
  return { book, booked, free };
}

const wishes = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 });
const docks = fc.integer({ min: 1, max: 3 });
const from = fc.integer({ min: 0, max: 70 });

test("never more loads at once than docks, however they are wished for", () => {
  fc.assert(
    fc.property(docks, wishes, (count, list) => {
      const { booked } = aDay(count, list);
      for (let at = 0; at < 300; at++)
        expect(booked.filter((b) => b <= at && at < b + LENGTH).length).toBeLessThanOrEqual(count);
    }),
  );
});

test("a slot offered is free, and free all the time up to how late it may be", () => {
  fc.assert(
    fc.property(docks, wishes, from, (count, list, wish) => {
      const { book, free } = aDay(count, list);
      const start = book.earliest(0, wish);
      const until = Math.min(book.freeUntil(0, start), 300);
      expect(start).toBeGreaterThanOrEqual(wish);
      for (let at = start; at <= until; at++) expect(free(at)).toBe(true);
    }),
  );
});

test("a slot given back can be booked again", () => {
  const { book } = aDay(1, [20]);
  expect(book.earliest(0, 15)).toBe(30);
  book.release(0, 20);
  expect(book.earliest(0, 15)).toBe(15);
});
