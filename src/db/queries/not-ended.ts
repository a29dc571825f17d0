import { gt, isNull, or } from "drizzle-orm";
import type { Instant } from "#domain/kernel/time.ts";
import { assignments } from "../schema/index.ts";

/** Of a role that somebody was given: it has not ended by `at`. */
export const notEnded = (at: Instant) => or(isNull(assignments.to), gt(assignments.to, at));
