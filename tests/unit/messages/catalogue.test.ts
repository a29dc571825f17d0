import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Namespace, translator, wordsOf } from "#messages/catalogue.ts";
import { fill } from "#messages/fill.ts";
import type { Message } from "#messages/message.ts";

const NAMESPACES: readonly Namespace[] = [
  "common",
  "states",
  "errors",
  "refusals",
  "auth",
  "resident",
  "grid",
  "store",
  "dispatch",
  "driver",
  "desk",
  "staff",
  "places",
  "groupList",
];
const holes = (m: Message) =>
  new Set([...(typeof m === "string" ? m : `${m.one} ${m.other}`).matchAll(/\{(\w+)(?::[^{}]+)?\}/g)].map((x) => x[1]));

test.each(NAMESPACES)(
  "%s: English asks for no value that Chinese does not have, and leaves nothing empty",
  (namespace) => {
    const zh = wordsOf("zh-CN", [namespace])[namespace] ?? {};
    const en = wordsOf("en", [namespace])[namespace] ?? {};
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const [key, message] of Object.entries(en)) {
      const known = holes(zh[key] ?? "");
      expect([key, [...holes(message)].filter((h) => !known.has(h))]).toEqual([key, []]);
      expect(typeof message === "string" ? message : message.other, key).not.toBe("");
    }
  },
);

test("fills the holes and picks the form by n", () => {
  const en = translator("en", "common");
  expect(en("rows", { n: 1 })).toBe("1 row");
  expect(en("rows", { n: 215 })).toBe("215 rows");
  expect(translator("zh-CN", "common")("hours.minutes", { h: 6, m: 4 })).toBe("6 小时 4 分");
});

const SRC = join(import.meta.dirname, "../../../src");
const source = ["ui", "app", "server", "cli"]
  .flatMap((room) =>
    readdirSync(join(SRC, room), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFileSync(join(SRC, room, file), "utf8")),
  )
  .join("\n");
/** Keys that are put together where they are asked for: `state.${state}` is any key that begins with `state.`. */
const patterns = [...source.matchAll(/`([\w.]+\$\{[^`\n]*|\$\{[^`\n]*\}\.[^`\n]*)`/g)].map(
  ([, key = ""]) => new RegExp(`^${key.replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, "[\\w.-]+")}$`),
);

// The words of refusals are asked for by what the server says: tests/unit/messages/refusals.test.ts holds them.
test.each(NAMESPACES.filter((n) => n !== "refusals"))("%s: every message is said somewhere", (namespace) => {
  const keys = Object.keys(wordsOf("zh-CN", [namespace])[namespace] ?? {});
  const unsaid = keys.filter((key) => !source.includes(`"${key}"`) && !patterns.some((p) => p.test(key)));
  expect(unsaid).toEqual([]);
});

test("a message without `n` is counted by its first hole", () => {
  const message = { one: "{bags} bag of {of}", other: "{bags} bags of {of}" };
  expect(fill(message, "en", { bags: 1, of: 5 })).toBe("1 bag of 5");
  expect(fill(message, "en", { bags: 0, of: 1 })).toBe("0 bags of 1");
});

test("with more than one figure each chooses its own words", () => {
  const en = translator("en", "store");
  expect(en("batches.facts", { n: 1, bags: 40 })).toBe("1 community · 40 bags");
  expect(en("batches.facts", { n: 2, bags: 1 })).toBe("2 communities · 1 bag");
  expect(en("batches.facts", { n: 2, bags: "1,024" })).toBe("2 communities · 1,024 bags");
});
