import type { Locale } from "#messages/locale.ts";
import { formatNumber } from "./number.ts";

/** Weight as people here say it: 17 斤 in Chinese (1 斤 = 500 g, whole from ten up), 8.5 kg in English. */
export function formatWeight(grams: number, locale: Locale): string {
  return locale === "zh-CN"
    ? `${formatNumber(grams >= 5000 ? Math.round(grams / 500) : grams / 500)} 斤`
    : `${formatNumber(Math.round(grams / 100) / 10)} kg`;
}
