import { expect, test } from "vitest";
import { translator } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import { errorWords } from "../../../src/ui/error-words.ts";

const say = (locale: Locale, app: unknown) =>
  errorWords({ data: { app } }, translator(locale, "errors"), translator(locale, "refusals"));
const refused = (locale: Locale, detail: Readonly<Record<string, unknown>>) => say(locale, { code: "refused", detail });

test("a refusal is told in the words of its kind, with its figures", () => {
  expect(refused("en", { kind: "more_than_open", left: 1 })).toBe(
    "There is only 1 bag left to pack. Have a fresh look.",
  );
  expect(refused("zh-CN", { kind: "not_for_this_trip", bagNumber: 300021 })).toBe("300021 号袋不是这趟车的，放回去。");
});

test("a guard that did not hold is told in its own words, with the figures that it was asked with", () => {
  const detail = { kind: "guard_failed", act: "seal", guard: "every_bag_loaded", loaded: 39, planned: 40 };
  expect(refused("zh-CN", detail)).toBe("车上 39 份，清单 40 份，数不一样，不能封。");
  expect(refused("en", { kind: "guard_failed", act: "return", guard: "stops_done", openStops: 1 })).toBe(
    "1 stop is not done yet; you cannot return.",
  );
});

test("money in a refusal is told in yuan and without a sign", () => {
  const detail = { kind: "guard_failed", guard: "amount_is_owed_back", amountFen: 500, owedFen: -1950 };
  expect(refused("en", detail)).toBe("The refund must be ¥19.50, not ¥5.");
});

test("a kind is told whatever the code that carries it", () => {
  expect(say("en", { code: "not_found", detail: { kind: "no_such_order" } })).toBe(
    "This cycle has no order of that number.",
  );
});

test("a page that is older than the server says what the code says of a refusal that it does not know", () => {
  expect(refused("en", { kind: "of_tomorrow" })).toBe("This is not possible right now.");
  expect(refused("en", { kind: "guard_failed", guard: "of_tomorrow" })).toBe("This is not possible right now.");
});

test("without an answer of ours it is a bug", () => {
  expect(errorWords(new Error("fetch failed"), translator("en", "errors"), translator("en", "refusals"))).toMatch(
    /^Something went wrong/,
  );
});
