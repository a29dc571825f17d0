import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgEnum, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { CycleId, SettlementId, SupermarketId, UserId } from "#domain/kernel/ids.ts";
import { SETTLEMENT_STATES } from "#domain/ledger/settlement.ts";
import type { SettlementLine, SettlementTerms } from "#domain/ledger/settlement-sum.ts";
import { fenColumn, idColumn, instantColumn } from "../columns.ts";
import { cycles } from "./offer.ts";
import { supermarkets } from "./places.ts";

export const settlementState = pgEnum("settlement_state", SETTLEMENT_STATES);

/** 结算: what a store is owed for a round, with every line behind it, as both sides have agreed to it. */
export const settlements = pgTable(
  "settlements",
  {
    id: idColumn<SettlementId>().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    supermarketId: idColumn<SupermarketId>()
      .notNull()
      .references(() => supermarkets.id),
    state: settlementState().notNull().default("drafted"),
    /** How often its figures were laid down: who answers other ones than he saw is told. */
    revision: integer().notNull().default(0),
    terms: jsonb().$type<SettlementTerms>().notNull(),
    lines: jsonb().$type<readonly SettlementLine[]>().notNull(),
    payableFen: fenColumn().notNull(),
    /** Why the store did not agree. */
    reason: text(),
    deskAgreedBy: uuid().$type<UserId>(),
    deskAgreedAt: instantColumn(),
    storeAgreedBy: uuid().$type<UserId>(),
    storeAgreedAt: instantColumn(),
    stateAt: instantColumn().notNull(),
  },
  (t) => [
    unique("settlements_one_for_a_store_and_cycle").on(t.cycleId, t.supermarketId),
    check(
      "settlements_settled_by_both",
      sql`${t.state} <> 'settled' or (${t.deskAgreedAt} is not null and ${t.storeAgreedAt} is not null)`,
    ),
  ],
);
