import { expect, test } from "vitest";
import { KEPT_SHEETS } from "#contract/city-rows.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { wordsOf } from "#messages/catalogue.ts";
import { LOCALES } from "#messages/locale.ts";
import type { Message } from "#messages/message.ts";

const NAMESPACES = [
  "common",
  "states",
  "refusals",
  "resident",
  "grid",
  "store",
  "dispatch",
  "driver",
  "desk",
  "places",
  "demo",
  "upkeep",
  "settlement",
] as const;
const said = (lang: "zh-CN" | "en") =>
  NAMESPACES.flatMap((n) =>
    Object.entries((wordsOf(lang, [n])[n] ?? {}) as Record<string, Message>).map(
      ([key, message]) => [`${n}: ${key}`, message] as const,
    ),
  );
const texts = (m: Message) => (typeof m === "string" ? [m] : Object.values(m));

test("English counts one thing as one: where a figure stands before its things there are words for one", () => {
  const things = /\{(\w+)\} (stops|bags|homes|orders|trips|buses|batches|communities|sheets|people|minutes|lots)\b/;
  const unsaid = said("en").filter(([, m]) => typeof m === "string" && things.test(m));
  // “3 of 5 bags”: the last figure is a whole, which is never one in practice.
  expect(unsaid.filter(([, m]) => !/\} of \{\w+\} /.test(String(m))).map(([key]) => key)).toEqual([]);
});

test("English has one word for a cycle: a round is only what buses and streets go", () => {
  const rounds = said("en").filter(([, m]) =>
    texts(m).some((text) => /\b(a|the|first|next|this|each|of) rounds?\b/i.test(text)),
  );
  expect(rounds.map(([key]) => key)).toEqual([]);
});

test("a cut-off is the moment until which homes order; the end of the lists is called otherwise", () => {
  const grace = said("zh-CN").filter(([key]) => /grace|taken/.test(key) && !/cut_off_or_grace/.test(key));
  expect(grace.filter(([, m]) => texts(m).some((text) => /截单/.test(text))).map(([key]) => key)).toEqual([]);
  expect(wordsOf("zh-CN", ["refusals"]).refusals?.["guard.before_cut_off_or_grace"]).toContain("清单");
});

test("a span is in 小时 and an hour of the day is read from a clock, so that no 时 can be taken for the other", () => {
  const bare = said("zh-CN").filter(([, m]) => texts(m).some((text) => /\} ?时(?![间候])/.test(text)));
  expect(bare.map(([key]) => key)).toEqual([]);
});

test("whoever gathers is named by the word of the place: homes, gates and sheets call nobody a grid worker", () => {
  const said = (["resident", "driver", "dispatch", "grid", "papers", "refusals", "errors"] as const).flatMap((n) =>
    LOCALES.flatMap((l) =>
      Object.entries((wordsOf(l, [n])[n] ?? {}) as Record<string, Message>).map(
        ([key, m]) => [`${n}: ${key}`, m] as const,
      ),
    ),
  );
  const named = said.filter(([, m]) => texts(m).some((text) => /网格员|grid worker/i.test(text)));
  expect(named.map(([key]) => key)).toEqual([]);
});

test("each column that the desk keeps by form has words for people, in every language", () => {
  const columns = KEPT_SHEETS.flatMap((sheet) => SHEETS[sheet].columns.map((c) => `upkeep: col.${c.key}`));
  for (const locale of ["zh-CN", "en"] as const) {
    const worded: readonly string[] = said(locale).map(([key]) => key);
    expect(columns.filter((key) => !worded.includes(key))).toEqual([]);
  }
});
