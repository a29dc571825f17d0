import { firstName, type Names } from "#domain/kernel/names.ts";
import type { Locale } from "#messages/locale.ts";

/** A name in the reader's language, else in the first. */
export function pickName(name: Names, locale: Locale): string {
  return name[locale] ?? firstName(name);
}

/** A community's name where there is little room: 火炬社区, `Huoju`. */
export function pickPlace(name: Names, locale: Locale): string {
  return pickName(name, locale).replace(/ Community$/, "");
}
