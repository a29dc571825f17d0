import type { Column } from "#domain/workbook/column.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickName } from "../../format/name.ts";

/** A workbook's headers are keys in some languages: people read words instead. */
type Worded = keyof Messages["upkeep"] & `col.${string}`;

/** What a column of the catalogue is called on screens, with its unit. */
export function columnWords(column: Column, t: Translate<Messages["upkeep"]>, locale: Locale): string {
  const called = t(`col.${column.key}` as Worded);
  return column.unit ? `${called} (${pickName(column.unit, locale)})` : called;
}
