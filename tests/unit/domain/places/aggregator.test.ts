import fc from "fast-check";
import { expect, test } from "vitest";
import { AGGREGATORS, aggregatorOf } from "#domain/places/aggregator.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";

test("a place says who gathers its orders; one that does not follows its kind, and a kind that nobody knows has grid workers", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...AGGREGATORS), (kind, aggregator) => {
      expect(aggregatorOf({ kind, aggregator })).toBe(aggregator);
    }),
  );
  const byKind = ["community", "village", "isolation_site", "care_home", "moon"].map((kind) =>
    aggregatorOf({ kind, aggregator: null }),
  );
  expect(byKind).toEqual(["grid_worker", "grid_worker", "site_head", "property_manager", "grid_worker"]);
});

test("the workbook offers just these words", () => {
  const column = SHEETS.places.columns.find((c) => c.key === "aggregator");
  expect(column?.choices?.map((c) => c.key)).toEqual([...AGGREGATORS]);
});
