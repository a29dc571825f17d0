import { sql } from "drizzle-orm";
import {
  bigint,
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type {
  BagId,
  BatchId,
  CommunityId,
  CycleId,
  GridId,
  HouseholdId,
  ItemId,
  LotId,
  OrderId,
  OrderLineId,
  PackageVersionId,
  StopId,
  SupermarketId,
  UserId,
} from "#domain/kernel/ids.ts";
import { BAG_STATES } from "#domain/supply/bag.ts";
import { BATCH_STATES } from "#domain/supply/batch.ts";
import { fenColumn, idColumn, instantColumn, serviceDayColumn } from "../columns.ts";
import { cycles, items } from "./offer.ts";
import { householdOrders, orderLines } from "./orders.ts";
import { communities, supermarkets } from "./places.ts";

export const batchState = pgEnum("batch_state", BATCH_STATES);

/** 采购批次: what one supermarket packs for one community in one cycle. */
export const batches = pgTable(
  "batches",
  {
    id: idColumn<BatchId>().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    supermarketId: idColumn<SupermarketId>()
      .notNull()
      .references(() => supermarkets.id),
    communityId: idColumn<CommunityId>()
      .notNull()
      .references(() => communities.id),
    state: batchState().notNull().default("pending"),
    /** Checksums of the grid sheets it was made from, in the order of their grids. */
    sheetChecksums: text().array().notNull().default(sql`'{}'`),
    reason: text(),
    stateAt: instantColumn().notNull(),
  },
  (t) => [
    index("batches_of_a_store_by_state").on(t.cycleId, t.supermarketId, t.state),
    index("batches_of_a_community").on(t.cycleId, t.communityId),
  ],
);

export const batchLines = pgTable(
  "batch_lines",
  {
    batchId: idColumn<BatchId>()
      .notNull()
      .references(() => batches.id),
    packageVersionId: idColumn<PackageVersionId>().notNull(),
    allocated: integer().notNull(),
    packed: integer(),
    shorted: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.packageVersionId] }),
    check(
      "batch_lines_allocated_is_packed_or_short",
      sql`${t.allocated} > 0 and (${t.packed} is null or ${t.allocated} = ${t.packed} + ${t.shorted})`,
    ),
  ],
);

export const lots = pgTable(
  "lots",
  {
    id: idColumn<LotId>().primaryKey(),
    supermarketId: idColumn<SupermarketId>()
      .notNull()
      .references(() => supermarkets.id),
    itemId: idColumn<ItemId>()
      .notNull()
      .references(() => items.id),
    code: text().notNull(),
    shelf: text().notNull(),
    expiresOn: serviceDayColumn().notNull(),
    paid: text({ enum: ["paid", "free"] })
      .notNull()
      .default("paid"),
    /** How much came in, in tenths of the item's unit; null where nobody wrote it down. */
    quantityTenths: bigint({ mode: "number" }),
    maker: text(),
    /** Of the maker: food production or business licence 许可证号. */
    licence: text(),
    receivedBy: uuid().$type<UserId>(),
    receivedAt: instantColumn(),
    /** Why it was taken out of the ledger again: then nothing is picked from it. */
    takenBack: text(),
  },
  (t) => [
    unique("lots_code").on(t.supermarketId, t.code, t.itemId),
    check("lots_quantity", sql`${t.quantityTenths} > 0`),
    index("lots_first_expiring").on(t.supermarketId, t.itemId, t.expiresOn),
  ],
);

/** How much of an item a store has picked for a cycle, in tenths of the item's unit. */
export const picks = pgTable(
  "picks",
  {
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    supermarketId: idColumn<SupermarketId>()
      .notNull()
      .references(() => supermarkets.id),
    itemId: idColumn<ItemId>()
      .notNull()
      .references(() => items.id),
    pickedTenths: bigint({ mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.supermarketId, t.itemId] }),
    check("picks_not_negative", sql`${t.pickedTenths} >= 0`),
  ],
);

/** How much of an item was picked from which lot for a cycle; what nobody named a lot for is in `picks` alone. */
export const pickLots = pgTable(
  "pick_lots",
  {
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    supermarketId: idColumn<SupermarketId>()
      .notNull()
      .references(() => supermarkets.id),
    itemId: idColumn<ItemId>()
      .notNull()
      .references(() => items.id),
    lotId: idColumn<LotId>()
      .notNull()
      .references(() => lots.id),
    tenths: bigint({ mode: "number" }).notNull(),
    /** Why not from the lot that expires first. */
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.supermarketId, t.itemId, t.lotId] }),
    index("pick_lots_of_a_lot").on(t.lotId),
    check("pick_lots_not_negative", sql`${t.tenths} >= 0`),
  ],
);

