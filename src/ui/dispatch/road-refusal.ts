"use client";
import { PUBLISH_FINDINGS } from "#domain/movement/publish-checks.ts";
import type { Refused } from "../error-words.ts";
import { useT } from "../words/use-t.ts";

const KINDS = ["not_spare", "nothing_left", "not_on_the_road", "not_at_this_dock", "not_the_list"] as const;

/** Dispatch's own words for what a move on the road was refused for; of an unfit bus the finding's. */
export function useRoadRefusal(): (refused: Refused) => string | undefined {
  const t = useT("dispatch");
  return ({ kind, finding, sequence, value, limit }) => {
    if (kind === "stop_in_hand") return t("road.stop_in_hand", { sequence: Number(sequence) });
    const unfit = kind === "not_fit" && PUBLISH_FINDINGS.find((f) => f === finding);
    if (unfit) return t(`finding.${unfit}`, { value: String(value ?? ""), limit: String(limit ?? "") });
    const known = KINDS.find((k) => k === kind);
    return known && t(`road.${known}`);
  };
}
