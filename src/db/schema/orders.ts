import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type {
  BuildingId,
  CommunityId,
  CycleId,
  GridId,
  GridSheetId,
  HouseholdId,
  OrderId,
  OrderLineId,
  PackageVersionId,
  UserId,
} from "#domain/kernel/ids.ts";
import { SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { ORDER_STATES } from "#domain/orders/household-order.ts";
import { LATE_STATES } from "#domain/orders/late-request.ts";
import { PAYMENT_STATES } from "#domain/orders/payment.ts";
import { fenColumn, idColumn, instantColumn } from "../columns.ts";
import { users } from "./auth.ts";
import { cycles, offers } from "./offer.ts";
import { communities, grids, households } from "./places.ts";

export const orderState = pgEnum("order_state", ORDER_STATES);
export const paymentState = pgEnum("payment_state", PAYMENT_STATES);
export const orderChannel = pgEnum("order_channel", ["app", "proxy", "import"]);

/** What one home wants of one cycle. Grid and community are copied in, so that a tally reads one table. */
export const householdOrders = pgTable(
  "household_orders",
  {
    id: idColumn<OrderId>().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    householdId: idColumn<HouseholdId>()
      .notNull()
      .references(() => households.id),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    communityId: idColumn<CommunityId>()
      .notNull()
      .references(() => communities.id),
    /** The number people read out: cycle day and a running number of the cycle. */
    number: integer().notNull().generatedAlwaysAsIdentity(),
    state: orderState().notNull(),
    payment: paymentState().notNull().default("due"),
    revision: integer().notNull().default(1),
    channel: orderChannel().notNull(),
    placedBy: uuid()
      .$type<UserId>()
      .references(() => users.id),
    /** Made by the device that orders: the same key is the same order, however often it is sent. */
    idempotencyKey: text().notNull().unique(),
    totalFen: fenColumn().notNull(),
    note: text(),
    pickupCode: text().notNull(),
    /** Until when bags of a home that was absent wait for it. */
    holdUntil: instantColumn(),
    reviewReasons: text().array().notNull().default(sql`'{}'`),
    placedAt: instantColumn().notNull(),
    changedAt: instantColumn().notNull(),
  },
  (t) => [
    uniqueIndex("household_orders_one_active_per_home_and_cycle")
      .on(t.cycleId, t.householdId)
      .where(sql`state <> 'cancelled'`),
    index("household_orders_by_grid_and_state").on(t.cycleId, t.gridId, t.state),
    index("household_orders_of_a_home").on(t.householdId),
    check("household_orders_total_not_negative", sql`${t.totalFen} >= 0`),
  ],
);

/**
 * One package of an order with its whole life in numbers. A number that has not been reached yet is null;
 * once it is there, the equations of conservation hold or the row is refused.
 */
export const orderLines = pgTable(
  "order_lines",
  {
    id: idColumn<OrderLineId>().primaryKey().default(sql`gen_random_uuid()`),
    orderId: idColumn<OrderId>()
      .notNull()
      .references(() => householdOrders.id),
    cycleId: idColumn<CycleId>().notNull(),
    packageVersionId: idColumn<PackageVersionId>().notNull(),
    householdId: idColumn<HouseholdId>().notNull(),
    gridId: idColumn<GridId>().notNull(),
    communityId: idColumn<CommunityId>().notNull(),
    buildingId: idColumn<BuildingId>().notNull(),
    priceFen: fenColumn().notNull(),
    wanted: integer().notNull(),
    acceptUpTo: integer().notNull(),
    cancelledBeforeLock: integer().notNull().default(0),
    locked: integer(),
    /** Bags beyond what was locked, within `acceptUpTo`, that filled up a whole case. */
    extraAlloc: integer().notNull().default(0),
    allocated: integer(),
    shortedAlloc: integer(),
    packed: integer(),
    shortedPick: integer(),
    delivered: integer().notNull().default(0),
    returned: integer().notNull().default(0),
    scrapped: integer().notNull().default(0),
    lost: integer().notNull().default(0),
    damaged: integer().notNull().default(0),
    /** Bags of this package that another home gave up for this one, and that this home gave up for another. */
    reassignedIn: integer().notNull().default(0),
    reassignedOut: integer().notNull().default(0),
    /** Why fewer came: reason code, figures and rule, in the shape of the domain's `ShortReason`. */
    shortReason: jsonb(),
  },
  (t) => [
    unique("order_lines_one_per_package").on(t.orderId, t.packageVersionId),
    foreignKey({
      columns: [t.cycleId, t.packageVersionId],
      foreignColumns: [offers.cycleId, offers.packageVersionId],
      name: "order_lines_offer",
    }),
    index("order_lines_by_cycle_and_community").on(t.cycleId, t.communityId, t.gridId),
    check(
      "order_lines_wanted",
      sql`${t.wanted} >= 0 and ${t.acceptUpTo} >= ${t.wanted} and ${t.cancelledBeforeLock} between 0 and ${t.wanted}`,
    ),
    check(
      "order_lines_wanted_is_cancelled_or_locked",
      sql`${t.locked} is null or ${t.wanted} = ${t.cancelledBeforeLock} + ${t.locked}`,
    ),
    check(
      "order_lines_locked_is_allocated_or_short",
      sql`${t.allocated} is null or (${t.locked} is not null and ${t.shortedAlloc} is not null and ${t.shortedAlloc} >= 0 and ${t.locked} + ${t.extraAlloc} = ${t.allocated} + ${t.shortedAlloc})`,
    ),
    check(
      "order_lines_allocated_is_packed_or_short",
      sql`${t.packed} is null or (${t.allocated} is not null and ${t.shortedPick} is not null and ${t.shortedPick} >= 0 and ${t.allocated} = ${t.packed} + ${t.shortedPick})`,
    ),
    check(
      "order_lines_ends_within_packed",
      sql`least(${t.delivered}, ${t.returned}, ${t.scrapped}, ${t.lost}, ${t.damaged}, ${t.reassignedIn}, ${t.reassignedOut}) >= 0 and ${t.delivered} + ${t.returned} + ${t.scrapped} + ${t.lost} + ${t.damaged} + ${t.reassignedOut} <= coalesce(${t.packed}, 0) + ${t.reassignedIn}`,
    ),
  ],
);

/** Every version of an order that somebody submitted, changed or cancelled. Append-only. */
export const orderRevisions = pgTable(
  "order_revisions",
  {
    orderId: idColumn<OrderId>()
      .notNull()
      .references(() => householdOrders.id),
    revision: integer().notNull(),
    act: text({ enum: ["placed", "changed", "cancelled"] }).notNull(),
    lines: jsonb().$type<{ packageVersionId: PackageVersionId; wanted: number; acceptUpTo: number }[]>().notNull(),
    by: uuid()
      .$type<UserId>()
      .references(() => users.id),
    reason: text(),
    at: instantColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.revision] })],
);

