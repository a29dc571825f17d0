import { sql } from "drizzle-orm";
import { check, index, jsonb, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { CommunityId, GridId, UserId, ZoneVersionId } from "#domain/kernel/ids.ts";
import { ZONE_LEVELS, ZONE_STATES } from "#domain/zones/zone.ts";
import { idColumn, instantColumn } from "../columns.ts";
import { communities, grids } from "./places.ts";

export const zoneLevel = pgEnum("zone_level", ZONE_LEVELS);
export const zoneState = pgEnum("zone_state", ZONE_STATES);

/** 封控/管控/防范 of a community or a grid from a time on. Never edited in place: a change is a new version with parents. */
export const zoneVersions = pgTable(
  "zone_versions",
  {
    id: idColumn<ZoneVersionId>().primaryKey(),
    communityId: idColumn<CommunityId>()
      .notNull()
      .references(() => communities.id),
    /** Null: the whole community. */
    gridId: idColumn<GridId>().references(() => grids.id),
    level: zoneLevel().notNull(),
    state: zoneState().notNull().default("draft"),
    from: instantColumn().notNull(),
    to: instantColumn(),
    orderNumber: text(),
    parents: uuid().array().$type<ZoneVersionId[]>().notNull().default(sql`'{}'`),
    /** An area drawn on the map (GeoJSON), for when zones are drawn. */
    geometry: jsonb(),
    setBy: uuid().$type<UserId>(),
    setAt: instantColumn().notNull(),
  },
  (t) => [
    index("zone_versions_of_a_community").on(t.communityId, t.from),
    check("zone_versions_end_after_they_start", sql`${t.to} is null or ${t.to} > ${t.from}`),
    check(
      "zone_versions_in_force_have_an_order",
      sql`${t.state} not in ('approved','effective') or ${t.orderNumber} is not null`,
    ),
  ],
);
