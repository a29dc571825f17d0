import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
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
  CommunityId,
  CycleId,
  GridId,
  ItemId,
  PackageId,
  PackageVersionId,
  SupermarketId,
  UserId,
} from "#domain/kernel/ids.ts";
import { CYCLE_STATES } from "#domain/offer/cycle.ts";
import { ALLOCATION_RUN_STATES } from "#domain/supply/allocation-run.ts";
import { fenColumn, idColumn, instantColumn, namesColumn, serviceDayColumn } from "../columns.ts";
import { grids, supermarkets } from "./places.ts";

export const items = pgTable("items", {
  id: idColumn<ItemId>().primaryKey(),
  code: text().notNull().unique(),
  name: namesColumn(),
  /** 斤, 份, 盒 …: what one of it is. A weight and a piece never mix. */
  unit: text().notNull(),
  unitKind: text({ enum: ["weight", "piece"] }).notNull(),
  priceFen: fenColumn().notNull(),
  costFen: fenColumn().notNull(),
  /** Of one unit; null where nobody has said: a package with it cannot be designed. */
  weightGrams: integer(),
  volumeMl: integer(),
  shelfLifeHours: integer().notNull(),
  /** How long it may be out of the cold; null where it needs none, or nobody has said. */
  coldHours: integer(),
  tags: text().array().notNull().default(sql`'{}'`),
  /** Of the pictures that there are; null: the one called like its code, else a bag. */
  picture: text(),
});

export const packages = pgTable("packages", {
  id: idColumn<PackageId>().primaryKey(),
  code: text().notNull().unique(),
  /** The letter in group lists and on the bag label. */
  letter: text().notNull(),
  name: namesColumn(),
  /** The package that this one is a household size of. */
  variantOf: idColumn<PackageId>().references((): AnyPgColumn => packages.id),
});

/** 进销差价率上限: how far above its cost a price may lie, from a day on and by whose order. Append-only. */
export const priceCaps = pgTable(
  "price_caps",
  {
    id: uuid().primaryKey(),
    /** Null lifts the cap that stood. */
    percent: integer(),
    from: serviceDayColumn().notNull(),
    orderNumber: text().notNull(),
    statedBy: uuid().$type<UserId>(),
    at: instantColumn().notNull(),
  },
  (t) => [
    unique("price_caps_one_from_a_day").on(t.from),
    check("price_caps_percent", sql`${t.percent} between 0 and 1000`),
  ],
);

/** What a package was on a day: a change makes a new version, an order keeps the one it was placed on. */
export const packageVersions = pgTable(
  "package_versions",
  {
    id: idColumn<PackageVersionId>().primaryKey(),
    packageId: idColumn<PackageId>()
      .notNull()
      .references(() => packages.id),
    version: integer().notNull(),
    priceFen: fenColumn().notNull(),
    feeFen: fenColumn().notNull(),
    weightGrams: integer().notNull(),
    volumeMl: integer().notNull(),
    shelfLifeHours: integer().notNull(),
    fragile: boolean().notNull(),
    coldChain: boolean().notNull(),
    householdLimit: integer().notNull(),
    coldHours: integer(),
    /** For homes of how many people it is meant; null where nobody has said. */
    peopleFrom: integer(),
    peopleTo: integer(),
    tags: text().array().notNull().default(sql`'{}'`),
    aliases: text().array().notNull().default(sql`'{}'`),
  },
  (t) => [
    unique("package_versions_number").on(t.packageId, t.version),
    check("package_versions_not_free_of_charge", sql`${t.priceFen} > 0 and ${t.feeFen} >= 0`),
    check("package_versions_limit", sql`${t.householdLimit} between 1 and 99`),
    check("package_versions_people", sql`${t.peopleFrom} between 1 and ${t.peopleTo}`),
  ],
);

export const packageLines = pgTable(
  "package_lines",
  {
    packageVersionId: idColumn<PackageVersionId>()
      .notNull()
      .references(() => packageVersions.id),
    itemId: idColumn<ItemId>()
      .notNull()
      .references(() => items.id),
    position: integer().notNull(),
    /** Tenths of the item's unit, so that 1.5 斤 is the whole number 15. */
    tenths: integer().notNull(),
    lineFen: fenColumn().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.packageVersionId, t.itemId] }),
    check("package_lines_positive", sql`${t.tenths} > 0 and ${t.lineFen} >= 0`),
  ],
);

