import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { PlaceImportId, UserId } from "#domain/kernel/ids.ts";
import { PLACE_IMPORT_STATES } from "#domain/places/place-import.ts";
import { idColumn, instantColumn } from "../columns.ts";
import type { Place } from "../seed/territory.ts";
import { users } from "./auth.ts";

export const placeImportState = pgEnum("place_import_state", PLACE_IMPORT_STATES);

/** 地点导入: a list of places whose lines are in order, what it would change, and how far it is taken in. */
export const placeImports = pgTable(
  "place_imports",
  {
    id: idColumn<PlaceImportId>().primaryKey(),
    fileName: text().notNull(),
    datum: text({ enum: ["wgs84", "gcj02", "bd09"] }).notNull(),
    state: placeImportState().notNull().default("checking"),
    /** The places as they will be laid out, in WGS 84, in the order of the file. */
    places: jsonb().$type<readonly Place[]>().notNull(),
    /** How far reading the datum has moved them, at most. */
    shiftMetres: integer().notNull(),
    /** What taking it in would change; null until the worker has looked. */
    report: jsonb(),
    /** So many of `places`, from the first, are laid out: written with them, so that a killed worker is gone on from. */
    done: integer().notNull().default(0),
    addedBy: uuid()
      .$type<UserId>()
      .references(() => users.id),
    addedAt: instantColumn().notNull(),
    takenInAt: instantColumn(),
  },
  (t) => [
    index("place_imports_by_time").on(t.addedAt),
    check("place_imports_done_of_all", sql`${t.done} between 0 and jsonb_array_length(${t.places})`),
    check(
      "place_imports_taken_in_whole",
      sql`${t.state} <> 'taken_in' or (${t.done} = jsonb_array_length(${t.places}) and ${t.takenInAt} is not null)`,
    ),
  ],
);
