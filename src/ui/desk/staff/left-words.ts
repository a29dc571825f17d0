import type { LeftView } from "#contract/leaving.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatYuan } from "../../format/money.ts";
import { pickPlace } from "../../format/name.ts";

/** What one thing that somebody leaves open is called. */
export function leftWords(
  left: LeftView,
  t: Translate<Messages["staff"]>,
  states: Translate<Messages["states"]>,
  locale: Locale,
): string {
  const place = left.place ? pickPlace(left.place, locale) : t("left.city");
  const where = left.place && left.number !== null ? t("left.grid", { place, n: left.number }) : place;
  const bus = left.bus ?? "";
  if (left.kind === "cash") return t("left.cash", { amount: formatYuan(left.amountFen ?? 0), where });
  if (left.kind === "trip") return t("left.trip", { n: left.number ?? 0, bus });
  if (left.kind === "bus") return t("left.bus", { bus });
  return `${where} · ${left.role ? states(`role.${left.role}`) : ""}`;
}
