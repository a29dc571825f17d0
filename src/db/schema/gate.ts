import { sql } from "drizzle-orm";
import { boolean, check, interval, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instantColumn } from "../columns.ts";

/** Every change of state that the tables of the lives allow, and to whom; written by the migration command, asked by triggers. */
export const legalMoves = pgTable(
  "legal_moves",
  {
    life: text().notNull(),
    from: text().notNull(),
    to: text().notNull(),
    by: text().array().notNull().default(sql`'{}'`),
  },
  (t) => [primaryKey({ columns: [t.life, t.from, t.to] })],
);

/**
 * How far the program's time is ahead of the real one, or at which moment it stands. The row is there in a demo or a
 * rehearsal alone, laid by the owner before its first round: the program may move it on and can never make it, and once
 * there is a round nobody can.
 */
export const appClock = pgTable(
  "app_clock",
  {
    one: boolean().primaryKey().default(true),
    ahead: interval().notNull().default("0"),
    standsAt: instantColumn(),
    /** Where somebody has sent the demo's hour and it has not arrived: the worker goes there, timer by timer. */
    goingTo: instantColumn(),
  },
  (t) => [check("app_clock_is_one", sql`${t.one}`)],
);
