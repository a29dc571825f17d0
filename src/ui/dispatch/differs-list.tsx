"use client";
import type { PlanPlace } from "#contract/dispatch.ts";
import type { PlanComparison, StopDiffers, StopServed } from "#contract/plan-versions.ts";
import { pickName } from "../format/name.ts";
import { formatClock, formatSpan } from "../format/time.ts";
import type { MapSelection } from "../map/map-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./solve-panel.module.css";

type Props = {
  both: NonNullable<PlanComparison["both"]>;
  places: ReadonlyMap<string, PlanPlace>;
  selected: MapSelection | null;
  onSelect: (selection: MapSelection) => void;
};

/** Every stop that two plans serve differently, in words, and the buses whose drivers have another list. */
export function DiffersList({ both, places, selected, onSelect }: Props) {
  const t = useT("dispatch");
  const locale = useLocale();
  const { differs, buses, a, b } = both;
  const busOf = new Map([...a.trips, ...b.trips].map((trip) => [trip.vehicleId, trip.vehicle]));
  const names = (ids: readonly string[]) => ids.map((id) => busOf.get(id) ?? "").join(t("compare.and"));
  const served = ({ vehicleIds, arriveMs }: StopServed) =>
    t("compare.served", { bus: names(vehicleIds), time: formatClock(arriveMs, locale) });
  const wordsOf = ({ from, to }: StopDiffers): string => {
    if (!from) return to ? t("compare.in", { to: served(to) }) : "";
    if (!to) return t("compare.out", { from: served(from) });
    if (from.vehicleIds.join() !== to.vehicleIds.join())
      return t("compare.moved", { from: served(from), to: served(to) });
    const late = to.arriveMs - from.arriveMs;
    return t(late > 0 ? "compare.later" : "compare.sooner", {
      span: formatSpan(Math.abs(late), locale),
      from: formatClock(from.arriveMs, locale),
      to: formatClock(to.arriveMs, locale),
    });
  };
  return (
    <section className={s.list}>
      <div className={s.head}>
        <h2>{t("compare.differs", { n: differs.length })}</h2>
      </div>
      {buses.length > 0 && <p className={s.quiet}>{t("compare.tell", { n: buses.length, buses: names(buses) })}</p>}
      {differs.map((stop) => {
        const place = places.get(stop.placeId);
        return (
          place && (
            <button
              key={stop.placeId}
              type="button"
              className={s.row}
              aria-pressed={selected?.id === stop.placeId}
              onClick={() => onSelect({ kind: "place", id: stop.placeId })}
            >
              <span className={s.words}>
                <b>{pickName(place.name, locale)}</b>
                <span className={s.sub}>{wordsOf(stop)}</span>
              </span>
            </button>
          )
        );
      })}
    </section>
  );
}
