import { expect, test } from "vitest";
import { compareFigures } from "../../../src/cli/backup/compare.ts";
import type { Figures } from "../../../src/cli/backup/manifest.ts";

const TOLD: Figures = {
  postgres: "15.13",
  migration: 60,
  rows: { "public.household_orders": 10, "public.notices": 5, "public.audit_events": 30, "public.ledger_entries": 4 },
  ledgerFen: { household: -100, city: 100 },
  conservation: { packages: { wanted: 12 }, outOfBalance: 0 },
  record: { links: 2, events: 30, hash: "b".repeat(64), brokenAt: null },
};
const broken = (found: Partial<Figures>, sameMoment = true) =>
  compareFigures(TOLD, { ...TOLD, ...found }, sameMoment)
    .filter((line) => !line.holds)
    .map((line) => `${line.name}: ${line.words}`);

test("the same figures hold in every line", () => {
  expect(broken({})).toEqual([]);
});

test.each<[string, Partial<Figures>, string]>([
  ["a row that is missing", { rows: { ...TOLD.rows, "public.notices": 4 } }, "rows: differs: public.notices 5 → 4"],
  [
    "money that moved",
    { ledgerFen: { household: -90, city: 90 } },
    "ledger: differs: city 100 → 90, household -100 → -90",
  ],
  ["a bag", { conservation: { packages: { wanted: 11 }, outOfBalance: 0 } }, "conservation: differs: wanted 12 → 11"],
  ["a changed event", { record: { ...TOLD.record, brokenAt: 2 } }, "record: differs: link 2 does not hold"],
  ["other tables", { migration: 59 }, "tables: differs: migration 60 → 59"],
])("%s is named", (_what, found, words) => {
  expect(broken(found)).toEqual([words]);
});

test("of a later moment more may be there, never less, and the books still add up", () => {
  const later = {
    rows: { ...TOLD.rows, "public.household_orders": 12, "public.notices": 0 },
    ledgerFen: { household: -150, city: 150 },
    record: { ...TOLD.record, links: 3, hash: "c".repeat(64) },
  };
  expect(broken(later, false)).toEqual([]);
  expect(broken({ rows: { ...TOLD.rows, "public.household_orders": 9 } }, false)).toEqual([
    "rows: differs: public.household_orders 10 → 9",
  ]);
  expect(broken({ ledgerFen: { household: -150, city: 151 } }, false)).toEqual(["ledger: differs: the sum is 1 fen"]);
  expect(broken({ record: { ...TOLD.record, brokenAt: 1 } }, false)).toEqual(["record: differs: link 1 does not hold"]);
});
