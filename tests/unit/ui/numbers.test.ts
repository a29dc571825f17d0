import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatBagNumber } from "#ui/format/bag-number.ts";
import { formatOrderNumber, parseOrderNumber } from "#ui/format/order-number.ts";

const day = Date.UTC(2030, 10, 28, 16);

test("an order is its delivery day in Shanghai and its own number, a bag is five figures", () => {
  expect(formatOrderNumber({ deliveryDayMs: day, number: 321 })).toBe("1129-0321");
  expect(formatOrderNumber({ deliveryDayMs: day, number: 123_456 })).toBe("1129-123456");
  expect([490, 123_456].map(formatBagNumber)).toEqual(["00490", "123456"]);
});

test("whatever number is written on a screen is understood when it is typed in", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 0, max: 400 }), (number, days) => {
      const written = formatOrderNumber({ deliveryDayMs: day + days * 86_400_000, number });
      expect([written, ` ${written} `, String(number)].map(parseOrderNumber)).toEqual([number, number, number]);
    }),
  );
  expect(["", "0", "1129-", "abc", "1129-0000", "-3"].map(parseOrderNumber)).toEqual(Array(6).fill(undefined));
});

test("no screen writes the number of an order or a bag in a way of its own", () => {
  const own = globSync("src/{ui,server/views}/**/*.{ts,tsx}").filter(
    (file) => /padStart\([45]/.test(readFileSync(file, "utf8")) && !/format\/(order|bag)-number\.ts$/.test(file),
  );
  expect(own).toEqual([]);
});
