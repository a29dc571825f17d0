import type { OrderView, StationMoment } from "#contract/resident.ts";
import { busName } from "../format/bus.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { StationList } from "../journey/station-list.tsx";
import { STATION_ICON, STATIONS, type Station } from "../journey/stations.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";

/** The way of an order station by station: the hour, and what was written down there. */
export async function OrderWay({ order }: { order: OrderView }) {
  const [t, states, common] = [await getT("resident"), await getT("states"), await getT("common")];
  const { locale } = await getPreferences();
  const { station } = order.progress;
  const time = (key: Station, { atMs, about }: StationMoment) => {
    if (atMs === null) return undefined;
    const clock = formatNear(atMs, order.nowMs, locale);
    return about ? t(key === "home" ? "before" : "about", { time: clock }) : clock;
  };
  const details: Partial<Record<Station, string | undefined>> = {
    order: t(`way.order.${order.channel}`, { gatherer: common(`gatherer.${order.aggregator}`) }),
    tally: station >= 1 ? t("way.tally", { n: order.gridNumber }) : undefined,
    pack:
      order.storeNames.length > 0
        ? t("way.pack", { store: order.storeNames.map((x) => pickName(x, locale)).join(" · "), n: order.bags.length })
        : undefined,
    bus: order.bus === null ? undefined : busName(order.bus, common),
    gate:
      station < 3
        ? undefined
        : order.gateBags === null
          ? t("way.gate.to", { place: pickPlace(order.community, locale) })
          : t("way.gate", { place: pickPlace(order.community, locale), n: order.gateBags }),
    home:
      order.homesBefore === null
        ? undefined
        : t(order.homesBefore ? "way.home" : "way.home.next", { n: order.homesBefore }),
  };
  return (
    <StationList
      now={station}
      nowWord={t("station.now")}
      stations={STATIONS.map((key, i) => ({
        key,
        name: states(`station.${key}`),
        icon: STATION_ICON[key],
        time: time(key, order.stations[i] ?? { atMs: null, about: true }),
        detail: details[key],
      }))}
    />
  );
}
