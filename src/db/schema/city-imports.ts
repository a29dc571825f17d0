import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { CityImportId, UserId } from "#domain/kernel/ids.ts";
import { CITY_IMPORT_STATES } from "#domain/workbook/city-import.ts";
import type { SheetRow } from "#domain/workbook/column.ts";
import { SHEET_NAMES, type SheetName } from "#domain/workbook/sheets.ts";
import { idColumn, instantColumn } from "../columns.ts";
import { users } from "./auth.ts";

export const cityImportState = pgEnum("city_import_state", CITY_IMPORT_STATES);

/** 导入: a workbook whose rows are in order, what they would change, and how far they are taken in. */
export const cityImports = pgTable(
  "city_imports",
  {
    id: idColumn<CityImportId>().primaryKey(),
    fileName: text().notNull(),
    datum: text({ enum: ["wgs84", "gcj02", "bd09"] }).notNull(),
    state: cityImportState().notNull().default("checking"),
    rows: integer().notNull(),
    /** How far reading the datum has moved its points, at most. */
    shiftMetres: integer().notNull(),
    /** What taking it in would change; null until the worker has looked. */
    report: jsonb(),
    /** So many rows are taken in: written with them, so that a killed worker is gone on from. */
    done: integer().notNull().default(0),
    addedBy: uuid()
      .$type<UserId>()
      .references(() => users.id),
    addedAt: instantColumn().notNull(),
    takenInAt: instantColumn(),
  },
  (t) => [
    index("city_imports_by_time").on(t.addedAt),
    check("city_imports_done_of_all", sql`${t.done} between 0 and ${t.rows}`),
    check(
      "city_imports_taken_in_whole",
      sql`${t.state} <> 'taken_in' or (${t.done} = ${t.rows} and ${t.takenInAt} is not null)`,
    ),
  ],
);

/** The rows of an import in the order in which they are taken in, with what the city had in their place. */
export const cityImportRows = pgTable(
  "city_import_rows",
  {
    importId: idColumn<CityImportId>()
      .notNull()
      .references(() => cityImports.id),
    /** From 1 without a gap, sheet by sheet: what is pointed to stands before what points. */
    seq: integer().notNull(),
    sheet: text({ enum: SHEET_NAMES as [SheetName, ...SheetName[]] }).notNull(),
    line: integer().notNull(),
    key: text().notNull(),
    cells: jsonb().$type<SheetRow>().notNull(),
    /** Null until it was compared with the city; once more when it is taken in. */
    change: text({ enum: ["new", "changed", "untouched"] }),
    /** What the city had, column by column. */
    before: jsonb().$type<SheetRow>(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.seq] })],
);
