import type { Names } from "#domain/kernel/names.ts";
import type { Locale } from "#messages/locale.ts";

const formats = new Map<string, Intl.ListFormat>();

function formatOf(locale: Locale, type: "conjunction" | "unit"): Intl.ListFormat {
  const key = `${locale} ${type}`;
  const format = formats.get(key) ?? new Intl.ListFormat(locale, { type, style: "narrow" });
  formats.set(key, format);
  return format;
}

/** Names beside one another: `火炬社区、田安社区`, `Huoju, Tian'an`. */
export function formatList(items: readonly string[], locale: Locale): string {
  return formatOf(locale, "conjunction").format(items);
}

/** Whole sentences after one another: with a space between them where the language has spaces. */
export function formatSentences(sentences: readonly string[], locale: Locale): string {
  return formatOf(locale, "unit").format(sentences);
}
