import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { errorWords } from "../error-words.ts";
import { formatAmount } from "../format/amount.ts";
import { formatNumber } from "../format/number.ts";

export type StoreWords = Translate<Messages["store"]>;
type Detail = { kind?: string; [key: string]: unknown };

/** What went wrong at the store, in words of the trade; else the words that every screen has. */
export function storeError(error: unknown, t: StoreWords, errors: Translate<Messages["errors"]>): string {
  const d = (error as { data?: { app?: { detail?: Detail } } } | undefined)?.data?.app?.detail;
  const n = (key: string) => Number(d?.[key] ?? 0);
  switch (d?.kind) {
    case "not_for_this_trip":
      return t("error.not_for_this_trip", { n: n("bagNumber") });
    case "not_staged":
      return t("error.not_staged", { n: n("batches") });
    case "counts_differ":
      return t("error.counts_differ", { loaded: n("loaded"), planned: n("planned") });
    case "more_than_open":
      return t("error.more_than_open", { n: n("left") });
    case "repack_first":
      return t("error.repack_first", { n: n("bags") });
    case "dearer":
    case "unit_mismatch":
    case "guard_failed":
    case "not_from_here":
      return t(`error.${d.kind}`);
    default:
      return errorWords(error, errors);
  }
}

/** The unit as the scale at the shelf says it: weights stay in 斤, whatever the language. */
export const unitWord = (unit: string, locale: Locale): string =>
  unit === "斤" ? (locale === "zh-CN" ? unit : "jin") : formatAmount(10, unit, locale).replace(/^1 /, "");

export const amountWord = (tenths: number, unit: string, locale: Locale): string =>
  `${formatNumber(tenths / 10)} ${unitWord(unit, locale)}`;

/** How a trip stands for those who load it. */
export function tripState(state: string, t: StoreWords): string {
  switch (state) {
    case "planned":
    case "published":
    case "ready":
    case "loading":
    case "sealed":
    case "returned":
      return t(`trip.${state}`);
    case "departed":
    case "running":
    case "diverted":
    case "broken_down":
      return t("trip.running");
    default:
      return t("trip.done");
  }
}
