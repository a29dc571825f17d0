"use client";
import type { PlanPlace, PublishRow } from "#contract/dispatch.ts";
import { DONE_STOP_STATES } from "#domain/movement/stop.ts";
import { isAllDay } from "../format/gate-hours.ts";
import { pickPlace } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { ZoneSign } from "../kit/zone-sign.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./live.module.css";

/** The stops that a bus still has to serve: planned and expected hour beside the hour at which the gate closes. */
export function StopsAhead({ trip, places }: { trip: PublishRow; places: ReadonlyMap<string, PlanPlace> }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  const ahead = trip.stops.flatMap((x, i) => {
    const place = places.get(x.placeId);
    return place && !(x.state && DONE_STOP_STATES.includes(x.state)) ? [{ ...x, place, number: i + 1 }] : [];
  });
  if (ahead.length === 0) return null;
  return (
    <ScrollBox className={s.box}>
      <table className={s.ahead}>
        <caption className={s.caption}>{t("live.ahead")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("live.col.stop")}</th>
            <th scope="col">{t("col.bags")}</th>
            <th scope="col">{t("live.col.planned")}</th>
            <th scope="col">{t("live.col.expected")}</th>
            <th scope="col">{t("live.col.closes")}</th>
          </tr>
        </thead>
        <tbody>
          {ahead.map((x) => (
            <tr key={`${x.number} ${x.placeId}`}>
              <th scope="row">
                {`${x.number} ${pickPlace(x.place.name, locale)}`}{" "}
                {x.place.zone && (
                  <ZoneSign level={x.place.zone} size={14} small label={common(`zone.${x.place.zone}`)} />
                )}
              </th>
              <td>{x.bags}</td>
              <td className={s.quiet}>{formatClock(x.arriveMs, locale)}</td>
              <td className={x.dueMs > x.place.gateClosesMs ? s.bad : undefined}>
                {trip.state === "broken_down" ? t("live.unknown") : formatClock(x.dueMs, locale)}
              </td>
              <td>{isAllDay(x.place) ? common("all_day") : formatClock(x.place.gateClosesMs, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
