import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { INFO_FLAGS, isHeld, REVIEW_FLAGS } from "../../../../src/domain/group-list/flags.ts";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import { reasonWords } from "../../../../src/messages/list-words.ts";
import { grid } from "./grid.ts";

const corpus = ["entries", "lists"]
  .map((f) => readFileSync(new URL(`./corpus/${f}.txt`, import.meta.url), "utf8"))
  .join("\n");
const reasons = corpus
  .split(/^=== /m)
  .flatMap((m) =>
    parseGroupList(m.split("\n>>>\n")[0]?.split("\n").slice(1).join("\n") ?? "", grid).orders.flatMap((o) => o.reasons),
  );

test.each(["zh-CN", "en"] as const)(
  "every reason of the corpus has its words in %s with no hole left open",
  (locale) => {
    const words = reasonWords(locale);
    for (const r of reasons)
      expect([r.flag, /\{|flag\./.test(words(r)), words(r) === ""]).toEqual([r.flag, false, false]);
  },
);

test("the corpus shows every flag at work", () => {
  expect([...new Set(reasons.map((r) => r.flag))].sort()).toEqual([...REVIEW_FLAGS, ...INFO_FLAGS].sort());
});

test("flags for review hold an order, the others do not", () => {
  for (const flag of REVIEW_FLAGS) expect(isHeld([{ flag, values: {} }])).toBe(true);
  for (const flag of INFO_FLAGS) expect(isHeld([{ flag, values: {} }])).toBe(false);
});
