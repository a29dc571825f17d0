import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgEnum, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { ClaimId, CycleId, GridId, HouseholdId, OrderId, UserId } from "#domain/kernel/ids.ts";
import { CLAIM_KINDS, CLAIM_STATES } from "#domain/oversight/claim.ts";
import { SECURITY_KINDS } from "#domain/oversight/security-kind.ts";
import { bytesColumn, fenColumn, idColumn, instantColumn } from "../columns.ts";
import { users } from "./auth.ts";
import { householdOrders } from "./orders.ts";
import { role } from "./places.ts";

export const claimState = pgEnum("claim_state", CLAIM_STATES);
export const claimKind = pgEnum("claim_kind", CLAIM_KINDS);

/** 售后: what a home says is wrong, with a photo, and the answer of the same day. */
export const claims = pgTable(
  "claims",
  {
    id: idColumn<ClaimId>().primaryKey(),
    cycleId: idColumn<CycleId>().notNull(),
    orderId: idColumn<OrderId>()
      .notNull()
      .references(() => householdOrders.id),
    householdId: idColumn<HouseholdId>().notNull(),
    gridId: idColumn<GridId>().notNull(),
    kind: claimKind().notNull(),
    state: claimState().notNull().default("opened"),
    words: text().notNull().default(""),
    bagNumber: integer(),
    answer: text(),
    remedy: text({ enum: ["refund", "replace", "credit"] }),
    refundFen: fenColumn().notNull().default(sql`0`),
    reopened: integer().notNull().default(0),
    answerBy: instantColumn().notNull(),
    openedAt: instantColumn().notNull(),
    settledAt: instantColumn(),
  },
  (t) => [index("claims_of_an_order").on(t.orderId), index("claims_by_grid_and_state").on(t.gridId, t.state)],
);

/** Pictures that belong to a claim, a handover or a short declaration. */
export const photos = pgTable(
  "photos",
  {
    id: uuid().primaryKey(),
    subject: text().notNull(),
    subjectId: uuid().notNull(),
    gridId: idColumn<GridId>(),
    householdId: idColumn<HouseholdId>(),
    mediaType: text().notNull(),
    bytes: bytesColumn().notNull(),
    at: instantColumn().notNull(),
  },
  (t) => [index("photos_of_a_subject").on(t.subject, t.subjectId)],
);

/** What the platform told a person: on the bell of his screens, and by SMS where the port sends it. */
export const notices = pgTable(
  "notices",
  {
    id: uuid().primaryKey(),
    /** One notice per event and reader, however often its job runs. */
    dedupeKey: text().notNull().unique(),
    userId: uuid().$type<UserId>(),
    householdId: idColumn<HouseholdId>(),
    gridId: idColumn<GridId>(),
    kind: text().notNull(),
    values: jsonb().$type<Record<string, string | number>>().notNull().default({}),
    at: instantColumn().notNull(),
    readAt: instantColumn(),
  },
  (t) => [index("notices_of_a_user").on(t.userId, t.at), index("notices_of_a_home").on(t.householdId, t.at)],
);

/** Text messages that the demo's sender wrote instead of sending; shown on the demo inbox page. */
export const demoInbox = pgTable("demo_inbox", {
  id: uuid().primaryKey(),
  phone: text().notNull(),
  text: text().notNull(),
  at: instantColumn().notNull(),
});

/** Every change of a quantity, price, state or role: who, as what, to what. Append-only; hash-linked in batches. */
export const auditEvents = pgTable(
  "audit_events",
  {
    seq: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instantColumn().notNull(),
    actor: uuid().$type<UserId>(),
    standsInFor: uuid().$type<UserId>(),
    role: role().notNull(),
    kind: text().notNull(),
    subject: text().notNull(),
    subjectId: uuid().notNull(),
    cycleId: idColumn<CycleId>(),
    reason: text(),
    data: jsonb().notNull().default({}),
    /**
     * Writer's transaction: a link takes only events of transactions that have all ended. Counted on from where the
     * server that the record was restored from had come to (`raiseTransactionBase`).
     */
    transactionId: bigint({ mode: "bigint" })
      .notNull()
      .default(sql`pg_current_xact_id()::text::bigint + transaction_base()`),
  },
  (t) => [
    index("audit_events_of_a_subject").on(t.subject, t.subjectId),
    // Which events a link covers: they lie in the order of their transactions, nearly.
    index("audit_events_by_transaction").using("brin", t.transactionId).with({ autosummarize: true }),
    // The record grows at its end alone, so a few pages of this say where a day lies, and writing costs next to nothing.
    index("audit_events_by_day").using("brin", t.at),
  ],
);

/** One link of the chain: the hash over the texts of its events and the hash before it. */
export const auditLinks = pgTable("audit_links", {
  number: integer().primaryKey(),
  /** Covers the events of every transaction numbered above `fromTransaction` up to `toTransaction`, all of them ended. */
  fromTransaction: bigint({ mode: "bigint" }).notNull(),
  toTransaction: bigint({ mode: "bigint" }).notNull(),
  events: integer().notNull(),
  previousHash: text().notNull(),
  hash: text().notNull(),
  at: instantColumn().notNull(),
});

/** Client events that were taken in, so that a repeated one changes nothing: doors, counts, scans. */
export const clientEvents = pgTable("client_events", {
  id: uuid().primaryKey(),
  kind: text().notNull(),
  /** A hash of what came with the id; null in rows from before it was kept. */
  content: text(),
  outcome: jsonb().notNull(),
  userId: uuid().$type<UserId>(),
  deviceAt: instantColumn(),
  at: instantColumn().notNull(),
});

/**
 * What concerns sign-in and scope, counted by the hour, account and step, so that a guesser fills no table: no names, no
 * numbers, no addresses. What is given, taken and looked at is in `audit_events`.
 */
export const securityEvents = pgTable(
  "security_events",
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    /** Real time: sessions do not follow a demo's clock. */
    hour: instantColumn().notNull(),
    kind: text({ enum: SECURITY_KINDS }).notNull(),
    /** Whose account it was about, where it is one; nobody's for names that there are not. */
    userId: uuid()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The step of the sign-in, or the procedure that was asked for. */
    step: text().notNull(),
    times: integer().notNull().default(1),
    lastAt: instantColumn().notNull(),
  },
  (t) => [
    unique("security_events_once_an_hour").on(t.hour, t.kind, t.userId, t.step).nullsNotDistinct(),
    index("security_events_by_time").on(t.lastAt),
  ],
);

/** When the whole record was hashed again, and what came of it. Append-only. */
export const auditChecks = pgTable("audit_checks", {
  at: instantColumn().primaryKey(),
  links: integer().notNull(),
  events: integer().notNull(),
  /** The first link that did not hold; null: all did. */
  brokenLink: integer(),
  /** How many anchors it was held against, and the newest link that they name. */
  anchors: integer().notNull(),
  anchoredLink: integer(),
});
