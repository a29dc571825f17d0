import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { ClosureId, TripId, UserId } from "#domain/kernel/ids.ts";
import { bytesColumn, idColumn, instantColumn } from "../columns.ts";
import { trips } from "./movement.ts";

/** 封路: streets that nobody may drive for a while. Plans made for a time within it go round. */
export const roadClosures = pgTable(
  "road_closures",
  {
    id: idColumn<ClosureId>().primaryKey(),
    /** Areas as lists of rings of `[lng, lat]`, as in a GeoJSON MultiPolygon; empty when only ways are named. */
    areas: jsonb().$type<[number, number][][][]>().notNull(),
    /** OpenStreetMap's ids of ways. */
    ways: jsonb().$type<number[]>().notNull(),
    from: instantColumn().notNull(),
    /** Null until further notice. */
    until: instantColumn(),
    reason: text().notNull(),
    orderNumber: text().notNull(),
    addedBy: uuid().$type<UserId>(),
    addedAt: instantColumn().notNull(),
    /** Ended by a person before its time. */
    endedAt: instantColumn(),
    endedBy: uuid().$type<UserId>(),
  },
  (t) => [
    index("road_closures_by_time").on(t.from),
    check("road_closures_end_after_they_start", sql`${t.until} is null or ${t.until} > ${t.from}`),
    check(
      "road_closures_close_something",
      sql`jsonb_array_length(${t.areas}) > 0 or jsonb_array_length(${t.ways}) > 0`,
    ),
  ],
);

/** The streets that a closure names by their ways, to be drawn. No row: the streets are not known. */
export const closureLines = pgTable("closure_lines", {
  closureId: idColumn<ClosureId>()
    .primaryKey()
    .references(() => roadClosures.id),
  /** Of the roads that they were read from: of others they are read anew. */
  version: text().notNull(),
  /** Encoded polylines, precision 5, one for each piece of street. */
  lines: jsonb().$type<string[]>().notNull(),
  drawnAt: instantColumn().notNull(),
});

/** Times and ways between places, kept because they cost seconds: another graph, vehicle, closure or place is another key. */
export const roadMatrices = pgTable(
  "road_matrices",
  {
    /** SHA-256 over the version of the roads, the vehicle, the closures and the points. */
    key: text().primaryKey(),
    points: integer().notNull(),
    /** `points²` seconds, then as many metres, each a little-endian int32. */
    cells: bytesColumn().notNull(),
    /** How each point was put on the road, or why it was not. */
    placed: jsonb().notNull(),
    /** What whoever shows the times has to say with them. */
    notes: jsonb().notNull(),
    madeAt: instantColumn().notNull(),
    usedAt: instantColumn().notNull(),
  },
  (t) => [index("road_matrices_by_use").on(t.usedAt)],
);

/** The streets that a trip takes, and what its driver does on each leg. No row: straight lines, and no sheet. */
export const tripRoutes = pgTable("trip_routes", {
  tripId: idColumn<TripId>()
    .primaryKey()
    .references(() => trips.id, { onDelete: "cascade" }),
  /** Of the roads and of the places in their order: another key is drawn anew. */
  key: text().notNull(),
  legs: jsonb().notNull(),
  drawnAt: instantColumn().notNull(),
});
