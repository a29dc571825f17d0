import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { UserId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";

// The sign-in library's tables, with its field names; times carry a zone. A resident's row is made on the first
// one-time code, a member of staff's by an invitation of the city desk.
const at = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });

export const users = pgTable("users", {
  id: uuid().$type<UserId>().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  username: text().unique(),
  displayUsername: text(),
  phoneNumber: text().unique(),
  phoneNumberVerified: boolean(),
  twoFactorEnabled: boolean().default(false),
  /** The password is still the one that was handed over with the invitation: it is to be changed before anything else. */
  firstPassword: boolean().notNull().default(false),
  /** Shut by the desk: nobody signs in to it, and its sessions are over. */
  disabledAt: at(),
  /** The day on which staff last signed in, in Asia/Shanghai; written by the database when a session of theirs opens. */
  lastSignInOn: date({ mode: "string" }).$type<ServiceDay>(),
  createdAt: at().notNull().defaultNow(),
  updatedAt: at().notNull().defaultNow(),
});

/** What somebody showed to open a session: the code of a text message, a password, or a password and a second factor. */
export type SessionProof = "code" | "password" | "factor";

export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    token: text().notNull().unique(),
    expiresAt: at().notNull(),
    ipAddress: text(),
    userAgent: text(),
    proof: text().$type<SessionProof>().notNull().default("code"),
    /** When its person was last there, to within some minutes. */
    seenAt: at().notNull().defaultNow(),
    createdAt: at().notNull().defaultNow(),
    updatedAt: at().notNull().defaultNow(),
  },
  (t) => [
    index("sessions_of_a_user").on(t.userId),
    check("sessions_proof_is_known", sql`${t.proof} IN ('code', 'password', 'factor')`),
  ],
);

export const authAccounts = pgTable(
  "auth_accounts",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accountId: text().notNull(),
    providerId: text().notNull(),
    password: text(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: at(),
    refreshTokenExpiresAt: at(),
    scope: text(),
    createdAt: at().notNull().defaultNow(),
    updatedAt: at().notNull().defaultNow(),
  },
  (t) => [index("auth_accounts_of_a_user").on(t.userId)],
);

export const verifications = pgTable(
  "verifications",
  {
    id: uuid().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: at().notNull(),
    createdAt: at().notNull().defaultNow(),
    updatedAt: at().notNull().defaultNow(),
  },
  (t) => [index("verifications_by_identifier").on(t.identifier)],
);

export const twoFactors = pgTable(
  "two_factors",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    secret: text().notNull(),
    backupCodes: text().notNull(),
    verified: boolean().default(true),
    failedVerificationCount: integer(),
    lockedUntil: at(),
  },
  (t) => [index("two_factors_of_a_user").on(t.userId)],
);

/** Codes of authenticators that were used a moment ago: each is good for one sign-in. */
export const usedCodes = pgTable(
  "used_codes",
  {
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    code: text().notNull(),
    usedAt: at().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.code] })],
);

/** What was tried for one account or one telephone, in all processes together; a right answer takes its row away. */
export const signInTries = pgTable("sign_in_tries", {
  /** A keyed hash of what is counted: neither names nor numbers stand here. */
  key: text().primaryKey(),
  tries: integer().notNull(),
  lastAt: at().notNull(),
  /** Nothing is tried before then. */
  nextAt: at().notNull(),
});

/** Counts of sign-in attempts per address and path, kept by the sign-in library. */
export const rateLimits = pgTable("rate_limits", {
  id: uuid().primaryKey(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: bigint({ mode: "number" }).notNull(),
});
