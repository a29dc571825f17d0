"use client";
import type { PlanPlace, PlanSite, PlanTrip } from "#contract/dispatch.ts";
import { busName } from "../format/bus.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { TripName } from "../kit/trip-name.tsx";
import type { MapSelection } from "../map/map-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import h from "./held-ghost.module.css";
import s from "./solve-panel.module.css";

type Props = {
  trips: readonly PlanTrip[];
  places: ReadonlyMap<string, PlanPlace>;
  sites: ReadonlyMap<string, PlanSite>;
  selected: MapSelection | null;
  onSelect: (selection: MapSelection | null) => void;
  /** Stops of proposed trips can be taken up and put elsewhere. */
  movable: boolean;
};

/** All trips in words, with the stops of the selected one in their order. */
export function TripList({ trips, places, sites, selected, onSelect, movable }: Props) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  if (trips.length === 0) return null;
  return (
    <section className={s.list}>
      <div className={s.head}>
        <h2>{t("list.title")}</h2>
      </div>
      {trips.map((trip) => {
        const on = selected?.kind === "trip" && selected.id === trip.id;
        // A stop that is selected anywhere is seen in its trip.
        const open = on || (selected?.kind === "place" && trip.stops.some((x) => x.placeId === selected.id));
        const store = sites.get(trip.storeId);
        return (
          <div key={trip.id}>
            <button
              type="button"
              className={s.row}
              aria-pressed={on}
              data-drop="last"
              data-drop-trip={trip.id}
              aria-expanded={open}
              onClick={() => onSelect(on ? null : { kind: "trip", id: trip.id })}
            >
              <span className={s.words}>
                <span>
                  <TripName name={busName({ number: trip.number, bus: trip.vehicle }, common)} colour={trip.number} />{" "}
                  {trip.locked && <Icon name="lock" size={16} label={t("trip.is.locked")} />}
                  {store && pickName(store.name, locale)}
                </span>
                <span className={s.sub}>
                  {t("trip.dock", { time: formatClock(trip.dockMs, locale) })} ·{" "}
                  {t("trip.stops", { n: trip.stops.length })} ·{" "}
                  {t("trip.back", { time: formatClock(trip.backMs, locale) })}
                </span>
              </span>
              <span className={s.num}>{`${trip.bags} / ${trip.capacity}`}</span>
            </button>
            {open && (
              <ol className={s.stops}>
                {trip.stops.map((stop) => {
                  const place = places.get(stop.placeId);
                  return (
                    <li key={stop.placeId} data-drop="before" data-drop-trip={trip.id} data-drop-place={stop.placeId}>
                      {movable && !trip.locked && (
                        <button
                          type="button"
                          className={h.grip}
                          data-hold={stop.placeId}
                          data-hold-trip={trip.id}
                          aria-label={t("hold.grip", { place: place ? pickPlace(place.name, locale) : "" })}
                        >
                          <Icon name="arrow-up-down" size={18} />
                        </button>
                      )}
                      <button
                        type="button"
                        aria-pressed={selected?.kind === "place" && selected.id === stop.placeId}
                        onClick={() => onSelect({ kind: "place", id: stop.placeId })}
                      >
                        {formatClock(stop.arriveMs, locale)} {place && pickPlace(place.name, locale)} ·{" "}
                        {t("left.bags", { n: stop.bags })}
                        {stop.pinned && ` · ${t("stop.pinned")}`}
                      </button>
                    </li>
                  );
                })}
              </ol>
            )}
          </div>
        );
      })}
    </section>
  );
}
