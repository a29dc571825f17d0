import type { Reason } from "../../domain/group-list/flags.ts";
import type { ListWords } from "../../domain/group-list/write-list.ts";
import { translator } from "../../messages/catalogue.ts";
import type { Locale } from "../../messages/locale.ts";

/** The words for texts that go back into the group. Holes that stay empty leave no double space. */
export function listWords(locale: Locale): ListWords {
  const t = translator(locale, "groupList");
  const tidy = (s: string) => s.split(" ").filter(Boolean).join(" ");
  return {
    marker: t("write.marker"),
    item: (v) => tidy(t("write.item", v)),
    limit: (v) => t("write.limit", v),
    example: t("write.example"),
    building: (v) => t("write.building", v),
    order: (v) => tidy(t("write.order", v)),
    ask: (v) => t("write.ask", v),
    yuan: (fen) => t("write.yuan", { n: fen / 100 }),
  };
}

/** Why an order is flagged, in words. */
export function reasonWords(locale: Locale): (reason: Reason) => string {
  const t = translator(locale, "groupList");
  // Each reason carries the values that its own message asks for.
  return ({ flag, values }) => (t as (key: string, values: Reason["values"]) => string)(`flag.${flag}`, values).trim();
}
