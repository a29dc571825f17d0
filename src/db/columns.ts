import { bigint, customType, uuid } from "drizzle-orm/pg-core";
import type { Fen } from "#domain/kernel/money.ts";
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
