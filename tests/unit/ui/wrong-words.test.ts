import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { wrongWords } from "../../../src/ui/sign-in/wrong-words.ts";

const say = (...said: readonly unknown[]) => String(said[0]);

test.each([
  ["no network", 0, "OFFLINE", { note: "offline" }],
  ["too many tries", 429, "", { note: "too.many" }],
  ["a bug of ours", 500, "FAILED_TO_CREATE_SESSION", { note: "bug" }],
  ["a server that is not there", 502, "", { note: "bug" }],
  ["a wrong code", 401, "INVALID_CODE", { field: "refused" }],
  ["a wrong password", 400, "INVALID_PASSWORD", { field: "refused" }],
])("signing in: %s has its own words, and only what was typed is said beside the field", (_, status, code, said) => {
  expect(wrongWords({ ok: false, status, code }, say, say, "refused")).toEqual(said);
});

test("signing in: every form that calls the sign-in service and stays on its page asks for the words in one place", () => {
  const folder = new URL("../../../src/ui/sign-in/", import.meta.url);
  const forms = readdirSync(folder)
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const)
    .filter(([, text]) => text.includes("authCall") && text.includes("ErrorNote"));
  expect(forms.map(([name]) => name)).toHaveLength(5);
  for (const [name, text] of forms) {
    expect(text, name).toContain("wrongWords(answer");
    expect(text, name).not.toContain("answer.status");
  }
});
