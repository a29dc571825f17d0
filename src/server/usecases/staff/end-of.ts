import { type SQL, sql } from "drizzle-orm";
import { assignments } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";

/** When a role ends that is ended at `now`: one that was to begin later never does, and the table asks for some time in it. */
export const endOf = (now: Instant): SQL =>
  sql`greatest(${new Date(now).toISOString()}::timestamptz, ${assignments.from} + interval '1 millisecond')`;