export const cycleState = pgEnum("cycle_state", CYCLE_STATES);
export const shortagePolicy = pgEnum("shortage_policy", ["need_first", "equal", "first_come", "rotate"]);

/** 供应批次: one round from the opened offer to the settled day. */
/** So many bags of a package for each grid, or for all grids of a community together. */
export type WrittenQuota = {
  readonly packageVersionId: PackageVersionId;
  readonly communityId?: CommunityId | undefined;
  readonly quota: number;
};

export const cycles = pgTable(
  "cycles",
  {
    id: idColumn<CycleId>().primaryKey(),
    number: integer().notNull().unique(),
    state: cycleState().notNull().default("draft"),
    opensAt: instantColumn().notNull(),
    cutOffAt: instantColumn().notNull(),
    /** Until then the grid worker clears up what came in before the cut-off. */
    graceEndsAt: instantColumn().notNull(),
    deliveryDay: serviceDayColumn().notNull(),
    policy: shortagePolicy().notNull().default("need_first"),
    /** Bags that a grid needs before its round forms (成团); 0 = none. */
    gridMinimumBags: integer().notNull().default(0),
    /** How often the draft was written anew: who writes on one that somebody else has changed meanwhile is told. */
    revision: integer().notNull().default(0),
    /** Its quotas as the desk wrote them; `grid_quotas` has what each grid gets of them. */
    quotasWritten: jsonb().$type<readonly WrittenQuota[]>().notNull().default([]),
    priceCardSignedBy: text(),
    priceCardSignedAt: instantColumn(),
    /** Why and when the desk brought the cut-off forward; homes and grid workers read it. */
    cutEarlyReason: text(),
    cutEarlyAt: instantColumn(),
    /** When what it said about people went: see `thin-cycles.ts`. */
    thinnedAt: instantColumn(),
  },
  (t) => [
    check("cycles_times_in_order", sql`${t.opensAt} < ${t.cutOffAt} and ${t.cutOffAt} <= ${t.graceEndsAt}`),
    index("cycles_by_state").on(t.state),
  ],
);

/** One line of the cycle's price card with what may be sold: the row that a rush of orders meets. */
export const offers = pgTable(
  "offers",
  {
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    packageVersionId: idColumn<PackageVersionId>()
      .notNull()
      .references(() => packageVersions.id),
    priceFen: fenColumn().notNull(),
    householdLimit: integer().notNull(),
    offered: integer().notNull(),
    reserved: integer().notNull().default(0),
    caseSize: integer().notNull().default(1),
    position: integer().notNull().default(0),
    /** Why the desk took it off the round: then nothing of it is offered any more. */
    takenOff: text(),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.packageVersionId] }),
    check("offers_taken_off", sql`${t.takenOff} is null or ${t.offered} = 0`),
    check("offers_never_oversold", sql`${t.reserved} between 0 and ${t.offered}`),
    check("offers_price", sql`${t.priceFen} >= 0`),
  ],
);

/** A grid's share of a package in a cycle, where the desk has set one. */
export const gridQuotas = pgTable(
  "grid_quotas",
  {
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    packageVersionId: idColumn<PackageVersionId>()
      .notNull()
      .references(() => packageVersions.id),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    quota: integer().notNull(),
    reserved: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.packageVersionId, t.gridId] }),
    check("grid_quotas_never_exceeded", sql`${t.reserved} between 0 and ${t.quota}`),
  ],
);

/** What a supermarket says it can deliver of a package in a cycle. */
export const supplyCommits = pgTable(
  "supply_commits",
  {
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    supermarketId: idColumn<SupermarketId>()
      .notNull()
      .references(() => supermarkets.id),
    packageVersionId: idColumn<PackageVersionId>()
      .notNull()
      .references(() => packageVersions.id),
    committed: integer().notNull(),
    allocated: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.supermarketId, t.packageVersionId] }),
    check("supply_commits_not_overdrawn", sql`${t.allocated} between 0 and ${t.committed}`),
  ],
);

/** A computed allocation, kept as preview until the desk approves or drops it. */
export const allocationRuns = pgTable(
  "allocation_runs",
  {
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    run: integer().notNull(),
    state: text({ enum: ALLOCATION_RUN_STATES }).notNull(),
    policy: shortagePolicy().notNull(),
    /** Totals per package and store, shorted homes per grid: counts only. */
    summary: jsonb().notNull().default({}),
    requestedAt: instantColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.cycleId, t.run] })],
);
