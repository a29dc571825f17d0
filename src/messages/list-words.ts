import { translator } from "./catalogue.ts";
import type { Locale } from "./locale.ts";

type Values = Readonly<Record<string, string | number>>;

/** The words for texts that go back into the group. Holes that stay empty leave no double space. */
export function listWords(locale: Locale) {
  const t = translator(locale, "groupList");
  const tidy = (s: string) => s.split(" ").filter(Boolean).join(" ");
  return {
    marker: t("write.marker"),
    item: (v: { code: string; name: string; price: string }) => tidy(t("write.item", v)),
    limit: (v: { n: number }) => t("write.limit", v),
    example: t("write.example"),
    building: (v: { building: string; homes: number }) => t("write.building", v),
    order: (v: { home: string; name: string; wants: string; due: string }) => tidy(t("write.order", v)),
    unheard: (v: { homes: number; until: string }) => t("write.unheard", v),
    ask: (v: { line: string; why: string }) => t("write.ask", v),
    yuan: (fen: number) => t("write.yuan", { n: fen / 100 }),
  };
}

/** Why an order is flagged, in words. */
export function reasonWords(locale: Locale): (reason: { readonly flag: string; readonly values: Values }) => string {
  const t = translator(locale, "groupList");
  // Each reason carries the values that its own message asks for; one of a table's cell says what is wrong with the cell.
  return ({ flag, values }) =>
    (t as (key: string, values: Values) => string)(
      values.cell === undefined ? `flag.${flag}` : `cell.${values.cell}`,
      values,
    ).trim();
}
