import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type {
  BatchId,
  CommunityId,
  CycleId,
  DepotId,
  GridId,
  HandoverId,
  PlanId,
  StopId,
  SupermarketId,
  TripId,
  UserId,
  VehicleId,
} from "#domain/kernel/ids.ts";
import { HANDOVER_STATES, HANDOVER_WAYS } from "#domain/movement/handover.ts";
import { LICENCE_CLASSES } from "#domain/movement/licence.ts";
import { PLAN_STATES, type PlanAsked } from "#domain/movement/plan.ts";
import { BACK_PLACES, STOP_STATES } from "#domain/movement/stop.ts";
import { TRIP_STATES } from "#domain/movement/trip.ts";
import { idColumn, instantColumn, namesColumn, serviceDayColumn } from "../columns.ts";
import { users } from "./auth.ts";
import { cycles } from "./offer.ts";
import { communities, depots, grids, supermarkets } from "./places.ts";
import { batches } from "./supply.ts";

export const vehicleTypes = pgTable(
  "vehicle_types",
  {
    code: text().primaryKey(),
    name: namesColumn(),
    maxBags: integer().notNull(),
    maxWeightKg: integer().notNull(),
    maxVolumeLitres: integer().notNull(),
    speedKmh: integer().notNull(),
    /** Bags that may stand where nothing is stacked on them. Null: all of them. */
    fragilePlaces: integer(),
    /** As it stands on the road. Null: nobody has said, and no low bridge stops it. */
    heightCm: integer(),
    /** Of the loaded vehicle. Null: nobody has said, and no weak bridge stops it. */
    grossWeightKg: integer(),
    /** What its driver must have 准驾车型. Null: nobody has said, and it is not looked at. */
    licenceClass: text({ enum: LICENCE_CLASSES }),
  },
  (t) => [check("vehicle_types_have_size", sql`${t.heightCm} > 0 and ${t.grossWeightKg} > ${t.maxWeightKg}`)],
);

export const vehicles = pgTable(
  "vehicles",
  {
    id: idColumn<VehicleId>().primaryKey(),
    /** What people call it: depot and number, `城东 03`. */
    name: text().notNull().unique(),
    plate: text(),
    typeCode: text()
      .notNull()
      .references(() => vehicleTypes.code),
    depotId: idColumn<DepotId>()
      .notNull()
      .references(() => depots.id),
    driverId: uuid()
      .$type<UserId>()
      .references(() => users.id),
    inService: boolean().notNull().default(true),
  },
  (t) => [index("vehicles_of_a_depot").on(t.depotId), index("vehicles_of_a_driver").on(t.driverId)],
);

/** 驾驶证 of a driver as it was last written down; what it was before is in the record. */
export const driverLicences = pgTable("driver_licences", {
  userId: uuid()
    .$type<UserId>()
    .primaryKey()
    .references(() => users.id),
  class: text({ enum: LICENCE_CLASSES }).notNull(),
  validTo: serviceDayColumn().notNull(),
});

/** A proposed set of trips for a cycle; the accepted one has its trips in the table below. */
export const plans = pgTable(
  "plans",
  {
    id: idColumn<PlanId>().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    state: text({ enum: PLAN_STATES }).notNull(),
    seed: integer().notNull(),
    /** What somebody called it, to find it again. */
    name: text(),
    asked: jsonb().$type<PlanAsked>(),
    /** Cost over time while it was solved: `[elapsedMs, cost]` pairs. */
    progress: jsonb().$type<[number, number][]>().notNull().default([]),
    summary: jsonb().notNull().default({}),
    /** Stops that no trip takes, each with its reason and what would let it in. */
    leftOut: jsonb().notNull().default([]),
    requestedBy: uuid().$type<UserId>(),
    requestedAt: instantColumn().notNull(),
  },
  (t) => [index("plans_of_a_cycle").on(t.cycleId)],
);

export const tripState = pgEnum("trip_state", TRIP_STATES);

