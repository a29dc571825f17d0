import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatAmount } from "../format/amount.ts";
import { formatNumber } from "../format/number.ts";

export type StoreWords = Translate<Messages["store"]>;

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
