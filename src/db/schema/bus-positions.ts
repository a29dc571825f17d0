import { sql } from "drizzle-orm";
import { check, doublePrecision, pgTable, text } from "drizzle-orm/pg-core";
import type { TripId } from "#domain/kernel/ids.ts";
import { TOLD_BY } from "#domain/movement/where-bus-is.ts";
import { idColumn, instantColumn } from "../columns.ts";
import { trips } from "./movement.ts";

/** Where the bus of a trip said last that it is, and no place before that; taken away when the trip is over. */
export const busPositions = pgTable(
  "bus_positions",
  {
    tripId: idColumn<TripId>()
      .primaryKey()
      .references(() => trips.id, { onDelete: "cascade" }),
    lat: doublePrecision().notNull(),
    lng: doublePrecision().notNull(),
    by: text({ enum: TOLD_BY }).notNull(),
    at: instantColumn().notNull(),
  },
  (t) => [check("bus_positions_on_earth", sql`${t.lat} between -90 and 90 and ${t.lng} between -180 and 180`)],
);
