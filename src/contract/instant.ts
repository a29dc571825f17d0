import { z } from "zod";
import type { Instant } from "#domain/kernel/time.ts";

const FIRST = Date.UTC(2000, 0);
const LAST = Date.UTC(2100, 0);

/** A moment in UTC milliseconds. What lies before 2000 or after 2100 is a slip and not a moment of a cycle. */
export const instant = z
  .number()
  .int()
  .min(FIRST)
  .max(LAST)
  .transform((n) => n as Instant);
