import { pgTable, uuid } from "drizzle-orm/pg-core";
import type { UserId } from "#domain/kernel/ids.ts";
import { instantColumn } from "../columns.ts";
import { users } from "./auth.ts";

/** 首次登录单: when somebody's first password was told on paper. The password itself is kept as its hash alone. */
export const signInSlips = pgTable("sign_in_slips", {
  userId: uuid()
    .$type<UserId>()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  madeAt: instantColumn().notNull(),
  madeBy: uuid()
    .$type<UserId>()
    .references(() => users.id),
});
