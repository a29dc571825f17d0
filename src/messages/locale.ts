/** The languages of the product; the first is the one it was written in. */
export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];

const DEFAULT_LOCALE: Locale = "zh-CN";

/** The language meant by a cookie or a header; the default when it is none of ours. */
export function toLocale(text: string | undefined): Locale {
  return LOCALES.find((l) => l === text) ?? DEFAULT_LOCALE;
}
