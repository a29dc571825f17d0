import type { Locale } from "#messages/locale.ts";
import { formatYuanShort } from "./money.ts";
import { formatNumber } from "./number.ts";
import { formatWeight } from "./weight.ts";

const GRAMS_PER_JIN = 500;
const UNIT_EN: Readonly<Record<string, string>> = {
  斤: "jin",
  份: "set",
  盒: "box",
  板: "tray",
  袋: "bag",
  包: "pack",
  瓶: "bottle",
  箱: "case",
  组: "set",
};

/** How much of an item, from tenths of its unit: `1.5 斤` / `0.8 kg`, `1 盒` / `1 box`. */
export function formatAmount(tenths: number, unit: string, locale: Locale): string {
  if (unit === "斤") return formatWeight((tenths * GRAMS_PER_JIN) / 10, locale);
  return formatAtShelf(tenths, unit, locale);
}

/** A unit as the scale at the shelf says it: weights stay in 斤, `jin`, whatever the language. */
export function formatUnit(unit: string, locale: Locale): string {
  return locale === "zh-CN" ? unit : (UNIT_EN[unit] ?? unit);
}

/** How much of an item is to be weighed or counted out at the shelf: `1.5 斤` / `1.5 jin`. */
export function formatAtShelf(tenths: number, unit: string, locale: Locale): string {
  return `${formatNumber(tenths / 10)} ${formatUnit(unit, locale)}`;
}

/** The same with what one of it costs: `4 斤 × ¥2`; the amount alone where the price of one is no whole number of fen. */
export function formatAmountTimes(tenths: number, unit: string, lineFen: number, locale: Locale): string {
  const amount = formatAmount(tenths, unit, locale);
  const inKg = unit === "斤" && locale !== "zh-CN";
  const oneFen = (lineFen * (inKg ? 20 : 10)) / tenths;
  return Number.isInteger(oneFen) ? `${amount} × ${formatYuanShort(oneFen)}` : amount;
}
