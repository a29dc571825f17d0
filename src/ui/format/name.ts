import type { Locale } from "#messages/locale.ts";

/** A name that has been kept in both languages, in the reader's. */
export function pickName(name: { readonly zh: string; readonly en: string }, locale: Locale): string {
  return locale === "zh-CN" ? name.zh : name.en;
}

/** A community's name where there is little room: 火炬社区, `Huoju`. */
export function pickPlace(name: { readonly zh: string; readonly en: string }, locale: Locale): string {
  return locale === "zh-CN" ? name.zh : name.en.replace(/ Community$/, "");
}
