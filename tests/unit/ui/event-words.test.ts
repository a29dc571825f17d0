import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AUDIT_SUBJECTS } from "#contract/audit.ts";
import { type AnyMachine, movesOf } from "#domain/kernel/machine.ts";
import { MACHINES } from "#domain/machines.ts";
import { SECURITY_KINDS } from "#domain/oversight/security-kind.ts";
import { translator } from "#messages/catalogue.ts";
import { LOCALES } from "#messages/locale.ts";
import { eventWords } from "../../../src/ui/audit/event-words.ts";

/** Every kind of event: an act of a life, what a use case records by hand, what the database and the sign-in write. */
const kinds = new Set([
  ...(MACHINES as readonly (readonly [string, AnyMachine])[]).flatMap(([, m]) =>
    movesOf(m).map(({ act }) => `${m.name}.${act}`),
  ),
  ...globSync("src/server/**/*.ts").flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/kind:[^,\n]*?"([a-z_]+\.[a-z_]+)"(?: : "([a-z_]+\.[a-z_]+)")?/g)].flatMap(
      ([, a, b]) => [a, b].filter((k) => k !== undefined),
    ),
  ),
  "order.placed",
  ...SECURITY_KINDS.map((kind) => `sign_in.${kind}`),
]);

test("every kind of event has words in both languages, and its subject can be chosen", () => {
  expect(kinds.size).toBeGreaterThan(150);
  for (const kind of kinds) {
    const [subject = "", act = ""] = kind.split(".");
    expect(AUDIT_SUBJECTS, kind).toContain(subject);
    for (const locale of LOCALES) {
      const words = eventWords(kind, translator(locale, "audit"), locale);
      expect(words, kind).not.toContain("_");
      if (locale === "zh-CN") expect(words.includes(subject) || words.includes(act), `${kind}: ${words}`).toBe(false);
    }
  }
});

test("what has no words yet is said as it is recorded", () => {
  expect(eventWords("moon.landed", translator("en", "audit"), "en")).toBe("moon: landed");
});
