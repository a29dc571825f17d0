"use client";
import type { PlanView } from "#contract/dispatch.ts";
import { busName } from "../format/bus.ts";
import { formatGateHours } from "../format/gate-hours.ts";
import { pickName } from "../format/name.ts";
import { formatClock, formatSpan } from "../format/time.ts";
import { Meter } from "../kit/meter.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { ZoneSign } from "../kit/zone-sign.tsx";
import type { MapSelection } from "../map/map-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { SelectedTrip } from "./selected-trip.tsx";
import s from "./solve-panel.module.css";
import { StopMoves } from "./stop-moves.tsx";

/** What is known of the selected stop, on each trip that comes there; or what can be done with the selected trip. */
export function SelectedStop({ view, selected }: { view: PlanView; selected: MapSelection | null }) {
  const t = useT("dispatch");
  const common = useT("common");
  const locale = useLocale();
  const place = selected?.kind === "place" ? view.places.find((p) => p.id === selected.id) : undefined;
  const trip = selected?.kind === "trip" ? view.trips.find((x) => x.id === selected.id) : undefined;
  if (trip) return <SelectedTrip view={view} trip={trip} />;
  if (!place)
    return (
      <section className={s.panel}>
        <p className={s.quiet}>{t("stop.pick")}</p>
      </section>
    );
  const calls = view.trips.flatMap((trip) =>
    trip.stops.flatMap((stop, i) => (stop.placeId === place.id ? [{ trip, stop, i }] : [])),
  );
  return (
    <section className={s.panel} aria-label={t("stop.selected")} aria-live="polite">
      <div className={s.head}>
        <h2>{pickName(place.name, locale)}</h2>
        {place.zone && (
          <>
            <ZoneSign level={place.zone} size={14} small /> {common(`zone.${place.zone}.short`)}
          </>
        )}
        <span className={s.sub}>{t("stop.window", { hours: formatGateHours(place, locale, common) })}</span>
      </div>
      {calls.length === 0 && <p className={s.quiet}>{t("stop.no.trip")}</p>}
      {calls.map(({ trip, stop, i }) => (
        <div key={trip.id}>
          <div className={s.head}>
            <TripName name={busName({ number: trip.number, bus: trip.vehicle }, common)} colour={trip.number} />
            <span>{t("stop.nth", { n: i + 1, total: trip.stops.length })}</span>
            <b className={s.seed}>{t("left.bags", { n: stop.bags })}</b>
          </div>
          <p>{t("stop.arrive", { a: formatClock(stop.arriveMs, locale), b: formatClock(stop.leaveMs, locale) })}</p>
          {place.gateClosesMs > stop.arriveMs && (
            <p className={s.quiet}>
              {t("stop.slack", { span: formatSpan(place.gateClosesMs - stop.arriveMs, locale) })}
            </p>
          )}
          <div className={s.head}>
            <span className={s.quiet}>{t("stop.load")}</span>
            <Meter value={trip.bags} max={trip.capacity} tone="plain" label={t("stop.load")} />
            <b>{`${trip.bags} / ${trip.capacity}`}</b>
          </div>
          <StopMoves view={view} stop={stop} storeId={trip.storeId} trip={trip} />
        </div>
      ))}
      {view.leftOut
        .filter((l) => l.placeId === place.id)
        .map((l) => (
          <div key={l.batchId}>
            <p>
              <b>{t("stop.left.out", { n: l.bags })}</b>
            </p>
            <StopMoves
              view={view}
              stop={{ batchIds: [l.batchId], bags: l.bags, pinned: false }}
              storeId={l.storeId}
              trip={null}
            />
          </div>
        ))}
    </section>
  );
}
