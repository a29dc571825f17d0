import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type {
  AssignmentId,
  BuildingId,
  CityImportId,
  CommunityId,
  DepotId,
  DistrictId,
  GridId,
  HouseholdId,
  PersonId,
  SupermarketId,
  UserId,
} from "#domain/kernel/ids.ts";
import { ROLES } from "#domain/kernel/role.ts";
import { AGGREGATORS } from "#domain/places/aggregator.ts";
import { GRID_KINDS } from "#domain/places/grid-kind.ts";
import { MEMBERSHIP_STATES } from "#domain/places/membership.ts";
import { idColumn, instantColumn, namesColumn, serviceDayColumn } from "../columns.ts";
import { users } from "./auth.ts";

export const role = pgEnum("role", ROLES);

export const districts = pgTable("districts", {
  id: idColumn<DistrictId>().primaryKey(),
  code: text().notNull().unique(),
  name: namesColumn(),
});

/** A community, a village, or a unit (hospital, campus, isolation site) that receives like one. */
export const communities = pgTable(
  "communities",
  {
    id: idColumn<CommunityId>().primaryKey(),
    /** The place's number in the imported file, the key of a repeated import. */
    code: text().notNull().unique(),
    kind: text().notNull(),
    name: namesColumn(),
    subdistrict: namesColumn(),
    districtId: idColumn<DistrictId>()
      .notNull()
      .references(() => districts.id),
    /** WGS 84 degrees. */
    lat: doublePrecision().notNull(),
    lng: doublePrecision().notNull(),
    /** Where the point comes from: `source_point`, or made up for the demo. */
    pointQuality: text().notNull(),
    /** The gate takes deliveries from … to …, in seconds of the service day. */
    gateOpensSeconds: integer().notNull(),
    gateClosesSeconds: integer().notNull(),
    busAccessible: boolean().notNull(),
    transferMode: text(),
    /** Who gathers here, in the place's own word; null: as places of its kind do (`aggregatorOf`). */
    aggregator: text({ enum: AGGREGATORS }),
    /** What the place counts of itself; null: not said. Which homes those are is not known until they are named. */
    statedHomes: integer(),
    statedEldersAlone: integer(),
    statedWithoutPhone: integer(),
    /** The marked zone in which bags may be set down when nobody comes, in words; null where there is none. */
    setDownZone: text(),
  },
  (t) => [
    check("communities_gate_opens_before_it_closes", sql`${t.gateOpensSeconds} < ${t.gateClosesSeconds}`),
    check("communities_on_the_globe", sql`${t.lat} between -90 and 90 and ${t.lng} between -180 and 180`),
  ],
);

export const grids = pgTable(
  "grids",
  {
    id: idColumn<GridId>().primaryKey(),
    communityId: idColumn<CommunityId>()
      .notNull()
      .references(() => communities.id),
    number: integer().notNull(),
    kind: text({ enum: GRID_KINDS }).notNull().default("community"),
  },
  (t) => [unique("grids_number_in_community").on(t.communityId, t.number)],
);

export const buildings = pgTable(
  "buildings",
  {
    id: idColumn<BuildingId>().primaryKey(),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    communityId: idColumn<CommunityId>()
      .notNull()
      .references(() => communities.id),
    /** As people call it, `5`, `3A`, `甲楼`, `二组`: the key of a repeated import. */
    name: text().notNull(),
    /** Its turn in lists and on the walk: the figure in its name, else where its list had it. */
    number: integer().notNull(),
    /** Entrances; the homes of a building without any stand in unit 0. */
    units: integer().notNull(),
    /** How the building states its doors: floors × doors on each, or the rooms' names; null: its homes are named one by one. */
    floors: integer(),
    doorsPerFloor: integer(),
    roomNames: text().array(),
  },
  (t) => [
    unique("buildings_name_in_community").on(t.communityId, t.name),
    index("buildings_of_a_grid").on(t.gridId),
    check("buildings_have_doors", sql`${t.units} >= 0 and ${t.floors} > 0 and ${t.doorsPerFloor} > 0`),
  ],
);

