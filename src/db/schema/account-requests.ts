import { sql } from "drizzle-orm";
import { check, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AccountRequestId, UserId } from "#domain/kernel/ids.ts";
import { ACCOUNT_ACTS, ACCOUNT_REQUEST_STATES } from "#domain/oversight/account-request.ts";
import { idColumn, instantColumn } from "../columns.ts";
import { users } from "./auth.ts";

export const accountRequestState = pgEnum("account_request_state", ACCOUNT_REQUEST_STATES);

/** 账号恢复: what one of the desk asks to be done to somebody's account, until another one confirms it. */
export const accountRequests = pgTable(
  "account_requests",
  {
    id: idColumn<AccountRequestId>().primaryKey(),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    act: text({ enum: ACCOUNT_ACTS }).notNull(),
    state: accountRequestState().notNull().default("asked"),
    reason: text().notNull(),
    askedBy: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    askedAt: instantColumn().notNull(),
    decidedBy: uuid()
      .$type<UserId>()
      .references(() => users.id),
    decidedAt: instantColumn(),
  },
  (t) => [
    check(
      "account_requests_confirmed_by_another",
      sql`${t.state} not in ('confirmed', 'done') or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.askedBy})`,
    ),
    uniqueIndex("account_requests_one_open_of_a_kind").on(t.userId, t.act).where(sql`${t.state} = 'asked'`),
  ],
);
