import fc from "fast-check";
import { expect, test } from "vitest";
import type { Column, Value } from "../../../../src/domain/workbook/column.ts";
import { readCell } from "../../../../src/domain/workbook/read-cell.ts";
import { changesOf } from "../../../../src/domain/workbook/row-change.ts";
import { SHEET_NAMES, SHEETS } from "../../../../src/domain/workbook/sheets.ts";
import { writeCell } from "../../../../src/domain/workbook/write-cell.ts";

/** Any value that a column may hold. */
function valueIn(column: Column): fc.Arbitrary<Value> {
  const minutes = fc.integer({ min: 0, max: 1439 }).map((m) => m * 60);
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  switch (column.kind) {
    case "whole":
      return fc.integer({ min: column.least ?? 0, max: column.most ?? 1_000_000 });
    case "lat":
    case "lng":
      return fc.integer({ min: -900_000_000, max: 900_000_000 }).map((n) => n / 1e7);
    case "clock":
      return minutes;
    case "window":
      return fc.tuple(minutes, minutes).filter(([a, b]) => a < b);
    case "yuan":
      return fc.nat(999_999_999);
    case "yes_no":
      return fc.boolean();
    case "date":
      return fc.constantFrom("2026-04-05", "2028-02-29");
    case "choice":
      return fc.constantFrom(...(column.choices ?? []).map((c) => c.key));
    case "list":
      return column.choices
        ? fc.subarray(
            column.choices.map((c) => c.key),
            { minLength: 1 },
          )
        : fc.uniqueArray(word, { minLength: 1, maxLength: 4 });
    case "contents":
      return fc.uniqueArray(
        fc.tuple(
          word.filter((w) => !/x\d/.test(w)),
          fc.integer({ min: 1, max: 99_999 }),
        ),
        {
          minLength: 1,
          maxLength: 5,
          selector: ([code]) => code,
        },
      );
    case "building":
      return fc.constantFrom("3", "12", "A3");
    default:
      return word.map((w) => w.slice(0, column.most ?? 9));
  }
}

test("what a form shows of a value is read as the same value, in every column, in both languages", () => {
  for (const column of SHEET_NAMES.flatMap((sheet): readonly Column[] => SHEETS[sheet].columns))
    fc.assert(
      fc.property(valueIn(column), fc.constantFrom("zh-CN", "en"), (value, language) => {
        expect(readCell(column, writeCell(column, value, language))).toEqual({ value });
      }),
      { numRuns: 25 },
    );
});

test("a row's changes are the columns that are not as they were; what it does not have stays", () => {
  const before = { code: "rice", price: 320, tags: ["cold"], grams: 500 };
  expect(changesOf(before, { code: "rice", price: 330, tags: ["cold"], picture: null })).toEqual([
    { column: "price", was: 320, is: 330 },
  ]);
  expect(changesOf(undefined, { code: "rice" })).toEqual([{ column: "code", was: null, is: "rice" }]);
});
