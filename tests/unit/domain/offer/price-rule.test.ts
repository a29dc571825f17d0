import fc from "fast-check";
import { expect, test } from "vitest";
import type { DistrictId } from "../../../../src/domain/kernel/ids.ts";
import { fen } from "../../../../src/domain/kernel/money.ts";
import type { ServiceDay } from "../../../../src/domain/kernel/time.ts";
import { checkMarkUp, type PriceRule, priceRuleFor } from "../../../../src/domain/offer/price-rule.ts";

const day = (text: string) => text as ServiceDay;
const CITY: PriceRule = { from: day("2030-03-13"), percent: 35 };
const deal = (cost: number, sale: number) => ({ costFen: fen(cost), saleFen: fen(sale) });

test.each([
  ["35 % exactly", deal(1000, 1350), undefined, "ok"],
  ["a fen more than 35 %", deal(1000, 1351), undefined, "above_cap"],
  ["same cost, same price", deal(1000, 1900), deal(1000, 1900), "ok"],
  ["same cost, a fen dearer", deal(1000, 1101), deal(1000, 1100), "above_last_deal"],
  ["cost up, mark-up kept", deal(2000, 2200), deal(1000, 1100), "ok"],
  ["cost up, mark-up a little wider", deal(2000, 2201), deal(1000, 1100), "mark_up_widened"],
  ["cost down, price kept", deal(900, 1100), deal(1000, 1100), "mark_up_widened"],
] as const)("mark-up: %s", (_, now, last, expected) => {
  const answer = checkMarkUp(now, CITY, last);
  expect(answer.ok ? "ok" : answer.error.kind).toBe(expected);
});

test("without an earlier deal a lower price never turns a lawful one unlawful", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.nat({ max: 20_000 }), fc.nat({ max: 20_000 }), (cost, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      if (checkMarkUp(deal(cost, high), CITY).ok) expect(checkMarkUp(deal(cost, low), CITY).ok).toBe(true);
    }),
  );
});

test("a district's own rule goes before the city's, the later before the earlier, and none outside its days", () => {
  const d = "d" as DistrictId;
  const own: PriceRule = { districtId: d, from: day("2030-03-20"), to: day("2030-03-25"), percent: 15 };
  const later: PriceRule = { from: day("2030-03-18"), percent: 30 };
  const other: PriceRule = { ...own, districtId: "e" as DistrictId, percent: 5 };
  const percentOn = (text: string) => priceRuleFor([CITY, own, later, other], d, day(text))?.percent;
  const days = ["2030-03-12", "2030-03-13", "2030-03-18", "2030-03-20", "2030-03-25", "2030-03-26"];
  expect(days.map(percentOn)).toEqual([undefined, 35, 30, 15, 15, 30]);
});
