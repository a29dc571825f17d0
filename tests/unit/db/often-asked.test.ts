import { expect, test } from "vitest";
import { oftenAsked } from "../../../src/db/often-asked.ts";

test("a text is prepared from the third time on", () => {
  const isOften = oftenAsked();
  expect([1, 2, 3, 4].map(() => isOften("SELECT $1", [1]))).toEqual([false, false, true, true]);
});

test("a text without parameters, or with a whole list of them, is never prepared", () => {
  const isOften = oftenAsked();
  const list = Array.from({ length: 41 }, (_, i) => i);
  for (let i = 0; i < 5; i += 1) {
    expect(isOften("SELECT 1", [])).toBe(false);
    expect(isOften("SELECT $1 …", list)).toBe(false);
  }
});

test("no more than two hundred texts are prepared, whatever comes, and those stay so", () => {
  const isOften = oftenAsked();
  const askAll = (texts: readonly string[]) => texts.filter((text) => isOften(text, [1]));
  const texts = Array.from({ length: 5_000 }, (_, i) => `SELECT $1 + ${i}`);
  askAll(texts);
  // Texts that come once push out the counts of others, and prepare nothing.
  const first = texts.slice(0, 300);
  const prepared = [1, 2, 3].flatMap(() => askAll(first));
  expect(new Set(prepared).size).toBe(200);
  expect(new Set([1, 2, 3].flatMap(() => askAll(texts))).size).toBe(200);
});
