import { type SQL, sql } from "drizzle-orm";

/** `= ANY (…)` of so many ids as there are: they go in as one array, however long. */
export function anyId(ids: readonly string[]): SQL {
  return sql`ANY (${`{${ids.join(",")}}`}::uuid[])`;
}
