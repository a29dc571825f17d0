import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../../../src");
/** Where a language is told from another: its words, how it writes numbers, times and names, and which one every name has. */
const TELLS = /^((messages|ui[\\/]format)[\\/]|domain[\\/]kernel[\\/]names\.ts$)/;
/** A name out of a file may say which of its columns is which language: that is a key, and no branch. */
const BRANCH = /[=!]==?\s*"(zh-CN|zh|en)"|"(zh-CN|zh|en)"\s*[=!]==?|case "(zh-CN|zh|en)"|"zh-CN"(?!:)/;

test("no other room tells one language from another: a third one is a folder of messages and its formats", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !TELLS.test(file))
    .map((file) => [file, readFileSync(join(SRC, file), "utf8")] as const);
  expect(files.length).toBeGreaterThan(500);
  const branches = files.flatMap(([file, text]) =>
    text.split("\n").flatMap((line, i) => (BRANCH.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
  );
  expect(branches).toEqual([]);
});

test("a name is kept by language tag: no table has a column for a language", () => {
  const schema = readdirSync(join(SRC, "db/schema")).map((file) => readFileSync(join(SRC, "db/schema", file), "utf8"));
  expect(schema.join("\n")).not.toMatch(/\w+(Zh|En)\b: /);
});