/** Which lots may be in the bags of a batch: those that each item was picked from when they were packed. */
export const batchLots = pgTable(
  "batch_lots",
  {
    batchId: idColumn<BatchId>()
      .notNull()
      .references(() => batches.id),
    lotId: idColumn<LotId>()
      .notNull()
      .references(() => lots.id),
    itemId: idColumn<ItemId>()
      .notNull()
      .references(() => items.id),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.lotId] }), index("batch_lots_of_a_lot").on(t.lotId)],
);

/** A store's declaration that something will be missing, with reason and what comes instead. */
export const shortageNotices = pgTable(
  "shortage_notices",
  {
    id: uuid().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    batchId: idColumn<BatchId>()
      .notNull()
      .references(() => batches.id),
    /** Set when whole bags are short; null when an item is substituted inside the bags. */
    packageVersionId: idColumn<PackageVersionId>(),
    bags: integer().notNull().default(0),
    itemId: idColumn<ItemId>().references(() => items.id),
    substituteItemId: idColumn<ItemId>().references(() => items.id),
    substituteTenths: integer(),
    /** What each home gets back because the substitute costs less. */
    refundFenPerBag: fenColumn().notNull().default(sql`0`),
    bagsTouched: integer().notNull().default(0),
    reason: text().notNull(),
    by: uuid().$type<UserId>(),
    at: instantColumn().notNull(),
  },
  (t) => [
    index("shortage_notices_of_a_batch").on(t.batchId),
    check("shortage_notices_substitute_never_dearer", sql`${t.refundFenPerBag} >= 0`),
  ],
);

export const bagState = pgEnum("bag_state", BAG_STATES);

/** 包裹: one package for one home; in exactly one place at any time. */
export const bags = pgTable(
  "bags",
  {
    id: idColumn<BagId>().primaryKey(),
    cycleId: idColumn<CycleId>().notNull(),
    /** Running number in the cycle, printed on the label and in its QR. */
    number: integer().notNull(),
    batchId: idColumn<BatchId>()
      .notNull()
      .references(() => batches.id),
    orderId: idColumn<OrderId>()
      .notNull()
      .references(() => householdOrders.id),
    orderLineId: idColumn<OrderLineId>()
      .notNull()
      .references(() => orderLines.id),
    packageVersionId: idColumn<PackageVersionId>().notNull(),
    supermarketId: idColumn<SupermarketId>().notNull(),
    communityId: idColumn<CommunityId>().notNull(),
    gridId: idColumn<GridId>().notNull(),
    householdId: idColumn<HouseholdId>().notNull(),
    stopId: idColumn<StopId>(),
    state: bagState().notNull().default("created"),
    place: text().notNull(),
    /** The scrapped bag that this one was packed anew for. */
    replaces: idColumn<BagId>(),
    /** Scrapped to be packed anew: counted in the bag that names it, or short, but not a second time. */
    repacked: boolean().notNull().default(false),
  },
  (t) => [
    unique("bags_number_in_cycle").on(t.cycleId, t.number),
    index("bags_of_a_batch").on(t.batchId, t.state),
    index("bags_of_a_grid").on(t.cycleId, t.gridId, t.state),
    index("bags_of_an_order").on(t.orderId),
    index("bags_of_a_stop").on(t.stopId),
    uniqueIndex("bags_one_for_each_replaced").on(t.replaces),
  ],
);

/** What was put into a bag instead of what: an item is exchanged, and its home credited, once. */
export const bagSubstitutions = pgTable(
  "bag_substitutions",
  {
    bagId: idColumn<BagId>()
      .notNull()
      .references(() => bags.id, { onDelete: "cascade" }),
    itemId: idColumn<ItemId>()
      .notNull()
      .references(() => items.id),
    noticeId: uuid()
      .notNull()
      .references(() => shortageNotices.id),
    refundFen: fenColumn().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.bagId, t.itemId] }),
    check("bag_substitutions_never_dearer", sql`${t.refundFen} >= 0`),
  ],
);

/** Who handed what to whom: one row for each arrow a bag moves along. Append-only. */
export const custodyEvents = pgTable(
  "custody_events",
  {
    seq: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    bagId: idColumn<BagId>()
      .notNull()
      .references(() => bags.id),
    act: text().notNull(),
    from: bagState().notNull(),
    to: bagState().notNull(),
    place: text().notNull(),
    actor: uuid().$type<UserId>(),
    /** What the device's clock said; kept as a claim beside the server's time. */
    deviceAt: instantColumn(),
    at: instantColumn().notNull(),
    proof: jsonb(),
  },
  (t) => [index("custody_events_of_a_bag").on(t.bagId, t.seq)],
);
