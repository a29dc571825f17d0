import type { Names } from "#domain/kernel/names.ts";
import type { Locale } from "#messages/locale.ts";
import { pickName } from "./name.ts";

/** Column heads are narrow: 丰泽区 says 丰泽, the investment zone keeps its own short name. */
export function shortDistrict(name: string): string {
  if (name.endsWith("投资区")) return name.replace(/^泉州/, "").replace("商投资区", "商区");
  return name.replace(/^(.{2,3})[区市县]$/, "$1").replace("Taiwanese Investment Zone", "TIZ");
}

/** A district's name on a map: in Chinese with what it is, but without the city. */
export function pickDistrict(name: Names, locale: Locale): string {
  return locale === "zh-CN" ? pickName(name, locale).replace(/^泉州/, "") : shortDistrict(pickName(name, locale));
}