export const households = pgTable(
  "households",
  {
    id: idColumn<HouseholdId>().primaryKey(),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    communityId: idColumn<CommunityId>()
      .notNull()
      .references(() => communities.id),
    buildingId: idColumn<BuildingId>()
      .notNull()
      .references(() => buildings.id),
    unit: integer().notNull(),
    floor: integer().notNull(),
    /** The door as people say it: `1203`, `B1`, in a village the family's name. */
    room: text().notNull(),
    /** Who lives there, counted; null: nobody has said. */
    size: integer(),
    /** A unit, or a building of one, that orders as one customer: for so many people. Null: a home. */
    heads: integer(),
    vacant: boolean().notNull().default(false),
    /** `elder_alone`, `no_phone`, `infant`, `halal`, `dialysis`: said by the household, seen by its grid worker. */
    tags: text().array().notNull().default(sql`'{}'`),
    /** Where `tags` come from: said with consent, or invented by a demo or by the import of old; null without any. */
    needsFrom: text({ enum: ["said", "invented"] }),
    /** The day on which they were said. */
    needsSaidOn: serviceDayColumn(),
    /** The import that brought it, which takes it away again when it is undone. */
    broughtBy: uuid().$type<CityImportId>(),
    /** Four digits that a first member may pass on to let others of the home join. */
    joinCode: text(),
  },
  (t) => [
    unique("households_door").on(t.buildingId, t.unit, t.room),
    index("households_of_a_grid").on(t.gridId),
    index("households_of_an_import").on(t.broughtBy).where(sql`${t.broughtBy} is not null`),
    index("households_with_invented_needs").on(t.communityId).where(sql`${t.needsFrom} = 'invented'`),
    check(
      "households_needs_have_a_source",
      sql`(${t.tags} = '{}') = (${t.needsFrom} is null) and (${t.needsFrom} is not distinct from 'said') = (${t.needsSaidOn} is not null)`,
    ),
    check("households_size", sql`${t.size} between 0 and 30`),
    check("households_heads", sql`${t.heads} between 1 and 5000`),
  ],
);

export const membershipState = pgEnum("membership_state", MEMBERSHIP_STATES);

/** A person of a household, or someone who helps it to order. */
export const persons = pgTable(
  "persons",
  {
    id: idColumn<PersonId>().primaryKey(),
    householdId: idColumn<HouseholdId>()
      .notNull()
      .references(() => households.id),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    userId: uuid()
      .$type<UserId>()
      .references(() => users.id),
    name: text().notNull(),
    phoneMasked: text(),
    phoneHash: text(),
    kind: text({ enum: ["member", "helper"] })
      .notNull()
      .default("member"),
    state: membershipState().notNull().default("requested"),
    verifiedBy: text({ enum: ["grid_worker", "join_code", "register"] }),
    createdAt: instantColumn().notNull().default(sql`now()`),
  },
  (t) => [
    index("persons_of_a_household").on(t.householdId),
    index("persons_of_a_user").on(t.userId),
    index("persons_waiting_in_a_grid").on(t.gridId, t.state),
    unique("persons_once_per_household").on(t.userId, t.householdId),
  ],
);

export const supermarkets = pgTable(
  "supermarkets",
  {
    id: idColumn<SupermarketId>().primaryKey(),
    code: text().notNull().unique(),
    name: namesColumn(),
    lat: doublePrecision().notNull(),
    lng: doublePrecision().notNull(),
    pointQuality: text().notNull(),
    dailyCapacityBags: integer().notNull(),
    pickers: integer().notNull(),
    dockSlots: integer().notNull(),
    loadingOpensSeconds: integer().notNull(),
    contactName: text(),
    contactPhone: text(),
  },
  (t) => [check("supermarkets_can_load", sql`${t.dailyCapacityBags} >= 0 and ${t.dockSlots} > 0`)],
);

export const depots = pgTable("depots", {
  id: idColumn<DepotId>().primaryKey(),
  code: text().notNull().unique(),
  name: namesColumn(),
  lat: doublePrecision().notNull(),
  lng: doublePrecision().notNull(),
  pointQuality: text().notNull(),
});

/** Who may act as what, where, from when to when. A stand-in names whom he stands in for. */
export const assignments = pgTable(
  "assignments",
  {
    id: idColumn<AssignmentId>().primaryKey(),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    role: role().notNull(),
    gridId: idColumn<GridId>().references(() => grids.id),
    communityId: idColumn<CommunityId>().references(() => communities.id),
    supermarketId: idColumn<SupermarketId>().references(() => supermarkets.id),
    depotId: idColumn<DepotId>().references(() => depots.id),
    /** What this place calls the role: grid worker, property manager, building head, site head. */
    label: text(),
    standsInFor: uuid()
      .$type<UserId>()
      .references(() => users.id),
    from: instantColumn().notNull(),
    to: instantColumn(),
  },
  (t) => [
    index("assignments_of_a_user").on(t.userId),
    index("assignments_of_a_grid").on(t.gridId),
    check("assignments_end_after_they_start", sql`${t.to} is null or ${t.to} > ${t.from}`),
    check("assignments_of_grid_workers_name_a_grid", sql`${t.role} <> 'GW' or ${t.gridId} is not null`),
    check("assignments_of_clerks_name_a_community", sql`${t.role} <> 'COM' or ${t.communityId} is not null`),
    check("assignments_of_stores_name_one", sql`${t.role} not in ('SUP','SUPM') or ${t.supermarketId} is not null`),
  ],
);
