import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, customType, uuid } from "drizzle-orm/pg-core";
import type { Fen } from "#domain/kernel/money.ts";
import { FIRST_LANGUAGE, type Names } from "#domain/kernel/names.ts";
import type { Instant, ServiceDay } from "#domain/kernel/time.ts";

/** `timestamptz` in the table, an `Instant` (UTC milliseconds) in the program. */
export const instantColumn = customType<{ data: Instant; driverData: string }>({
  dataType: () => "timestamptz(3)",
  fromDriver: (value) => Date.parse(value) as Instant,
  toDriver: (value) => new Date(value).toISOString(),
});

/** A calendar day of Asia/Shanghai, `date` in the table. */
export const serviceDayColumn = customType<{ data: ServiceDay; driverData: string }>({ dataType: () => "date" });

/** Whole fen, `bigint` in the table. */
export const fenColumn = () => bigint({ mode: "number" }).$type<Fen>();

export const idColumn = <Id extends string>() => uuid().$type<Id>();

export const bytesColumn = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

const namesType = customType<{ data: Names; driverData: string }>({
  dataType: () => "names",
  toDriver: (value) => JSON.stringify(value),
  // The driver has parsed it: to the database's wire it is jsonb.
  fromDriver: (value) => value as unknown as Names,
});
/** A name in each language that it is given in; the database refuses one without the first. */
export const namesColumn = () => namesType().notNull();

/** What lists are sorted by. */
export const inFirstLanguage = (names: AnyPgColumn): SQL => sql`${names} ->> ${FIRST_LANGUAGE}`;
