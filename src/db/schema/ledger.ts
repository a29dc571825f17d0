import { sql } from "drizzle-orm";
import { bigint, check, index, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type {
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
  },
  (t) => [
    index("ledger_entries_of_a_transaction").on(t.transactionId),
    index("ledger_entries_of_an_account").on(t.accountId),
    index("ledger_entries_of_an_order").on(t.orderId),
    check("ledger_entries_move_something", sql`${t.amountFen} <> 0`),
  ],
);
