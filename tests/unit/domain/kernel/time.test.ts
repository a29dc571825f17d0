import fc from "fast-check";
import { expect, test } from "vitest";
import {
  atServiceDay,
  instant,
  parseServiceDay,
  plusDays,
  secondsIntoServiceDay,
  toServiceDay,
} from "../../../../src/domain/kernel/time.ts";

const anInstant = fc.integer({ min: 0, max: 4_102_444_800_000 }).map((ms) => instant(ms));

test("a moment lies on its service day at its seconds, for any moment", () => {
  fc.assert(
    fc.property(anInstant, (at) => {
      const whole = instant(at - (at % 1000));
      expect(atServiceDay(toServiceDay(whole), secondsIntoServiceDay(whole))).toBe(whole);
    }),
  );
});

test("the service day is the calendar day that Intl names in Asia/Shanghai", () => {
  // Since 1992: before, the zone data knows a summer time that the platform has no use for.
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" });
  fc.assert(
    fc.property(fc.integer({ min: 694_224_000_000, max: 4_102_444_800_000 }), (ms) => {
      expect(toServiceDay(instant(ms))).toBe(format.format(ms));
    }),
  );
});

test("a day that is no calendar day is not parsed, and days add up over the end of a year", () => {
  expect(parseServiceDay("2030-02-29")).toBeUndefined();
  expect(parseServiceDay("2030-2-1")).toBeUndefined();
  const eve = parseServiceDay("2031-12-31");
  expect(eve && plusDays(eve, 60)).toBe("2032-02-29");
});
