import { sql } from "drizzle-orm";
import { bigint, check, index, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type {
  CashReceiptId,
  CommunityId,
  CycleId,
  GridId,
  HouseholdId,
  LedgerAccountId,
  OrderId,
  SupermarketId,
  UserId,
} from "#domain/kernel/ids.ts";
import { ACCOUNT_KINDS } from "#domain/ledger/ledger.ts";
import { fenColumn, idColumn, instantColumn } from "../columns.ts";
import { householdOrders } from "./orders.ts";

export const accountKind = pgEnum("account_kind", ACCOUNT_KINDS);

export const ledgerAccounts = pgTable(
  "ledger_accounts",
  {
    id: idColumn<LedgerAccountId>().primaryKey().default(sql`gen_random_uuid()`),
    kind: accountKind().notNull(),
    /** The household, supermarket or grid worker it belongs to; the city's own accounts have none. */
    ownerId: uuid(),
    gridId: idColumn<GridId>(),
  },
  (t) => [
    uniqueIndex("ledger_accounts_one_per_owner").on(
      t.kind,
      sql`coalesce(${t.ownerId}, '00000000-0000-0000-0000-000000000000')`,
    ),
    // Under row-level security only a plain uuid's equality may look into an index: an enum's and coalesce are not leakproof.
    index("ledger_accounts_by_owner").on(t.ownerId),
  ],
);

/** Double entry in fen: the entries of one transaction sum to zero, checked when it commits. Append-only. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    seq: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    transactionId: uuid().notNull(),
    kind: text().notNull(),
    accountId: idColumn<LedgerAccountId>()
      .notNull()
      .references(() => ledgerAccounts.id),
    amountFen: fenColumn().notNull(),
    cycleId: idColumn<CycleId>(),
    orderId: idColumn<OrderId>(),
    householdId: idColumn<HouseholdId>(),
    supermarketId: idColumn<SupermarketId>(),
    gridId: idColumn<GridId>(),
    by: uuid().$type<UserId>(),
    at: instantColumn().notNull(),
    /** The receipt of cash that this one takes back. */
    takesBack: idColumn<CashReceiptId>(),
  },
  (t) => [
    index("ledger_entries_of_a_transaction").on(t.transactionId),
    index("ledger_entries_of_an_account").on(t.accountId),
    index("ledger_entries_of_an_order").on(t.orderId),
    index("ledger_entries_of_a_cycle").on(t.cycleId),
    check("ledger_entries_move_something", sql`${t.amountFen} <> 0`),
  ],
);

/**
 * What a home said it had paid for an order, and what was found of it on the bank's statement: nothing yet while the
 * desk looks for it, zero when it was not there or the home took its word back.
 */
export const paymentClaims = pgTable(
  "payment_claims",
  {
    seq: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    orderId: idColumn<OrderId>()
      .notNull()
      .references(() => householdOrders.id),
    cycleId: idColumn<CycleId>().notNull(),
    householdId: idColumn<HouseholdId>().notNull(),
    gridId: idColumn<GridId>().notNull(),
    communityId: idColumn<CommunityId>().notNull(),
    saidFen: fenColumn().notNull(),
    saidBy: uuid().$type<UserId>(),
    saidAt: instantColumn().notNull(),
    foundFen: fenColumn(),
    /** What the home is told about a payment that was not found. */
    reason: text(),
    answeredAt: instantColumn(),
  },
  (t) => [
    index("payment_claims_of_an_order").on(t.orderId),
    index("payment_claims_of_a_cycle").on(t.cycleId),
    uniqueIndex("payment_claims_one_open_per_order").on(t.orderId).where(sql`found_fen is null`),
    check("payment_claims_say_something", sql`${t.saidFen} > 0`),
    check("payment_claims_found_with_its_time", sql`(${t.foundFen} is null) = (${t.answeredAt} is null)`),
  ],
);
