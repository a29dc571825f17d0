"use client";
import { PUBLISH_FINDINGS } from "#domain/movement/publish-checks.ts";
import type { Refused } from "../error-words.ts";
import { useT } from "../words/use-t.ts";

/** What an unfit bus is refused for, in the words of the finding: they are dispatch's own. */
export function useRoadRefusal(): (refused: Refused) => string | undefined {
  const t = useT("dispatch");
  return ({ kind, finding, value, limit }) => {
    const unfit = kind === "not_fit" && PUBLISH_FINDINGS.find((f) => f === finding);
    return unfit ? t(`finding.${unfit}`, { value: String(value ?? ""), limit: String(limit ?? "") }) : undefined;
  };
}
