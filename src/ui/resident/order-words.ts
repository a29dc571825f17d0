import type { OrderSummaryView, PackageOfferView, ZoneView } from "#contract/resident.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Locale, Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";
import { pickName } from "../format/name.ts";
import { formatNear, formatNearDay, formatWindow } from "../format/time.ts";
import { formatWeight } from "../format/weight.ts";

type T = Translate<Messages["resident"]>;
/** What is said of an order names who gathers where it goes. */
type OrderWords = { readonly t: T; readonly common: Translate<Messages["common"]> };

/** `蔬菜包 ×1`, for each package of an order. */
export function orderContents(order: OrderSummaryView, t: T, locale: Locale): string[] {
  return order.lines.map((l) => t("line", { name: pickName(l.name, locale), n: l.got ?? l.wanted }));
}

/** When it will be at the door (or at the gate, in a control zone), as far as that is known; nothing once it has ended. */
export function orderExpected(
  order: OrderSummaryView,
  zone: ZoneView | null,
  nowMs: number,
  { t, common }: OrderWords,
  locale: Locale,
): string | undefined {
  const gatherer = common(`gatherer.${order.aggregator}`);
  if (order.holdUntilMs !== null)
    return t("held.until", { time: formatNear(order.holdUntilMs, nowMs, locale, true), gatherer });
  if (order.progress.ended || order.progress.station >= 6) return undefined;
  const day = dayWord(order.deliveryDayMs, nowMs, locale);
  if (order.delay === "bus_stands") return t("eta.stands");
  if (order.delay === "doors_passed") return t("eta.passed", { day, gatherer });
  if (order.delay === "bus_overdue" && order.gateMs !== null && order.doorToMs !== null)
    return t("eta.overdue", {
      time: formatNear(order.gateMs, nowMs, locale),
      to: formatNear(order.doorToMs, nowMs, locale),
    });
  if (order.doorFromMs === null || order.doorToMs === null) return t("eta.day", { day });
  const [from, to] = formatWindow(order.doorFromMs, order.doorToMs, locale).split(" – ") as [string, string];
  return zone?.level === "control" || zone?.level === "prevention"
    ? t("eta.gate", { from, to })
    : t("eta", { from, to });
}

/** How it stands, in a few words; a bus that stands in the road is not on its way. */
export const orderStands = (order: OrderSummaryView, { t, common }: OrderWords): string =>
  order.delay === "bus_stands"
    ? t("state.bus_stands")
    : t(`state.${order.state}`, { gatherer: common(`gatherer.${order.aggregator}`) });

/** 今天, 明天, else the date: the word for a day in a sentence, from the moment at which it begins. */
export function dayWord(ms: number, nowMs: number, locale: Locale): string {
  return formatNearDay(ms + 12 * 3_600_000, nowMs, locale);
}

/** The warning of a package that is said first: what somebody must not eat. */
export function offerWarning(offer: Pick<PackageOfferView, "tags">, t: T): string | undefined {
  return offer.tags.includes("contains_pork") ? t("tag.contains_pork") : undefined;
}

/** Why a package cannot be had in this round; undefined where it can. */
export function goneWords(offer: Pick<PackageOfferView, "left" | "takenOff">, t: T): string | undefined {
  if (offer.takenOff !== null) return t("sold.off", { why: offer.takenOff });
  return offer.left > 0 ? undefined : t("sold.out");
}

/** A community that is not in a round: which, and why as far as somebody said. */
export function notHereWords(
  { community, why }: { readonly community: Names; readonly why: string | null },
  t: T,
  locale: Locale,
): string {
  const place = pickName(community, locale);
  return why ? t("round.not_here.why", { place, why }) : t("round.not_here", { place });
}

/** How long it keeps, in hours up to two days. */
export function shelfWords(hours: number, t: T): string {
  return hours <= 48 ? t("keeps.hours", { n: hours }) : t("keeps.days", { n: Math.floor(hours / 24) });
}

/** What a package card says under the name: kinds, weight, and the one thing that matters most after that. */
export function offerFacts(offer: PackageOfferView, t: T, locale: Locale): string[] {
  const last = offer.tags.includes("low_salt")
    ? t("tag.low_salt")
    : offer.tags.includes("infant_only")
      ? t("tag.infant_only")
      : offer.coldChain
        ? t("tag.cold")
        : shelfWords(offer.shelfLifeHours, t);
  return [t("kinds", { n: offer.foods.length }), formatWeight(offer.weightGrams, locale), last];
}