/** 班次: one drive of one bus from a supermarket's dock over its stops and back to the depot. */
export const trips = pgTable(
  "trips",
  {
    id: idColumn<TripId>().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    planId: idColumn<PlanId>()
      .notNull()
      .references(() => plans.id),
    number: integer().notNull(),
    state: tripState().notNull().default("planned"),
    vehicleId: idColumn<VehicleId>()
      .notNull()
      .references(() => vehicles.id),
    driverId: uuid()
      .$type<UserId>()
      .references(() => users.id),
    supermarketId: idColumn<SupermarketId>()
      .notNull()
      .references(() => supermarkets.id),
    depotId: idColumn<DepotId>()
      .notNull()
      .references(() => depots.id),
    dockAt: instantColumn().notNull(),
    departAt: instantColumn().notNull(),
    backAt: instantColumn().notNull(),
    metres: integer().notNull(),
    seconds: integer().notNull(),
    /** Disinfected and driver in good health: the depot keeper's two ticks before loading. */
    disinfectedBeforeAt: instantColumn(),
    driverClearedAt: instantColumn(),
    sealNumber: text(),
    departedAt: instantColumn(),
    /** When it was last said that the bus cannot go on. */
    brokenDownAt: instantColumn(),
    returnedAt: instantColumn(),
    disinfectedAfterAt: instantColumn(),
    reason: text(),
  },
  (t) => [
    unique("trips_number_in_cycle").on(t.cycleId, t.number),
    index("trips_of_a_driver").on(t.driverId, t.state),
    index("trips_of_a_store").on(t.cycleId, t.supermarketId),
    check("trips_times_in_order", sql`${t.dockAt} <= ${t.departAt} and ${t.departAt} <= ${t.backAt}`),
    check(
      "trips_sealed_has_number",
      sql`${t.state} not in ('sealed','departed','running') or ${t.sealNumber} is not null`,
    ),
  ],
);

export const stopState = pgEnum("stop_state", STOP_STATES);

export const stops = pgTable(
  "stops",
  {
    id: idColumn<StopId>().primaryKey(),
    tripId: idColumn<TripId>()
      .notNull()
      .references(() => trips.id),
    sequence: integer().notNull(),
    communityId: idColumn<CommunityId>()
      .notNull()
      .references(() => communities.id),
    state: stopState().notNull().default("planned"),
    plannedArriveAt: instantColumn().notNull(),
    plannedLeaveAt: instantColumn().notNull(),
    arrivedAt: instantColumn(),
    leftAt: instantColumn(),
    /** The stop that carries on for this one after it was skipped, on any trip. */
    carriedOnBy: idColumn<StopId>(),
    reason: text(),
    /** Bags that came home with the bus: how many were counted, where, and how many were not there. */
    countedBack: integer(),
    missingBack: integer().notNull().default(0),
    backAt: text({ enum: BACK_PLACES }),
  },
  (t) => [unique("stops_sequence_in_trip").on(t.tripId, t.sequence), index("stops_of_a_community").on(t.communityId)],
);

/** How many bags of a batch ride to a stop, and what became of them: loaded = handed + refused + lost + back on board. */
export const stopLoads = pgTable(
  "stop_loads",
  {
    stopId: idColumn<StopId>()
      .notNull()
      .references(() => stops.id),
    batchId: idColumn<BatchId>()
      .notNull()
      .references(() => batches.id),
    planned: integer().notNull(),
    loaded: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.stopId, t.batchId] }),
    index("stop_loads_of_a_batch").on(t.batchId),
    check("stop_loads_within_plan", sql`${t.planned} > 0 and coalesce(${t.loaded}, 0) between 0 and ${t.planned}`),
  ],
);

export const handoverState = pgEnum("handover_state", HANDOVER_STATES);

/** 交接: bags for one grid at one stop, counted by the driver who gives and the grid worker who takes. */
export const handovers = pgTable(
  "handovers",
  {
    id: idColumn<HandoverId>().primaryKey(),
    stopId: idColumn<StopId>()
      .notNull()
      .references(() => stops.id),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    state: handoverState().notNull().default("offered"),
    offered: integer().notNull(),
    counted: integer(),
    /** The receiver's count package by package, by the package version's id. */
    countedOf: jsonb().$type<Readonly<Record<string, number>>>(),
    agreed: integer(),
    refused: integer().notNull().default(0),
    lost: integer().notNull().default(0),
    backOnBoard: integer().notNull().default(0),
    giver: uuid().$type<UserId>(),
    receiver: uuid().$type<UserId>(),
    /** The zone level in force when it happened decides the way of handing over. */
    zoneLevel: text(),
    mode: text().notNull(),
    /** How custody passed; null while it has not. */
    way: text({ enum: HANDOVER_WAYS }),
    /** Codes read out by phone that were wrong. */
    codeTries: integer().notNull().default(0),
    /** From the paper, where that is how custody passed. */
    giverName: text(),
    receiverName: text(),
    ruling: text(),
    photo: text(),
    offeredAt: instantColumn().notNull(),
    settledAt: instantColumn(),
  },
  (t) => [
    unique("handovers_one_per_grid_and_stop").on(t.stopId, t.gridId),
    index("handovers_of_a_grid").on(t.gridId, t.state),
    check(
      "handovers_add_up",
      sql`${t.agreed} is null or ${t.offered} = ${t.agreed} + ${t.refused} + ${t.lost} + ${t.backOnBoard}`,
    ),
  ],
);
