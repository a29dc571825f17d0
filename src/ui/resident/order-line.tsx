import type { OrderSummaryView } from "#contract/resident.ts";
import { formatByHour, formatClock } from "../format/time.ts";
import { StationLine } from "../journey/station-line.tsx";
import { STATION_ICON, STATIONS } from "../journey/stations.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";

/** The six stations of an order, the one now lit; in large type without names, the sentence in words below. */
export async function OrderLine({ order }: { order: OrderSummaryView }) {
  const [t, states] = [await getT("resident"), await getT("states")];
  const { locale, large } = await getPreferences();
  const { station } = order.progress;
  const gate = order.gateMs === null ? undefined : formatClock(order.gateMs, locale);
  const home = order.doorToMs === null ? undefined : formatByHour(order.doorToMs, locale);
  const times: Partial<Record<(typeof STATIONS)[number], string | undefined>> = { gate, home };
  const lit = STATIONS[Math.min(station, STATIONS.length - 1)] ?? "home";
  const name = states(`station.${lit}`);
  return (
    <>
      <StationLine
        now={station}
        bare={large}
        sentence={t("station.sentence", { n: Math.min(station + 1, 6), total: 6, name, time: times[lit] ?? "" })}
        stations={STATIONS.map((key) => ({
          key,
          name: states(`station.${key}`),
          icon: STATION_ICON[key],
          time: times[key],
        }))}
      />
      {large && (
        <p aria-hidden style={{ display: "flex", justifyContent: "space-between", flexWrap: "wrap", gap: "0 12px" }}>
          <span>{t("station.short", { n: Math.min(station + 1, 6), total: 6 })}</span>
          <b style={{ color: "var(--act)" }}>{name}</b>
        </p>
      )}
    </>
  );
}