/** Wishes that came after the cut-off: kept and marked, never lost; the grid worker answers each. */
export const lateRequests = pgTable(
  "late_requests",
  {
    idempotencyKey: text().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    householdId: idColumn<HouseholdId>()
      .notNull()
      .references(() => households.id),
    gridId: idColumn<GridId>().notNull(),
    lines: jsonb().$type<{ packageVersionId: PackageVersionId; wanted: number; acceptUpTo: number }[]>().notNull(),
    at: instantColumn().notNull(),
    state: text({ enum: LATE_STATES }).notNull().default("waiting"),
    /** What the grid worker told the home that gets nothing this time. */
    reason: text(),
    answeredBy: uuid()
      .$type<UserId>()
      .references(() => users.id),
    answeredAt: instantColumn(),
  },
  (t) => [index("late_requests_of_a_grid").on(t.cycleId, t.gridId)],
);

export const sheetState = pgEnum("sheet_state", SHEET_STATES);

/** 网格汇总单: the tally of a grid for a cycle; once frozen its lines and checksum do not change. */
export const gridSheets = pgTable(
  "grid_sheets",
  {
    id: idColumn<GridSheetId>().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    communityId: idColumn<CommunityId>().notNull(),
    state: sheetState().notNull(),
    checksum: text(),
    /** Bags by building and package at the moment of submitting. */
    totals: jsonb().$type<{ buildingId: BuildingId; packageVersionId: PackageVersionId; bags: number }[]>(),
    bags: integer(),
    homes: integer(),
    returnReason: text(),
    submittedAt: instantColumn(),
    frozenAt: instantColumn(),
    /** Why and when the desk took the sheet as it stood, because it closed the round before the sheet was in. */
    takenReason: text(),
    takenAt: instantColumn(),
  },
  (t) => [
    unique("grid_sheets_one_per_cycle").on(t.cycleId, t.gridId),
    index("grid_sheets_by_community_and_state").on(t.cycleId, t.communityId, t.state),
    check(
      "grid_sheets_frozen_has_checksum",
      sql`${t.state} not in ('submitted','accepted','frozen','reconciled') or ${t.checksum} is not null`,
    ),
  ],
);
