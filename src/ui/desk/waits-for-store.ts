import type { BatchRow } from "#contract/desk.ts";

/** Sent back or recalled, and its bags have no other store yet. */
export const waitsForStore = (row: Pick<BatchRow, "state" | "lines">): boolean =>
  (row.state === "rejected" || row.state === "recalled") && row.lines.length > 0;
