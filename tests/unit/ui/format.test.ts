import { expect, test } from "vitest";
import { formatAmount, formatAmountTimes } from "#ui/format/amount.ts";
import { formatYuan, formatYuanShort } from "#ui/format/money.ts";
import { formatByHour, formatNear, formatSpan, formatSpokenHour, formatWindow } from "#ui/format/time.ts";
import { formatWeight } from "#ui/format/weight.ts";

const at = (hour: number, minute = 0, day = 26) => Date.UTC(2030, 2, day, hour - 8, minute);

test("hours are those of Asia/Shanghai, whatever the machine's zone", () => {
  expect(formatWindow(at(10, 30), at(12), "zh-CN")).toBe("10:30 – 12:00");
  expect(formatNear(at(15, 2, 25), at(9), "zh-CN")).toBe("昨天 15:02");
  expect(formatNear(at(0, 30, 27), at(23, 50), "en")).toBe("tomorrow 00:30");
  expect(formatByHour(at(14), "zh-CN")).toBe("14点前");
  expect(formatSpokenHour(at(15, 30), "zh-CN")).toBe("下午 3 点半");
  expect(formatSpokenHour(at(0), "en")).toBe("12 am");
});

test.each([
  [138 * 60_000, "2 小时 18 分", "2 h 18 min"],
  [3_600_000, "1 小时", "1 h"],
  [40_000, "1 分", "1 min"],
  [20_000, "20 秒", "20 s"],
])("a span of %i ms in words", (ms, zh, en) => {
  expect([formatSpan(ms, "zh-CN"), formatSpan(ms, "en")]).toEqual([zh, en]);
});

test("money has two decimals in tables, none in heads unless there are some, and a true minus", () => {
  expect([formatYuan(123_400), formatYuanShort(5000), formatYuanShort(5050), formatYuan(-200)]).toEqual([
    "¥1,234.00",
    "¥50",
    "¥50.50",
    "−¥2.00",
  ]);
});

test("weights are said in 斤 or kg, pieces in their unit", () => {
  expect([
    formatWeight(8500, "zh-CN"),
    formatWeight(8500, "en"),
    formatAmount(15, "斤", "zh-CN"),
    formatAmount(10, "盒", "en"),
  ]).toEqual(["17 斤", "8.5 kg", "1.5 斤", "1 box"]);
});

test("an amount says what one of it costs, in the unit it is read in, and nothing where that is no whole fen", () => {
  expect([
    formatAmountTimes(40, "斤", 800, "zh-CN"),
    formatAmountTimes(30, "斤", 750, "zh-CN"),
    formatAmountTimes(40, "斤", 800, "en"),
    formatAmountTimes(30, "斤", 1000, "zh-CN"),
  ]).toEqual(["4 斤 × ¥2", "3 斤 × ¥2.50", "2 kg × ¥4", "3 斤"]);
});
