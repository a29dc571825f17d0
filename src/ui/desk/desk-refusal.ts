"use client";
import type { Refused } from "../error-words.ts";
import { useT } from "../words/use-t.ts";

const GUARDS = [
  "offer_complete",
  "price_rules_pass",
  "sheets_frozen_or_waived",
  "no_batch_accepted",
  "no_batch_picking",
  "batch_not_picking",
  "no_order_in_review",
  "refund_not_paid",
  "conservation_holds",
  "ledger_zero_sum",
  "claims_closed_or_waived",
] as const;
const BATCH_KINDS = ["commit_too_small", "over_capacity", "nothing_to_route", "same_store", "trip_published"] as const;

/** The desk's own words for a refusal: the guard that did not hold, or what stands in the way of a batch or a sheet. */
export function useDeskRefusal(): (refused: Refused) => string | undefined {
  const t = useT("desk");
  return ({ kind, guard }) => {
    const known = GUARDS.find((g) => g === guard);
    if (known) return t(`guard.${known}`);
    if (kind === "allocation_stands") return t("sheet.stands.allocation_stands");
    if (kind === "times_out_of_order" || kind === "offered_beyond_commits") return t(`cycles.${kind}`);
    const ofBatch = BATCH_KINDS.find((k) => k === kind);
    return ofBatch && t(`batch.${ofBatch}`);
  };
}
