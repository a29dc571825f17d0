import type { BatchRow } from "#contract/desk.ts";
import { GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";

/** Its store will not pack it. */
export const isGivenUp = (row: Pick<BatchRow, "state">): boolean =>
  GIVEN_UP_BATCH_STATES.some((state) => state === row.state);

/** Sent back or recalled, and its bags have no other store yet. */
export const waitsForStore = (row: Pick<BatchRow, "state" | "lines">): boolean =>
  isGivenUp(row) && row.lines.length > 0;
