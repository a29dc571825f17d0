import type { Mistake } from "#domain/workbook/column.ts";
import { useT } from "../../words/use-t.ts";

/** What is wrong with a cell, and what would be right there, in the reader's words. */
export function useMistakeWords(): (mistake: Pick<Mistake, "kind" | "wanted">) => string {
  const t = useT("places");
  return ({ kind, wanted = "" }) =>
    kind === "scope" && wanted === "" ? t("mistake.scope.none") : t(`mistake.${kind}`, { wanted });
}
