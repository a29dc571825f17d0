import type { PublishRow, PublishView } from "#contract/dispatch.ts";
import { busName } from "../format/bus.ts";
import { formatGateHours } from "../format/gate-hours.ts";
import { pickName } from "../format/name.ts";
import { formatClock, formatDayWithWeekday } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { PrintButton } from "../kit/print-button.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./manifest-sheet.module.css";

/** One trip on paper: stops, hours and numbers, with room for a count and a signature. Nobody's name but the driver's. */
export async function ManifestSheet({ view, trip }: { view: PublishView; trip: PublishRow }) {
  const t = await getT("dispatch");
  const common = await getT("common");
  const { locale } = await getPreferences();
  const store = view.sites.find((x) => x.id === trip.storeId);
  const clock = (ms: number) => formatClock(ms, locale);
  const facts = [
    formatDayWithWeekday(view.cycle.deliveryMs, locale),
    pickName(trip.type, locale),
    trip.driver,
    store && pickName(store.name, locale),
    t("trip.dock", { time: clock(trip.dockMs) }),
    t("trip.back", { time: clock(trip.dueBackMs) }),
  ];
  return (
    <Pane
      names
      title={t("manifest.title", { bus: busName({ number: trip.number, bus: trip.vehicle }, common) })}
      facts={facts.filter(Boolean).join(" · ")}
      end={
        <PrintButton kind="filled" size={36}>
          {common("print")}
        </PrintButton>
      }
    >
      <table className={s.sheet}>
        <thead>
          <tr>
            <th scope="col">{t("manifest.stop")}</th>
            <th scope="col">{t("manifest.place")}</th>
            <th scope="col">{t("manifest.arrive")}</th>
            <th scope="col">{t("manifest.window")}</th>
            <th scope="col" className={s.num}>
              {t("manifest.bags")}
            </th>
            <th scope="col">{t("manifest.got")}</th>
            <th scope="col">{t("manifest.sign")}</th>
          </tr>
        </thead>
        <tbody>
          {trip.stops.map((stop, i) => {
            const place = view.places.find((p) => p.id === stop.placeId);
            return (
              <tr key={stop.placeId + stop.arriveMs}>
                <td>{i + 1}</td>
                <td>
                  <b>{place && pickName(place.name, locale)}</b> {place && pickName(place.subdistrict, locale)}
                  {place?.zone && ` · ${common(`zone.${place.zone}`)}`}
                </td>
                <td>{clock(stop.dueMs)}</td>
                <td>{place && formatGateHours(place, locale, common)}</td>
                <td className={s.num}>{stop.bags}</td>
                <td className={s.box} />
                <td className={s.box} />
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {t("manifest.sum")}
            </th>
            <td className={s.num}>{trip.bags}</td>
            <td />
            <td />
          </tr>
        </tfoot>
      </table>
    </Pane>
  );
}
